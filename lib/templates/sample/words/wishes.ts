/** What customers need and prefer, per category. */
import type { Words } from '../world'

export const needs: Record<string, { title: Words; detail: Words; solution: Words }> = {
  product_function: {
    title: ['需要{product}支持多门店', '{product} for several shops'],
    detail: [
      '目前有三家门店，希望在一个账号下分别查看库存和销售。',
      'Three shops; wants stock and sales of each under one account.',
    ],
    solution: ['升级到专业版并开通多门店。', 'Upgrade to Pro with several shops enabled.'],
  },
  quality: {
    title: ['希望{product}更耐用', 'A tougher {product}'],
    detail: [
      '仓库环境灰尘大，要求防尘防摔，连续工作八小时以上。',
      'Dusty warehouse: must resist dust and drops and work eight hours on end.',
    ],
    solution: ['提供加固型号和备用电池。', 'Offer the rugged model and a spare battery.'],
  },
  price: {
    title: ['希望按年付享受优惠', 'A discount for paying yearly'],
    detail: [
      '预算有限，希望按年付款并给予一成优惠。',
      'Limited budget; would pay yearly for ten percent off.',
    ],
    solution: ['提供年付九折方案。', 'Offered ten percent off for yearly payment.'],
  },
  service: {
    title: ['要求四小时内上门', 'On site within four hours'],
    detail: [
      '设备故障会影响营业，要求售后四小时内上门。',
      'A failure stops business; wants service on site within four hours.',
    ],
    solution: ['签订优先服务协议。', 'Sign a priority service agreement.'],
  },
  delivery: {
    title: ['希望缩短交货周期', 'Shorter delivery time'],
    detail: [
      '旺季补货急，希望三天内到货。',
      'Restocking is urgent in season; wants delivery within three days.',
    ],
    solution: ['在就近仓库预留库存。', 'Keep stock in the nearest warehouse.'],
  },
  customisation: {
    title: ['定制报表和标签', 'Custom reports and labels'],
    detail: [
      '需要按公司格式打印标签，并定制月度报表。',
      'Labels in the company format and a custom monthly report.',
    ],
    solution: ['由实施团队定制模板。', 'Our team builds the templates.'],
  },
  technical_support: {
    title: ['{product}与财务系统对接', 'Connect {product} to accounting'],
    detail: [
      '希望销售数据每天自动同步到财务系统。',
      'Sales data should reach the accounting system every day.',
    ],
    solution: ['提供数据接口包并远程配置。', 'Integration pack, configured remotely.'],
  },
  other: {
    title: ['希望增加培训场次', 'More training sessions'],
    detail: ['新员工较多，希望每季度培训一次。', 'Many new colleagues; a training every quarter, please.'],
    solution: ['纳入季度培训计划。', 'Added to the quarterly training plan.'],
  },
}

export const preferences: Record<string, Words[]> = {
  product: [
    ['偏好{product}系列', 'Prefers the {product} range'],
    ['愿意尝试新品', 'Likes to try new products'],
  ],
  service: [
    ['希望固定客服对接', 'Wants one fixed contact in service'],
    ['重视上门服务', 'Values on-site service'],
  ],
  brand: [
    ['认可国产品牌', 'Trusts domestic brands'],
    ['长期使用同一品牌', 'Stays with one brand'],
  ],
  price: [
    ['单次预算五千元以内', 'Budget up to 5,000 a purchase'],
    ['接受一万至三万元方案', 'Accepts offers of 10,000 to 30,000'],
  ],
  communication: [
    ['先发微信再打电话', 'WeChat first, then call'],
    ['重要事项用邮件确认', 'Confirm what matters by e-mail'],
  ],
  time: [
    ['每季度初集中采购', 'Buys at the start of each quarter'],
    ['下午两点后联系', 'Contact after two in the afternoon'],
  ],
  feature: [
    ['看重报表和移动端', 'Cares about reports and mobile'],
    ['需要权限分级', 'Needs graded rights'],
  ],
  other: [
    ['要求环保包装', 'Wants green packaging'],
    ['需要增值税专用发票', 'Needs a special VAT invoice'],
  ],
}

/** Retention: what was offered and how it went. */
export const measures: { detail: Words; response: Words }[] = [
  {
    detail: [
      '电话回访，了解停购原因，提供老客户优惠券。',
      'Called to learn why they stopped; offered a returning-customer coupon.',
    ],
    response: ['愿意再看报价。', 'Willing to look at a new quote.'],
  },
  {
    detail: ['上门拜访并提出定制方案。', 'Visited with a tailored proposal.'],
    response: ['对方案感兴趣，需要内部讨论。', 'Interested; they have to discuss it.'],
  },
  {
    detail: [
      '由经理沟通，补偿上次服务问题。',
      'The manager called and made up for the last service problem.',
    ],
    response: ['态度缓和。', 'Less upset.'],
  },
]
export const stageFeedback: Words[] = [
  ['合作稳定，复购正常。', 'Steady cooperation, regular purchases.'],
  ['对交付和售后满意。', 'Happy with delivery and service.'],
  ['反映价格偏高。', 'Finds prices rather high.'],
]
