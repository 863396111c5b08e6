/** What customers report and say: service requests per issue, and answers to surveys per grade. */
import type { Words } from '../world'

export const issues: Record<string, { title: Words; description: Words; resolution: Words }> = {
  product_quality: {
    title: ['{product}无法开机', '{product} does not start'],
    description: [
      '设备使用两周后无法开机，影响门店营业，请尽快处理。',
      'Stopped starting after two weeks; the shop is held up, please help soon.',
    ],
    resolution: [
      '更换主板后恢复正常，赠送延保三个月。',
      'Main board replaced; three months of extra warranty given.',
    ],
  },
  service_attitude: {
    title: ['客服回复慢', 'Slow replies'],
    description: [
      '提交问题两天没有回复，多次催促才有人联系。',
      'No answer for two days; someone called only after several reminders.',
    ],
    resolution: ['向客户致歉，调整了值班安排。', 'Apologised and changed the duty rota.'],
  },
  after_sales: {
    title: ['{product}需要维修', '{product} needs repair'],
    description: [
      '屏幕有划痕且触摸不灵，申请维修。',
      'The screen is scratched and does not react; asking for repair.',
    ],
    resolution: ['上门维修完成，客户验收。', 'Repaired on site and accepted.'],
  },
  delivery: {
    title: ['订单未按时到货', 'Order late'],
    description: [
      '约定周三到货，周五仍未收到，请查询物流。',
      'Due on Wednesday, still missing on Friday; please check the shipment.',
    ],
    resolution: ['联系物流后次日送达，退还运费。', 'Arrived the next day; shipping refunded.'],
  },
  price_billing: {
    title: ['发票金额不一致', 'Invoice does not match'],
    description: [
      '发票金额与订单不一致，请核对后重开。',
      'The invoice differs from the order; please check and reissue.',
    ],
    resolution: ['已重开发票并寄出。', 'Invoice reissued and sent.'],
  },
  feature: {
    title: ['希望增加批量导出', 'Bulk export wanted'],
    description: [
      '希望{product}支持批量导出明细，便于月底对账。',
      'Would like {product} to export details in bulk for month-end.',
    ],
    resolution: ['已列入产品计划，告知预计时间。', 'Planned; told them when to expect it.'],
  },
  usage: {
    title: ['{product}如何设置权限', 'How to set rights in {product}'],
    description: [
      '新同事入职，不清楚怎样设置权限和打印模板。',
      'A new colleague needs to set rights and print templates.',
    ],
    resolution: ['远程指导完成设置。', 'Set up together remotely.'],
  },
  other: {
    title: ['更新联系信息', 'New contact details'],
    description: [
      '公司搬迁，请更新收货地址和联系人。',
      'The company moved; please update address and contact.',
    ],
    resolution: ['资料已更新。', 'Details updated.'],
  },
}

/** Answers per overall grade, 1 to 5. */
export const answers: Record<number, { feedback: Words; suggestion: Words }> = {
  5: {
    feedback: ['产品稳定，服务人员很专业。', 'Reliable product, very professional people.'],
    suggestion: ['希望多举办用户交流活动。', 'More user meetings, please.'],
  },
  4: {
    feedback: ['整体满意，响应比较及时。', 'Satisfied overall, quick enough replies.'],
    suggestion: ['培训资料可以更详细。', 'Training material could go deeper.'],
  },
  3: {
    feedback: ['功能够用，偶尔需要催进度。', 'Does the job; sometimes we have to ask twice.'],
    suggestion: ['建议主动通知处理进度。', 'Tell us about progress without being asked.'],
  },
  2: {
    feedback: ['故障处理时间太长。', 'Repairs take too long.'],
    suggestion: ['希望提供备用机。', 'Offer a spare device meanwhile.'],
  },
  1: {
    feedback: ['多次反映问题没有解决，很失望。', 'Reported several times, still not solved; disappointed.'],
    suggestion: ['请安排专人负责。', 'Put one person in charge.'],
  },
}
export const expectation: Words = ['希望保持稳定的供货和服务。', 'Keep supply and service steady.']
