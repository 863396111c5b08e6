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
  tooManyFields: [
    '这张表的字段（连同回收站里的）已经太多，最多 {max, number} 个；请先删去一些，或另建一张关联的表。',
    'This table has too many fields, those in the trash included: at most {max, number}. Delete some, or make a linked table.',
  ],
  tableGone: [
    '它关联的数据表不存在；如果表在回收站里，请先恢复那张表。',
    'The table it links to is not there. If it is in the trash, restore the table first.',
  ],
  linkGone: [
    '对应的关联字段不存在；如果它在回收站里，或已更改类型，请先恢复那个字段。',
    'The link that it shows from the other side is not there. If that field is in the trash or was converted, bring it back first.',
  ],
  sameType: ['类型和设置都没有变化。', 'Neither the type nor its settings would change.'],
  fieldUnknown: ['用到了不存在的字段。', 'It names a field that does not exist.'],
  sectionTwice: ['两个分组用了同一个标识。', 'Two sections have the same key.'],
})
