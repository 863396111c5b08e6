/** Why a definition cannot be changed like this. */
import { messages } from '../messages'

export const impact = messages({
  needsConversion: [
    '这会改变已保存的值，请用“更改类型”先预览再转换。',
    'This would change stored values: use “change type”, which shows first what happens to them.',
  ],
  notConvertible: [
    '只有填写的字段和保存结果的公式可以更改类型。',
    'Only fields that people fill in, and formulas whose results are kept, can change their type.',
  ],
  sameType: ['类型和设置都没有变化。', 'Neither the type nor its settings would change.'],
  fieldUnknown: ['用到了不存在的字段。', 'It names a field that does not exist.'],
  sectionTwice: ['两个分组用了同一个标识。', 'Two sections have the same key.'],
})
