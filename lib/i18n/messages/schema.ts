/** Words of JSON Schema in and out: what properties become and why, what falls outside, what records break. */
import { messages } from '../messages'

export const schema = messages({
  // the dialog
  title: ['导入 JSON Schema', 'Import a JSON Schema'],
  intro: [
    '选择一个 JSON Schema 文件，先看看每个属性会变成什么，再创建数据表。支持 2020-12 和 draft-07。',
    'Choose a JSON Schema file, see what each property becomes, then create the table. 2020-12 and draft-07 are understood.',
  ],
  drop: ['把 .json 文件拖到这里', 'Drop a .json file here'],
  choose: ['选择文件', 'Choose a file'],
  paste: ['或者粘贴内容', 'Or paste it'],
  pasteLabel: ['JSON Schema 内容', 'JSON Schema text'],
  pastePlaceholder: ['把 JSON Schema 的全文粘贴到这里', 'Paste the whole text of the JSON Schema here'],
  preview: ['预览', 'Preview'],
  back: ['换一个文件', 'Another file'],
  create: ['创建数据表', 'Create table'],
  createCount: ['创建 {count} 张数据表', 'Create {count, plural, one {# table} other {# tables}}'],
  created: ['数据表已创建', 'Table created'],
  tableName: ['数据表名称', 'Name of the table'],
  part: ['导入哪一部分', 'Which part to import'],
  wholeDocument: ['整个文件', 'The whole document'],
  summary: [
    '{fields} 个字段，{tables} 张数据表',
    '{fields, plural, one {# field} other {# fields}} in {tables, plural, one {# table} other {# tables}}',
  ],
  mustKeep: ['必填，不能去掉', 'Required, cannot be left out'],
  property: ['属性', 'Property'],
  becomes: ['变成', 'Becomes'],
  why: ['原因', 'Why'],
  outside: ['存不下的值', 'Values it cannot hold'],
  required: ['必填', 'Required'],
  detailOf: ['明细表：{table}', 'Detail table: {table}'],
  isSection: ['一组字段', 'A group of fields'],
  isTable: ['明细表“{table}”', 'Detail table “{table}”'],
  isRest: ['保留在“其他属性”里', 'Kept in “Other properties”'],
  isNone: ['没有字段', 'No field'],
  more: [
    '还有 {count} 行没有显示',
    '{count, plural, one {# more line is} other {# more lines are}} not shown',
  ],
  notesTitle: ['请留意', 'Good to know'],
  needText: ['请先选择文件或粘贴内容', 'First choose a file or paste the text'],
  fileTooLarge: ['文件太大，最多 {max} MB', 'The file is too large: at most {max} MB'],
  importMenu: ['导入 JSON Schema', 'Import JSON Schema'],
  exportMenu: ['导出 JSON Schema', 'Export JSON Schema'],
  releaseMenu: ['不再按导入的 JSON Schema 检查', 'Stop checking by the imported JSON Schema'],
  releaseTitle: ['不再按导入的 JSON Schema 检查？', 'Stop checking by the imported JSON Schema?'],
  releaseText: [
    '字段自己的规则仍然有效；原文件里其他的规则不再检查，也不再按原来的结构导出。',
    'The rules of the fields stay. Other rules of the original file are no longer checked, and exports no longer have its structure.',
  ],
  release: ['不再检查', 'Stop checking'],
  released: ['已不再按导入的 JSON Schema 检查', 'No longer checked by the imported JSON Schema'],
  onlyAdmin: ['只有管理员可以导入数据表', 'Only admins can import tables'],

  // why a property becomes what it becomes
  whyText: ['文字', 'It is text'],
  whyFormatText: [
    '{format} 格式的文字，保存时按此格式检查',
    'Text of the format {format}, which is checked on saving',
  ],
  whyLongtext: ['可能很长或有多行的文字', 'Text that may be long or have many lines'],
  whyInteger: ['整数', 'It is a whole number'],
  whyNumber: ['数字', 'It is a number'],
  whyBoolean: ['是或否', 'It is true or false'],
  whyFormat: ['格式是 {format}', 'Its format is {format}'],
  whyChoices: [
    '只能取列出的 {count} 个值',
    'It is one of {count, plural, one {# listed value} other {# listed values}}',
  ],
  whyManyChoices: ['列出的值里可以取几个', 'It holds several of the listed values'],
  whyGroup: [
    '嵌套的对象，里面的属性成为一组字段',
    'A nested object: its properties become a group of fields',
  ],
  whyDetail: [
    '对象的列表，每一项是明细表的一条记录',
    'A list of objects: each is a record of a detail table',
  ],
  whyObjects: [
    '对象的列表，但每一项的结构不固定、会回到自身或与其他规则有关',
    'A list of objects whose shape is open, leads back to itself or is part of another rule',
  ],
  whyList: ['列表', 'It is a list'],
  whyTuple: ['每个位置含义不同的列表', 'A list in which each place means something else'],
  whyMap: ['属性名不固定的对象', 'An object whose property names are not fixed'],
  whyDeep: ['嵌套太深或属性太多的对象', 'An object nested too deep or with too many properties'],
  whyUnion: ['可以是几种不同类型的值', 'It may be of several types'],
  whyAny: ['没有说明是什么类型', 'Nothing says what type it is'],
  whyOddChoices: ['可选的值不全是简短的文字或数字', 'Not all of its choices are short texts or numbers'],
  whyBeyond: ['数值范围超出数字字段', 'Its values are beyond what a number field holds'],
  whyCircular: ['它的结构会回到自身', 'Its shape leads back to itself'],
  whyRemote: [
    '它引用了别处的文件，那里的规则不检查',
    'It refers to another file, whose rules are not checked',
  ],
  whyMissing: ['它引用的部分不存在', 'It refers to a part that is not there'],
  whyDynamic: ['它用了动态引用', 'It uses a dynamic reference'],
  whyNever: ['原文件不允许它有值', 'The schema does not allow it'],
  whyNull: ['只能是 null', 'It can only be null'],
  whyComputed: ['由系统计算的值', 'It is computed'],
  whyOwn: ['由 Tian 导出的字段', 'A field that Tian exported'],
  whyLeft: ['您选择不为它建字段', 'You chose to make no field for it'],
  whyName: ['这个名称不能作为字段', 'Its name cannot be a field’s'],
  whySurplus: ['一张表最多 {max} 个字段', 'A table has at most {max} fields'],

  whyTables: [
    '对象的列表，但最多新建 {max} 张数据表',
    'A list of objects, but at most {max} tables are made',
  ],

  // what falls outside
  outsideText: [
    '空文字当作没有值；首尾的空格、换行以及超过 {max, number} 个字的存不下',
    'Empty text counts as no value; spaces at the ends, line breaks and more than {max, number} characters do not fit',
  ],
  outsideLongtext: [
    '空文字当作没有值；末尾的空格以及超过 {max, number} 个字的存不下',
    'Empty text counts as no value; spaces at the end and more than {max, number} characters do not fit',
  ],
  outsideNumber: [
    '整数部分超过 {digits} 位、小数超过 {scale} 位的存不下',
    'More than {digits, plural, one {# digit} other {# digits}} before the point or {scale} after it do not fit',
  ],
  outsideDate: ['公元 0000 年存不下', 'The year 0000 does not fit'],
  outsideDatetime: [
    '按同一时刻的世界时保存，精确到毫秒；时区写法不保留',
    'Kept as the same moment in UTC, to the millisecond; the offset as written is not kept',
  ],
  outsideEmail: [
    '没有域名后缀的地址存不下；域名改为小写',
    'Addresses without a dot in the domain do not fit; domains become lower case',
  ],
  outsideUrl: [
    '只能是 http 或 https 网址，写法会统一',
    'Only http and https addresses fit, in their normal form',
  ],
  outsideBlank: ['空文字当作没有值', 'Empty text counts as no value'],
  outsideChoices: ['重复的值或超过 {most} 个值的存不下', 'Repeated values and more than {most} do not fit'],
  outsideJson: [
    '超过 {max} kB 或嵌套超过 {depth} 层的存不下；空文字、空列表和 null 当作没有值',
    'More than {max} kB or {depth} levels do not fit; empty text, an empty list and null count as no value',
  ],
  outsideNull: ['null 当作没有值', 'null counts as no value'],
  outsideEmptyList: ['空列表当作没有值', 'An empty list counts as no value'],
  outsideEmptyObject: ['空对象当作没有值', 'An empty object counts as no value'],
  outsideOtherTypes: [
    '没有写明类型；其他类型的值存不下',
    'The type is not stated; values of other types do not fit',
  ],
  outsideCounts: [
    '明细记录逐条保存，所以各项是否重复、是否含有某一项只在导出的结构里说明',
    'Detail records are saved one by one, so whether they repeat or include a certain one is only said in exports',
  ],
  outsidePattern: [
    '格式“{pattern}”无法安全地检查，不符合它的值也能保存',
    'The pattern “{pattern}” cannot be checked safely, so values that do not match it can be saved',
  ],
  outsideLeast: [
    '明细记录逐条保存，所以“至少 {min, number} 项”只在导出的结构里说明',
    'Detail records are saved one by one, so “at least {min, number}” is only said in exports',
  ],
  outsideLeastForm: [
    '“至少 {min, number} 项”由随表建立的表单检查；不用表单而逐条添加时不检查',
    '“At least {min, number}” is asked for by the form that is made along; rows added one by one elsewhere are not counted',
  ],

  // the whole
  noteRules: [
    '有些规则（如“如果……就……”）在设计器里看不到，但保存每条记录时都会检查。',
    'Some rules (such as “if … then …”) do not show in the designer; every record is checked by them all the same.',
  ],
  countOf: ['{list}的项数', 'Number of {list}'],
  noteForm: [
    '还会建立一个表单：记录和它的明细在里面一次填完、一起保存。',
    'A form is made along, in which a record and its detail rows are filled in and saved together.',
  ],
  noteMost: [
    '“{list}”最多 {max, number} 项：每次添加明细时都会检查，为此会多一个记录项数的字段和一条表规则。',
    '“{list}” has at most {max, number} rows: this is checked whenever a row is added, by a field that counts them and a rule of the table.',
  ],
  notePattern: [
    '格式“{pattern}”无法安全地检查，保存时不检查它。',
    'The pattern “{pattern}” cannot be checked safely, so it is not checked.',
  ],
  noteRemote: [
    '“{ref}”在别的文件里，那里的规则不检查。',
    '“{ref}” is in another file, whose rules are not checked.',
  ],
  noteSurplus: [
    '共有 {count, number} 个属性，一张表最多 {max} 个字段：其余 {rest, number} 个保留在“其他属性”里。',
    'There are {count, number} properties and a table has at most {max} fields: the other {rest, number} are kept in “Other properties”.',
  ],

  // why it cannot be imported
  tooLarge: [
    '文件太大，最多 {max} MB。请只保留要导入的部分。',
    'The file is too large: at most {max} MB. Keep only the part that you want to import.',
  ],
  tooDeep: [
    '嵌套太深，最多 {max} 层。请把里层的结构移到 $defs 里，再用 $ref 引用。',
    'It is nested too deep: at most {max} levels. Move its inner parts to $defs and refer to them with $ref.',
  ],
  tooManyValues: [
    '文件里的内容太多，最多 {max, number} 项。请只保留要导入的部分。',
    'The file holds too much: at most {max, number} values. Keep only the part that you want to import.',
  ],
  tooManyProperties: [
    '属性太多：有 {count, number} 个，最多 {max, number} 个。请只导入其中一个定义，或删去用不到的属性。',
    'It has too many properties: {count, number}, and at most {max, number} are possible. Import one of its definitions, or take out properties that you do not need.',
  ],
  tooManyRules: [
    '规则太多：约 {count, number} 条，最多 {max, number} 条，再多就会拖慢每次保存。请只导入其中一个定义，或删去用不到的属性和规则。',
    'It has too many rules: about {count, number}, and more than {max, number} would slow down every save. Import one of its definitions, or take out properties and rules that you do not need.',
  ],
  tooIntricate: [
    '规则互相嵌套得太多：同一个值最多由 {max, number} 条规则检查。请减少 allOf、anyOf、oneOf 里的分支。',
    'Its rules multiply: at most {max, number} may speak of the same value. Take out branches of allOf, anyOf and oneOf.',
  ],
  endless: [
    '有一条规则直接引用自身，永远检查不完。请改掉这处循环的 $ref。',
    'A rule refers to itself without an end. Take out the $ref that closes the circle.',
  ],
  notJsonAt: ['这不是 JSON：第 {line, number} 行有误。', 'This is not JSON: line {line, number} is wrong.'],
  notObject: [
    'JSON Schema 应当是一个对象，以花括号开头。',
    'A JSON Schema is an object: it begins with a brace.',
  ],
  notSchema: [
    '这不是有效的 JSON Schema：{pointer} {reason}。',
    'This is not a valid JSON Schema: {pointer} {reason}.',
  ],
  notRecords: [
    '它描述的不是对象，无法变成数据表的记录。',
    'It does not describe objects, so it cannot become the records of a table.',
  ],
  choosePart: [
    '文件里只有定义，请选择要导入哪一个。',
    'The document only holds definitions: choose which one to import.',
  ],
  noSuchPart: ['文件里没有 {pointer} 这一部分。', 'The document has no part {pointer}.'],
  badCharacters: ['文件里有无法保存的字符。', 'The document has characters that cannot be stored.'],
  badNumber: [
    '文件里有大得无法保存的数字（例如 1e400），请改小后再导入。',
    'The document has a number too large to be stored, such as 1e400: make it smaller and import it again.',
  ],

  // what a record breaks
  breaksMost: [
    '“{list}”最多 {max, number} 项，请先删去一项再添加。',
    '“{list}” has at most {max, plural, one {# row} other {# rows}}: take one away before you add another.',
  ],
  breaksMuch: [
    '内容太多，无法按导入的 JSON Schema 检查：请缩短 JSON 字段里的内容，或把它分成几条记录',
    'There is too much in it to be checked by the imported JSON Schema: shorten what its JSON fields hold, or make several records of it',
  ],
  breaksRequired: ['按导入的 JSON Schema，这一项必填', 'The imported JSON Schema requires this'],
  breaksDependency: ['填写了“{name}”，就必须填写这一项', 'Required because “{name}” is filled in'],
  breaksType: ['类型应当是 {type}', 'Must be of the type {type}'],
  breaksEnum: ['不是允许的值', 'Is none of the allowed values'],
  breaksConst: ['只能是 {value}', 'Must be {value}'],
  breaksMinLength: [
    '至少 {limit, number} 个字',
    'At least {limit, plural, one {# character} other {# characters}}',
  ],
  breaksMaxLength: [
    '最多 {limit, number} 个字',
    'At most {limit, plural, one {# character} other {# characters}}',
  ],
  breaksPattern: ['不符合格式 {pattern}', 'Does not match the pattern {pattern}'],
  breaksFormat: ['不符合 {format} 格式', 'Is not of the format {format}'],
  breaksMinimum: ['不能小于 {limit, number}', 'Must be at least {limit, number}'],
  breaksMaximum: ['不能大于 {limit, number}', 'Must be at most {limit, number}'],
  breaksExclusiveMinimum: ['必须大于 {limit, number}', 'Must be more than {limit, number}'],
  breaksExclusiveMaximum: ['必须小于 {limit, number}', 'Must be less than {limit, number}'],
  breaksMultipleOf: ['必须是 {value} 的倍数', 'Must be a multiple of {value}'],
  breaksMinItems: ['至少 {limit, number} 项', 'At least {limit, plural, one {# item} other {# items}}'],
  breaksMaxItems: ['最多 {limit, number} 项', 'At most {limit, plural, one {# item} other {# items}}'],
  breaksUniqueItems: ['不能有重复的项', 'Items must not repeat'],
  breaksContains: ['缺少必须包含的项', 'An item that must be there is missing'],
  breaksUnknown: ['不允许属性“{name}”', 'The property “{name}” is not allowed'],
  breaksName: ['属性名“{name}”不符合规则', 'The property name “{name}” breaks a rule'],
  breaksMinProperties: ['至少要填写 {limit, number} 项', 'At least {limit, number} must be filled in'],
  breaksMaxProperties: ['最多填写 {limit, number} 项', 'At most {limit, number} may be filled in'],
  breaksAlternatives: [
    '不符合导入的 JSON Schema 允许的任何一种情况',
    'Fits none of the alternatives of the imported JSON Schema',
  ],
  breaksNot: ['是导入的 JSON Schema 不允许的情况', 'Is what the imported JSON Schema rules out'],
  breaksNever: ['按导入的 JSON Schema，这一项不能填', 'The imported JSON Schema does not allow this'],
  breaksInside: [
    '{at} 处不符合导入的 JSON Schema（{rule}）',
    'Breaks the imported JSON Schema at {at} ({rule})',
  ],
  breaksRule: ['不符合导入的 JSON Schema（{rule}）', 'Breaks the imported JSON Schema ({rule})'],
})
