/** What is wrong with a computed field, apart from its expression (`problem-expr.ts`). */
import { messages } from '../messages'

export const problemFormula = messages({
  fieldUnknown: [
    '公式用到了一个不存在的字段。请从列表中重新选择。',
    'The formula names a field that is not there. Choose it again from the list.',
  ],
  kind: [
    '这个结果不能作为字段的值。请让公式得出文字、数字、日期、是否、人员或一条记录。',
    'A field cannot hold this result. Let the formula give a text, number, date, yes or no, person or record.',
  ],
  cycle: [
    '公式绕回了自己：{way}。请去掉其中一处引用。',
    'The formula comes back to itself: {way}. Take one of these references out.',
  ],
  me: [
    '计算字段的结果对所有人都一样，不能用“我”。请改用人员字段。',
    'A computed field is the same for everybody, so it cannot ask for “me”. Use a field with a person instead.',
  ],
  nested: [
    '汇总里不能再汇总。请先在被汇总的表中建一个计算字段，再引用它。',
    'Records cannot be gathered inside a gathering. Compute that in a field of the gathered table first, and name it here.',
  ],
  tooLarge: [
    '这个公式展开后太长。请把一部分放到单独的字段中。',
    'With everything it names this formula is too long. Put a part of it into a field of its own.',
  ],
  leadsOn: [
    '公式经过了一条随时间变化的计算关联。请改用填写的关联，或只用到这条关联本身。',
    'The formula goes on along a computed link that changes with time. Use a link that people fill in, or name that link alone.',
  ],
  drawsOn: [
    '公式用到的字段“{field}”本身还算不出来。请先改好它。',
    'The field “{field}” that the formula draws on cannot be computed itself. Mend that one first.',
  ],
})
