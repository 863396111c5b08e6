/** Words of changing types, deleting, rules of a table, translations and the history: part of the area `design`. */
import { messages } from '../messages'

export const designChange = messages({
  // changing a type
  changeType: ['更改类型', 'Change type'],
  convertTitle: ['更改“{name}”的类型', 'Change the type of “{name}”'],
  convertText: [
    '现在是{type}。先看看现有的数据会变成什么样，再决定。',
    'It is {type} now. See first what becomes of the data.',
  ],
  newType: ['新类型', 'New type'],
  convert: ['更改类型', 'Change type'],
  convertAnyway: [
    '更改，{count, number} 个值变为空',
    'Change; {count, plural, one {# value becomes} other {# values become}} empty',
  ],
  previewNeedsSettings: [
    '填好上面的设置后，这里会显示结果预览。',
    'Fill in the settings above to see what happens.',
  ],
  previewEmpty: [
    '{rows, number} 条记录里还没有值，可以放心更改。',
    'None of {rows, plural, one {# record} other {# records}} has a value: safe to change.',
  ],
  previewAllFit: [
    '{count, plural, =1 {唯一的值可以转换} other {全部 # 个值都能转换}}。',
    '{count, plural, one {The only value fits} other {All # values fit}}.',
  ],
  previewMisfits: [
    '{filled, number} 个值中有 {fits, number} 个能转换，{misfits, number} 个不能，会变为空。',
    'Of {filled, number} values {fits, number} fit; {misfits, plural, one {# does not and becomes} other {# do not and become}} empty.',
  ],
  previewNoneFit: [
    '{count, plural, =1 {唯一的值不能转换，会变为空} other {全部 # 个值都不能转换，会变为空}}。',
    '{count, plural, one {The only value does not fit and becomes} other {None of # values fits: all become}} empty.',
  ],
  downloadMisfits: ['下载这些值', 'Download them'],
  misfitSamples: ['不能转换的例子', 'Examples that do not fit'],
  fitSamples: ['能转换的例子', 'Examples that fit'],
  before: ['之前', 'Before'],
  after: ['之后', 'After'],
  alsoChanges: ['同时会受影响', 'This changes as well'],
  convertKept: [
    '原来的值会保留 30 天，期间撤销可以原样恢复。',
    'The old values are kept for 30 days: undoing brings them back exactly.',
  ],
  converting: [
    '正在转换：{completed, number} / {total, number} 条记录',
    'Changing: {completed, number} of {total, number} records',
  ],
  convertingHint: [
    '可以随时取消，取消后数据保持原样。',
    'You can cancel at any time; the data then stays as it was.',
  ],
  cancelConversion: ['取消转换', 'Cancel'],
  conversionCancelled: ['已取消，数据没有改变。', 'Cancelled: nothing has changed.'],
  conversionInterrupted: [
    '转换中断了，数据没有改变。请再试一次。',
    'The change was interrupted and nothing has changed. Please try again.',
  ],
  conversionUndone: ['“{name}”已恢复原来的类型和值', '“{name}” has its old type and values again'],
  converted: ['“{name}”已改为{type}', '“{name}” is now {type}'],

  // deleting
  deleteTitle: ['删除字段“{name}”？', 'Delete the field “{name}”?'],
  deleteText: [
    '字段和数据会移到回收站，30 天内可以恢复。',
    'The field and its data go to the trash and can be restored for 30 days.',
  ],
  deleteConfirm: ['移到回收站', 'Move to trash'],
  deleted: ['“{name}”已移到回收站', '“{name}” is in the trash'],
  restored: ['已恢复“{name}”', '“{name}” is back'],
  impactRecords: [
    '{count, plural, =0 {没有记录填了这个字段。} other {# 条记录填了这个字段。}}',
    '{count, plural, =0 {No record has a value in it.} one {# record has a value in it.} other {# records have a value in it.}}',
  ],
  impactTableRecords: [
    '{count, plural, =0 {表里没有记录。} other {表里有 # 条记录。}}',
    '{count, plural, =0 {It has no records.} one {It has # record.} other {It has # records.}}',
  ],
  impactNone: ['没有视图、公式、表单或权限用到它。', 'No view, formula, form or right uses it.'],
  impactUses: [
    '{count} 个地方用到它，删除后会自动去掉：',
    '{count, plural, one {# place uses} other {# places use}} it and will do without:',
  ],
  impactBreaks: [
    '{breaks} 个地方离不开它，请先修改这些地方再删除：',
    '{breaks, plural, one {# place needs} other {# places need}} it. Change those first, then delete it:',
  ],
  breaks: ['离不开它', 'needs it'],
  obstacle: ['要先处理', 'in the way'],
  use_table: ['表', 'Table'],
  use_field: ['字段', 'Field'],
  use_view: ['视图', 'View'],
  use_form: ['表单', 'Form'],
  use_role: ['角色', 'Role'],
  use_options: ['选项集', 'Option set'],
  use_template: ['模板', 'Template'],

  // the table
  tableMenu: ['数据表的操作', 'Actions for the table'],
  tableSettings: ['数据表设置', 'Table settings'],
  deleteTable: ['删除数据表', 'Delete table'],
  deleteTableTitle: ['删除数据表“{name}”？', 'Delete the table “{name}”?'],
  deleteTableText: [
    '整张表连同记录、视图和表单会移到回收站，30 天内可以原样恢复。',
    'The table with its records, views and forms goes to the trash; for 30 days it can be restored as it is.',
  ],
  tableRules: ['整条记录的规则', 'Rules for whole records'],
  tableRulesHint: [
    '涉及多个字段的规则，保存记录时检查。',
    'Rules over several fields, checked whenever a record is saved.',
  ],
  addUnique: ['几个字段合起来不重复', 'No duplicates over several fields'],
  addCheck: ['必须满足的条件', 'A condition that must hold'],
  uniqueText: [
    '选出的字段全都相同的两条记录不允许存在。',
    'Two records cannot be equal in all of the chosen fields.',
  ],
  uniqueRule: ['{fields} 合起来不重复', 'No two records with the same {fields}'],
  uniqueNeeds: ['请至少选择两个字段。', 'Choose at least two fields.'],
  checkText: ['不满足条件的记录不能保存。', 'A record that does not satisfy it cannot be saved.'],
  checkMessage: ['不满足时怎么提示', 'What to say when it does not hold'],
  checkNeedsMessage: [
    '请写一句提示，告诉填写的人哪里不对。',
    'Say in a sentence what is wrong, for the person filling in.',
  ],
  removeRule: ['删除规则：{rule}', 'Remove the rule: {rule}'],

  // translations
  untranslated: ['{count} 处还没有翻译', '{count, plural, one {# text} other {# texts}} not translated'],
  untranslatedHint: [
    '这些名称和说明只有一种语言。另一种语言的用户会看到原文。',
    'These exist in one language only; people of the other one see them as they are.',
  ],
  translated: ['已保存 {count} 处翻译', '{count, plural, one {# translation} other {# translations}} saved'],

  // history and trash
  schema: ['结构历史与回收站', 'Structure: history and trash'],
  schemaShort: ['结构历史', 'Structure'],
  schemaHint: [
    '表、字段、选项、视图和权限的每一次改动。30 天内都可以撤销。',
    'Every change to tables, fields, options, views and rights. For 30 days each can be undone.',
  ],
  history: ['历史', 'History'],
  tab_history: ['历史', 'History'],
  tab_trash: ['回收站', 'Trash'],
  noHistory: ['还没有改动', 'No changes yet'],
  noHistoryHint: [
    '添加或修改字段后，每一步都会记在这里。',
    'Once you add or change fields, every step is kept here.',
  ],
  bySystem: ['系统', 'the system'],
  moreParts: ['还有 {count} 项', '{count} more'],
  fewerParts: ['收起', 'Show less'],
  templateParts: ['查看 {count} 项具体改动', '{count, plural, one {# change} other {# changes}} in detail'],
  tookBack: ['撤销了：{change}', 'Took back: {change}'],
  undone: ['已撤销', 'taken back'],
  undoTitle: ['撤销这次改动？', 'Undo this change?'],
  undoWill: ['撤销后：', 'This will happen:'],
  undoRestored: [
    '{count, number} 个原来的值会恢复。',
    '{count, plural, one {# old value comes} other {# old values come}} back.',
  ],
  undoEdited: [
    '{count, number} 条记录后来改过，会保留较新的值。',
    '{count, plural, one {# record was} other {# records were}} edited since and will keep the newer value.',
  ],
  undoLost: [
    '{count, number} 个较新的值不适合原来的类型，会恢复成原来的值。',
    '{count, plural, one {# newer value does} other {# newer values do}} not fit the old type and will be lost.',
  ],
  undoUses: ['同时会受影响', 'This changes as well'],
  undoBlocked: ['处理好这些以后才能撤销', 'Deal with these first, then undo'],
  undoDoneNow: ['已撤销', 'Undone'],
  sentenceBreak: ['；', '; '],
  trashEmpty: ['没有删除的表或字段', 'No deleted tables or fields'],
  trashEmptyHint: [
    '删除的表和字段连同数据会在这里保留 30 天，期间可以恢复。',
    'Deleted tables and fields stay here with their data for 30 days and can be restored.',
  ],
  fieldOf: ['“{table}”的字段 · {type}', 'Field of {table} · {type}'],
  deletedAt: [
    '{by} {at}删除 · 还保留 {days} 天',
    'deleted by {by} {at} · kept for {days, plural, one {# more day} other {# more days}}',
  ],
})
