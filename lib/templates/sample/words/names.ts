/** Invented names of people and organisations, in Chinese and in pinyin. */
import type { Words } from '../world'

const pairs = (text: string): [string, string][] =>
  text.split(' ').map((pair) => pair.split('/') as [string, string])

const surnames = pairs(
  '林/Lin 陈/Chen 周/Zhou 吴/Wu 许/Xu 何/He 沈/Shen 罗/Luo 唐/Tang 孟/Meng 叶/Ye 卢/Lu 简/Jian 方/Fang 江/Jiang ' +
    '宋/Song 郑/Zheng 冯/Feng 姚/Yao 顾/Gu 程/Cheng 曹/Cao 袁/Yuan 潘/Pan 田/Tian 杜/Du 夏/Xia 石/Shi',
)
const givenNames = pairs(
  '小禾/Xiaohe 一舟/Yizhou 若溪/Ruoxi 知远/Zhiyuan 晓岚/Xiaolan 雨桐/Yutong 子衡/Ziheng 沐阳/Muyang 清扬/Qingyang ' +
    '书宁/Shuning 亦辰/Yichen 佳禾/Jiahe 思澄/Sicheng 云帆/Yunfan 青野/Qingye 念安/Nian 景行/Jingxing 语棠/Yutang ' +
    '嘉树/Jiashu 南乔/Nanqiao 北川/Beichuan 听雪/Tingxue 望舒/Wangshu 初晴/Chuqing 星野/Xingye 松龄/Songling ' +
    '可心/Kexin 朝露/Zhaolu 临风/Linfeng 向晚/Xiangwan 远山/Yuanshan 拾光/Shiguang 半夏/Banxia 疏影/Shuying ' +
    '长歌/Changge 映雪/Yingxue 秋实/Qiushi 春生/Chunsheng 冬青/Dongqing',
)
const brandFirst = pairs(
  '云/Yun 晴/Qing 禾/He 岚/Lan 澄/Cheng 朗/Lang 松/Song 溪/Xi 青/Qing 星/Xing 舟/Zhou 木/Mu 暖/Nuan 衡/Heng 沐/Mu ' +
    '知/Zhi 拓/Tuo 砾/Li 弘/Hong 楠/Nan',
)
const brandSecond = pairs(
  '川/chuan 野/ye 原/yuan 石/shi 桥/qiao 帆/fan 舍/she 谷/gu 岭/ling 杉/shan 汀/ting 芽/ya 弦/xian 圃/pu 崖/ya 渡/du',
)

/** The n-th full name; steps coprime to the number of combinations never repeat one early. */
export function personName(n: number): Words {
  const i = (n * 577) % (surnames.length * givenNames.length)
  const [surname, family] = surnames[i % surnames.length]!
  const [given, first] = givenNames[Math.floor(i / surnames.length)]!
  return [`${surname}${given}`, `${family} ${first}`]
}

/** The n-th two-character brand. */
export function brandName(n: number): Words {
  const i = (n * 137) % (brandFirst.length * brandSecond.length)
  const [a, x] = brandFirst[i % brandFirst.length]!
  const [b, y] = brandSecond[Math.floor(i / brandFirst.length)]!
  return [`${a}${b}`, `${x}${y}`]
}

/** What stands behind a brand, per kind of organisation. */
export const organisationEndings = {
  enterprise: [
    ['科技有限公司', 'Technology Co., Ltd.'],
    ['机械有限公司', 'Machinery Co., Ltd.'],
    ['食品有限公司', 'Foods Co., Ltd.'],
    ['贸易有限公司', 'Trading Co., Ltd.'],
    ['物流有限公司', 'Logistics Co., Ltd.'],
    ['建材有限公司', 'Building Materials Co., Ltd.'],
    ['电子有限公司', 'Electronics Co., Ltd.'],
    ['文化传播有限公司', 'Media Co., Ltd.'],
    ['餐饮管理有限公司', 'Catering Co., Ltd.'],
    ['医疗器械有限公司', 'Medical Devices Co., Ltd.'],
    ['家居有限公司', 'Furnishings Co., Ltd.'],
    ['教育咨询有限公司', 'Education Co., Ltd.'],
  ],
  government: [
    ['区政务服务中心', ' District Service Centre'],
    ['区图书馆', ' District Library'],
    ['公园管理处', ' Park Administration'],
    ['社区服务中心', ' Community Centre'],
  ],
  nonprofit: [
    ['公益基金会', 'Foundation'],
    ['志愿者协会', 'Volunteers Association'],
    ['环保促进会', 'Green Association'],
  ],
} satisfies Record<string, Words[]>

export const departments: Words[] = [
  ['采购部', 'Purchasing'],
  ['行政部', 'Administration'],
  ['信息部', 'IT'],
  ['财务部', 'Finance'],
  ['运营部', 'Operations'],
  ['市场部', 'Marketing'],
  ['设备科', 'Equipment'],
  ['总经办', 'General office'],
]
export const jobTitles: Words[] = [
  ['经理', 'Manager'],
  ['主管', 'Supervisor'],
  ['专员', 'Specialist'],
  ['总监', 'Director'],
  ['工程师', 'Engineer'],
  ['助理', 'Assistant'],
  ['副总经理', 'Deputy general manager'],
  ['会计', 'Accountant'],
]
