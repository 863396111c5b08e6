/** Places: real cities and districts with invented streets. Divisions of China keep their official names. */
import type { JsonObject } from '@/lib/json'
import type { Chance } from '../random'
import type { Words, World } from '../world'

type Place = [province: string, city: string, district: string, postcode: string]

const regions = {
  east: [
    ['浙江省', '杭州市', '西湖区', '310013'],
    ['浙江省', '宁波市', '鄞州区', '315100'],
    ['江苏省', '南京市', '玄武区', '210018'],
    ['江苏省', '苏州市', '吴中区', '215128'],
    ['上海市', '上海市', '徐汇区', '200030'],
    ['上海市', '上海市', '浦东新区', '200120'],
    ['安徽省', '合肥市', '蜀山区', '230031'],
    ['福建省', '厦门市', '思明区', '361001'],
    ['江西省', '南昌市', '东湖区', '330006'],
    ['山东省', '青岛市', '市南区', '266071'],
    ['山东省', '济南市', '历下区', '250014'],
  ],
  south: [
    ['广东省', '广州市', '天河区', '510630'],
    ['广东省', '深圳市', '南山区', '518052'],
    ['广东省', '佛山市', '禅城区', '528000'],
    ['广西壮族自治区', '南宁市', '青秀区', '530022'],
    ['海南省', '海口市', '龙华区', '570105'],
  ],
  north: [
    ['北京市', '北京市', '朝阳区', '100020'],
    ['北京市', '北京市', '海淀区', '100080'],
    ['天津市', '天津市', '和平区', '300041'],
    ['河北省', '石家庄市', '长安区', '050011'],
    ['山西省', '太原市', '小店区', '030006'],
    ['内蒙古自治区', '呼和浩特市', '赛罕区', '010020'],
  ],
  central: [
    ['湖北省', '武汉市', '武昌区', '430061'],
    ['湖南省', '长沙市', '岳麓区', '410013'],
    ['河南省', '郑州市', '金水区', '450008'],
  ],
  southwest: [
    ['四川省', '成都市', '武侯区', '610041'],
    ['重庆市', '重庆市', '渝中区', '400010'],
    ['云南省', '昆明市', '五华区', '650032'],
    ['贵州省', '贵阳市', '云岩区', '550001'],
  ],
  northwest: [
    ['陕西省', '西安市', '雁塔区', '710061'],
    ['甘肃省', '兰州市', '城关区', '730030'],
  ],
  northeast: [
    ['辽宁省', '沈阳市', '和平区', '110001'],
    ['辽宁省', '大连市', '中山区', '116001'],
    ['黑龙江省', '哈尔滨市', '南岗区', '150006'],
  ],
  hkmotw: [['香港特别行政区', '九龙', '油尖旺区', '999077']],
} satisfies Record<string, Place[]>

export type Region = keyof typeof regions
/** How many customers in a hundred live there. */
export const regionShares: Record<Region, number> = {
  east: 34,
  south: 20,
  north: 18,
  central: 10,
  southwest: 9,
  northwest: 4,
  northeast: 4,
  hkmotw: 1,
}

const streets: Words[] = [
  ['银杏路', 'Yinxing Road'],
  ['望湖街', 'Wanghu Street'],
  ['青禾路', 'Qinghe Road'],
  ['星河大道', 'Xinghe Avenue'],
  ['晴川街', 'Qingchuan Street'],
  ['云杉路', 'Yunshan Road'],
  ['锦程路', 'Jincheng Road'],
  ['明德路', 'Mingde Road'],
]

/** An address in the region, down to the house number. */
export function addressIn(world: World, chance: Chance, region: Region): JsonObject {
  const list: Place[] = regions[region]
  const [province, city, district, postcode] = chance.pick(list)
  const [zh, en] = chance.pick(streets)
  const house = chance.between(1, 388)
  const street = world.say([`${zh} ${house} 号`, `${house} ${en}`])
  return { country: 'CN', province, city, district, street, postcode }
}
