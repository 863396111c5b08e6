/** What is said in conversations, per topic; {product} stands for a product. */
import type { Words } from '../world'

export interface Talk {
  subject: Words
  content: Words
  feedback: Words
  next: Words
}

export const talks: Record<string, Talk[]> = {
  consultation: [
    {
      subject: ['咨询{product}', 'Question about {product}'],
      content: [
        '客户了解{product}的配置和适用场景，已发送产品资料。',
        'Asked what {product} offers and where it fits; documents sent.',
      ],
      feedback: ['功能基本符合需要，想看演示。', 'Mostly what they need; would like a demo.'],
      next: ['安排一次演示，邀请使用部门参加。', 'Arrange a demo with the people who will use it.'],
    },
    {
      subject: ['比较不同型号', 'Comparing models'],
      content: [
        '客户在两个型号之间犹豫，说明了差别和推荐理由。',
        'Torn between two models; explained the differences and our advice.',
      ],
      feedback: ['倾向于性价比更高的一款。', 'Leaning towards the better value.'],
      next: ['整理对比表发给客户。', 'Send a comparison sheet.'],
    },
  ],
  technical: [
    {
      subject: ['{product}接口问题', '{product}: integration question'],
      content: [
        '客户的信息部询问{product}能否与现有系统对接，提供了接口说明。',
        'Their IT asked whether {product} connects to their system; documentation provided.',
      ],
      feedback: ['需要技术人员进一步确认。', 'Their engineers have to confirm.'],
      next: ['约技术同事开会答疑。', 'Set up a call with our engineer.'],
    },
  ],
  price: [
    {
      subject: ['{product}报价', 'Quote for {product}'],
      content: [
        '按年采购量给出阶梯报价，客户希望再有优惠。',
        'Gave tiered prices by yearly volume; they asked for a better offer.',
      ],
      feedback: ['价格比预算略高。', 'A little above the budget.'],
      next: ['向经理申请折扣后回复。', 'Ask the manager about a discount and reply.'],
    },
    {
      subject: ['续约价格沟通', 'Renewal price'],
      content: [
        '讨论续约价格和付款方式，初步同意维持原价。',
        'Discussed renewal price and payment; agreed to keep the price for now.',
      ],
      feedback: ['可以接受，等内部审批。', 'Acceptable; waiting for approval.'],
      next: ['准备续约合同。', 'Prepare the renewal contract.'],
    },
  ],
  delivery: [
    {
      subject: ['确认交货时间', 'Delivery date'],
      content: [
        '确认{product}的发货批次和到货时间，提醒签收注意事项。',
        'Confirmed shipment and arrival of {product} and what to check on receipt.',
      ],
      feedback: ['希望提前两天通知。', 'Wants two days’ notice.'],
      next: ['发货前两天电话通知。', 'Call two days before shipping.'],
    },
  ],
  after_sales: [
    {
      subject: ['{product}使用回访', '{product}: how is it going'],
      content: [
        '回访{product}使用情况，指导了两个常见操作。',
        'Checked on {product} and showed two common steps.',
      ],
      feedback: ['整体顺利，希望多一些培训。', 'Going well; would like more training.'],
      next: ['安排一次线上培训。', 'Arrange an online training.'],
    },
  ],
  complaint: [
    {
      subject: ['反映{product}故障', '{product} out of order'],
      content: [
        '客户反映{product}故障影响使用，已登记服务单并致歉。',
        '{product} failed and holds up their work; apologised and opened a request.',
      ],
      feedback: ['对响应速度不满意。', 'Unhappy with our response time.'],
      next: ['跟踪处理结果并当面说明。', 'Follow the repair and explain in person.'],
    },
  ],
  need: [
    {
      subject: ['新一年采购计划', 'Plans for next year'],
      content: [
        '了解客户下一年的采购计划，重点是{product}和培训。',
        'Learned about next year’s plans: {product} and training above all.',
      ],
      feedback: ['希望提供整体方案。', 'Wants one overall proposal.'],
      next: ['两周内提交方案。', 'Send a proposal within two weeks.'],
    },
  ],
  promotion: [
    {
      subject: ['季度优惠介绍', 'Offers of the quarter'],
      content: [
        '介绍本季度优惠，{product}与耗材组合购买更划算。',
        'Presented this quarter’s offers: {product} bundled with consumables.',
      ],
      feedback: ['会考虑组合购买。', 'Considering the bundle.'],
      next: ['优惠结束前再联系一次。', 'Call again before the offer ends.'],
    },
  ],
  relationship: [
    {
      subject: ['例行拜访', 'Regular visit'],
      content: [
        '拜访客户，了解近期经营情况，感谢一直以来的支持。',
        'Visited, heard how business is going, thanked them for their trust.',
      ],
      feedback: ['合作愉快。', 'Happy with the cooperation.'],
      next: ['下月再拜访。', 'Visit again next month.'],
    },
    {
      subject: ['节日问候', 'Season’s greetings'],
      content: [
        '节日问候，顺便确认联系方式没有变化。',
        'Sent greetings and confirmed that contact details are unchanged.',
      ],
      feedback: ['表示感谢。', 'Said thank you.'],
      next: ['保持联系。', 'Keep in touch.'],
    },
  ],
  other: [
    {
      subject: ['发票与对账', 'Invoices and statement'],
      content: [
        '核对上月发票和付款，双方一致。',
        'Checked last month’s invoices and payments; both sides agree.',
      ],
      feedback: ['没有问题。', 'No questions.'],
      next: ['按期提醒付款。', 'Remind of the payment when due.'],
    },
  ],
}

