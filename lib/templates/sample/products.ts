/** Forty products and services in six categories. */
import { chance } from './random'
import { cents, type Draft, type Words, type World } from './world'

export interface Product {
  draft: Draft
  name: string
  price: number
  cost: number
}

type Line = [category: string, unit: string, price: number, ...name: Words]

const catalogue: Line[] = [
  ['hardware', 'piece', 3280, '智能收银终端', 'Smart POS terminal'],
  ['hardware', 'piece', 899, '条码扫描枪', 'Barcode scanner'],
  ['hardware', 'piece', 1580, '标签打印机', 'Label printer'],
  ['hardware', 'piece', 2460, '工业平板', 'Rugged tablet'],
  ['hardware', 'piece', 460, '无线网关', 'Wireless gateway'],
  ['hardware', 'piece', 1180, '温湿度监测仪', 'Climate monitor'],
  ['hardware', 'piece', 4980, '边缘服务器', 'Edge server'],
  ['hardware', 'piece', 680, '门禁读卡器', 'Door card reader'],
  ['hardware', 'set', 2180, '视频会议套装', 'Video meeting kit'],
  ['software', 'year', 3600, '进销存标准版', 'Stock manager Standard'],
  ['software', 'year', 5800, '进销存专业版', 'Stock manager Pro'],
  ['software', 'year', 1980, '会员管理系统', 'Membership system'],
  ['software', 'year', 2680, '报表分析模块', 'Reporting module'],
  ['software', 'year', 980, '移动审批', 'Mobile approvals'],
  ['software', 'year', 1480, '电子合同', 'E-contracts'],
  ['software', 'year', 4200, '生产排程', 'Production scheduling'],
  ['software', 'set', 760, '数据接口包', 'Integration pack'],
  ['service', 'hour', 320, '上门培训', 'On-site training'],
  ['service', 'hour', 260, '远程技术支持', 'Remote support'],
  ['service', 'year', 2400, '年度维保', 'Annual maintenance'],
  ['service', 'set', 1800, '实施部署', 'Deployment'],
  ['service', 'set', 1200, '数据迁移', 'Data migration'],
  ['service', 'hour', 480, '业务咨询', 'Business consulting'],
  ['service', 'set', 680, '设备巡检', 'Equipment inspection'],
  ['service', 'set', 3000, '定制开发', 'Custom development'],
  ['consumable', 'box', 128, '热敏标签纸', 'Thermal labels'],
  ['consumable', 'box', 86, '收银纸', 'Receipt paper'],
  ['consumable', 'box', 210, '碳带', 'Printer ribbon'],
  ['consumable', 'piece', 35, '读写卡', 'Access card'],
  ['consumable', 'set', 168, '清洁套装', 'Cleaning kit'],
  ['consumable', 'piece', 15, '数据线', 'Data cable'],
  ['consumable', 'piece', 260, '备用电池', 'Spare battery'],
  ['consumable', 'piece', 99, '保护壳', 'Protective case'],
  ['consumable', 'box', 320, '防静电包装', 'Antistatic packing'],
  ['financial', 'year', 1500, '设备延保计划', 'Extended warranty plan'],
  ['financial', 'year', 2200, '设备租赁方案', 'Equipment leasing plan'],
  ['other', 'piece', 58, '品牌礼盒', 'Gift box'],
  ['other', 'set', 240, '展架', 'Display stand'],
  ['other', 'piece', 180, '工具箱', 'Toolbox'],
  ['other', 'set', 420, '定制包装', 'Custom packing'],
]

const descriptions: Record<string, Words> = {
  hardware: [
    '一年质保，七天无理由退换，可上门安装。',
    'One year warranty, returns within seven days, installed on site.',
  ],
  software: ['按年订阅，含升级与在线支持。', 'Yearly subscription with updates and online support.'],
  service: [
    '由认证工程师提供，按预约时间上门或远程完成。',
    'By certified engineers, on site or remotely, by appointment.',
  ],
  consumable: ['常备库存，当日发货。', 'In stock, shipped the same day.'],
  financial: ['与设备一同购买，可分期支付。', 'Bought with a device, payable in instalments.'],
  other: ['可定制标识，五件起订。', 'Custom logo possible, five pieces or more.'],
}
const features = ['reporting', 'mobile', 'integration', 'permissions', 'automation', 'bulk_import']

export function addProducts(world: World): Product[] {
  const random = chance('products')
  return catalogue.map(([category, unit, price, ...words], i) => {
    const name = world.say(words)
    const cost = cents(price * (0.52 + random.next() * 0.22))
    const soft = category === 'software'
    const draft = world.add(
      'products',
      { ago: 1095 - i * 4, minute: 600 + i },
      {
        name,
        sku: `SKU-${category.slice(0, 2).toUpperCase()}-${String(1001 + i)}`,
        model: category === 'service' ? undefined : `T${soft ? 'S' : 'X'}-${100 + i * 5}`,
        kind: category === 'service' || category === 'financial' ? 'service' : 'product',
        category,
        unit,
        list_price: price,
        unit_cost: cost,
        features: soft ? features.filter((_, n) => (n + i) % 3 !== 0) : undefined,
        active: i !== 16 && i !== 33,
        description: world.say(descriptions[category]!),
      },
    )
    return { draft, name, price, cost }
  })
}