/** Content, goal and expected result of follow-ups, per purpose. */
export const plans: Record<
  string,
  { title: Words; content: Words; goal: Words; expected: Words; outcome: Words }
> = {
  regular_visit: {
    title: ['定期拜访{customer}', 'Regular visit to {customer}'],
    content: ['回顾近期合作，介绍新品，听取意见。', 'Look back on recent work, present what is new, listen.'],
    goal: ['了解近况，维护关系', 'Hear how things are and keep in touch'],
    expected: ['掌握下季度需求', 'Know the needs of the next quarter'],
    outcome: ['沟通顺利，了解到新的采购意向。', 'Went well; learned of new buying plans.'],
  },
  product_recommendation: {
    title: ['向{customer}推荐产品', 'Recommend products to {customer}'],
    content: [
      '根据购买历史推荐两款产品，附上资料和报价。',
      'Recommend two products from the purchase history, with documents and a quote.',
    ],
    goal: ['介绍合适的产品并约演示', 'Present a fitting product and agree a demo'],
    expected: ['确定演示时间', 'A date for the demo'],
    outcome: ['客户同意下周看演示。', 'They agreed to a demo next week.'],
  },
  promotion: {
    title: ['告知{customer}季度优惠', 'Tell {customer} about the offers'],
    content: [
      '说明本季度优惠的内容、条件和截止日期。',
      'Explain the offers of the quarter, their terms and end date.',
    ],
    goal: ['让客户了解优惠并促成订单', 'Make the offer known and win an order'],
    expected: ['收到订单意向', 'An intention to order'],
    outcome: ['客户表示会考虑。', 'They will consider it.'],
  },
  need_response: {
    title: ['回应{customer}的需求', 'Answer the need of {customer}'],
    content: [
      '说明方案、费用和实施时间，回答疑问。',
      'Explain the solution, its cost and timing; answer questions.',
    ],
    goal: ['给出可行方案', 'Offer a workable solution'],
    expected: ['客户确认方案', 'They confirm the solution'],
    outcome: ['方案已确认，进入报价。', 'Solution confirmed; quoting now.'],
  },
  satisfaction_check: {
    title: ['{customer}满意度回访', 'Satisfaction check with {customer}'],
    content: [
      '询问使用情况、遇到的问题和改进建议。',
      'Ask how it is used, what went wrong and what to improve.',
    ],
    goal: ['了解使用感受', 'Learn how they like it'],
    expected: ['收集两条以上意见', 'At least two remarks'],
    outcome: ['总体满意，提了一条改进建议。', 'Satisfied overall, one suggestion.'],
  },
  win_back: {
    title: ['挽回{customer}', 'Win {customer} back'],
    content: [
      '了解停止购买的原因，提供老客户方案。',
      'Learn why they stopped and offer a plan for returning customers.',
    ],
    goal: ['弄清停止购买的原因', 'Find out why they stopped buying'],
    expected: ['重新获得一次报价机会', 'A chance to quote again'],
    outcome: ['客户愿意重新考虑，要求新报价。', 'Willing to reconsider; asked for a new quote.'],
  },
  payment: {
    title: ['与{customer}确认付款', 'Payment of {customer}'],
    content: ['核对账单，确认付款方式和日期。', 'Check the statement, agree how and when to pay.'],
    goal: ['确认付款日期', 'Agree a payment date'],
    expected: ['七天内到账', 'Paid within seven days'],
    outcome: ['客户承诺本周付款。', 'They promised to pay this week.'],
  },
  data_review: {
    title: ['核实{customer}资料', 'Check the details of {customer}'],
    content: [
      '逐项核对电话、邮箱、地址和联系人。',
      'Go through phone, e-mail, address and contacts one by one.',
    ],
    goal: ['核实电话、地址和联系人', 'Verify phone, address and contacts'],
    expected: ['资料全部更新', 'Everything up to date'],
    outcome: ['资料已核实，无变化。', 'Verified, nothing changed.'],
  },
  review_meeting: {
    title: ['与{customer}的评估会议', 'Review meeting with {customer}'],
    content: [
      '准备季度数据，逐项讨论结果和行动。',
      'Prepare the figures of the quarter, discuss results and actions.',
    ],
    goal: ['回顾本季度合作', 'Look back on the quarter'],
    expected: ['形成下季度计划', 'A plan for the next quarter'],
    outcome: ['会议完成，确定三项行动。', 'Held; three actions agreed.'],
  },
}
