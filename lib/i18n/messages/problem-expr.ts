/** What can be wrong with a condition or a formula, and how to mend it. */
import { messages } from '../messages'

export const problemExpr = messages({
  shape: [
    '这个条件或公式的格式不对，请重新填写。',
    'This condition or formula is not written in a form Tian understands. Set it up again.',
  ],
  version: [
    '这个条件或公式是用别的版本写的，请重新填写。',
    'This condition or formula was written for another version. Set it up again.',
  ],
  tooDeep: [
    '嵌套太深，最多 {max} 层。可以把里面的一部分先做成一个计算字段。',
    'This is nested too deeply: {max} levels at most. An inner part can become a computed field of its own.',
  ],
  tooLarge: [
    '写得太长，最多 {max} 项。请删去一些，或者把一部分先做成一个计算字段。',
    'This is too long: {max} parts at most. Remove some, or make a part of it a computed field of its own.',
  ],
  functionUnknown: [
    '没有这种条件或函数，请从列表中选择。',
    'There is no such condition or function. Choose one from the list.',
  ],
  argumentCount: [
    '这里要填 {wanted} 项，现在是 {got} 项。',
    'This takes {wanted, plural, one {# part} other {# parts}}, and it has {got}.',
  ],
  kind: [
    '这里要{wanted, select, text {文字} number {数字} boolean {是或否} date {日期} datetime {日期和时间} list {多个值} ref {人员或记录} other {另一种值}}，却给了{got, select, text {文字} number {数字} boolean {是或否} date {日期} datetime {日期和时间} list {多个值} ref {人员或记录} other {另一种值}}。',
    'This needs {wanted, select, text {text} number {a number} boolean {yes or no} date {a date} datetime {a date and time} list {several values} ref {a person or record} other {another kind of value}}, but it is {got, select, text {text} number {a number} boolean {yes or no} date {a date} datetime {a date and time} list {several values} ref {a person or record} other {another kind of value}}.',
  ],
  kindRefused: [
    '这里不能用{got, select, text {文字} number {数字} boolean {是或否} date {日期} datetime {日期和时间} list {多个值} ref {人员或记录} other {这种值}}，请换一个字段或函数。',
    '{got, select, text {Text} number {A number} boolean {Yes or no} date {A date} datetime {A date and time} list {A list of values} ref {A person or record} other {This kind of value}} cannot be used here. Choose another field or function.',
  ],
  constant: [
    '请填写{wanted, select, text {文字} number {数字，最多 15 位} boolean {是或否} date {有效的日期，例如 2026-11-21} datetime {有效的日期和时间} list {一个或多个值} ref {列表中的人员或记录} period {列表中的时间段} digits {-20 到 20 的整数} dayFormat {日期格式，例如 YYYY-MM-DD 或 YYYY年M月} momentFormat {时间格式，例如 YYYY-MM-DD HH:mm} other {另一种值}}。',
    'Enter {wanted, select, text {text} number {a number of at most 15 digits} boolean {yes or no} date {a date that exists, such as 2026-11-21} datetime {a date and time that exist} list {one or more values} ref {a person or record from the list} period {a period from the list} digits {a whole number from -20 to 20} dayFormat {a format of dates, such as YYYY-MM-DD} momentFormat {a format of times, such as YYYY-MM-DD HH:mm} other {another kind of value}}.',
  ],
  constantNeeded: ['这里要直接填写一个值。', 'Write the value here itself; it cannot be computed.'],
  textInvalid: [
    '文字里有无法保存的字符（空字符或不完整的字符），请删去。',
    'The text contains a character that cannot be stored (NUL or half a character). Remove it.',
  ],
  textTooLong: ['文字太长，最多 {max} 个字。', 'The text is too long: {max} characters at most.'],
  listTooLong: ['值太多，最多 {max} 个。', 'These are too many values: {max} at most.'],
  // of records that are gathered
  aggregateUnknown: ['没有这种汇总，请从列表中选择。', 'There is no such figure. Choose one from the list.'],
  outerOutside: [
    'this 指发起汇总的记录，只能写在汇总的括号里。',
    '“this” is the record that gathers; it can be used inside the parentheses of a figure only.',
  ],
  eachNested: [
    '汇总里面不能再写汇总。请先在那张表里建一个计算字段，再汇总它。',
    'A figure over records cannot contain another one. Make a computed field in that table first, and use it here.',
  ],
  eachUnavailable: [
    '这里不能汇总其他记录。请先建一个计算字段，再用它。',
    'Other records cannot be gathered here. Make a computed field first, and use it here.',
  ],
  tableUnknown: ['没有这张表，请从列表中选择。', 'There is no such table. Choose one from the list.'],
  notMany: [
    '这个字段后面最多只有一条记录，不用汇总，直接写字段就行，例如 customer.name。',
    'This field leads to one record at most, so there is nothing to gather: write its field, as in customer.name.',
  ],
  orderUseless: [
    '这种汇总与先后无关，请去掉 asc(…) 和 desc(…)。',
    'The order does not matter here. Remove asc(…) and desc(…).',
  ],
  termKind: [
    '这个值没有先后，不能用来排序。请用文字、数字或日期。',
    'This value has no order. Sort by a text, a number or a date.',
  ],
  tooManyTerms: ['排序太多，最多 {max} 项。', 'These are too many terms of order: {max} at most.'],
  // of what is written as text
  place: ['第 {place} 个字符：{text}', 'At character {place}: {text}'],
  unclosed: [
    '这里开始的引号或括号没有结束，请补上 {close}。',
    'What opens here is never closed. Add {close}.',
  ],
  characterUnknown: [
    '不认识“{found}”。文字请放在双引号里，字段请写它的标识。',
    'The sign “{found}” means nothing here. Put texts in double quotes, and write fields by their key.',
  ],
  valueExpected: [
    '这里要一个值、字段或函数，{left, plural, =0 {但到此就结束了} other {却是“{found}”}}。请补上。',
    'A value, a field or a function is missing here, {left, plural, =0 {where the text ends} other {before “{found}”}}. Add it.',
  ],
  operatorExpected: [
    '“{found}”前面缺少 and、or、= 之类的运算符。文字请放在双引号里。',
    'An operator such as and, or or = is missing before “{found}”. Put texts in double quotes.',
  ],
  closeExpected: [
    '这里要“{close}”，{left, plural, =0 {但到此就结束了} other {却是“{found}”}}。请补上。',
    'A “{close}” is missing here, {left, plural, =0 {where the text ends} other {before “{found}”}}. Add it.',
  ],
  keyExpected: [
    '点号后面要写字段的标识，例如 customer.owner。',
    'After the dot comes the key of a field, as in customer.owner.',
  ],
  nameUnknown: [
    '没有叫“{name}”的函数，最接近的是“{nearest}”。请核对函数名。',
    'There is no function “{name}”; the nearest name is “{nearest}”. Check the name.',
  ],
  functionInfix: [
    '“{fn}”是函数，参数要写在括号里：{fn}(…, …)。',
    '“{fn}” is a function: write it in front, with its arguments in parentheses: {fn}(…, …).',
  ],
  comparisonChained: [
    '比较不能连着写。请用 and 连接，或者用 between(值, 最小, 最大)。',
    'Comparisons cannot follow one another. Join them with and, or use between(value, lowest, highest).',
  ],
  tableExpected: [
    '@ 后面要写表名，例如 @grade_rules.first(…)。',
    'After @ comes the name of a table, as in @grade_rules.first(…).',
  ],
  aggregateExpected: [
    '整张表要先汇总：在表名后面写点和汇总，例如 @{name}.count()。',
    'A whole table has to be gathered to one value: @{name}.count(), for example.',
  ],
  fieldUnknown: [
    '这里没有叫“{name}”的字段或表，最接近的是“{nearest}”。请核对名称。',
    'There is no field or table called “{name}” here; the nearest name is “{nearest}”. Check the name.',
  ],
  nothingBehind: [
    '“{name}”前面的字段不是关联，后面不能再写字段。',
    'The field before “{name}” is not a link, so nothing can follow it.',
  ],
  nameAmbiguous: [
    '有几个字段都叫“{name}”，请改写标识：{keys}。',
    'Several fields are called “{name}”. Write the key of the one you mean: {keys}.',
  ],
  orderLast: [
    'asc(…) 和 desc(…) 要写在最后，请把这一项移到前面。',
    'asc(…) and desc(…) come last. Move this part in front of them.',
  ],
  conditionsApart: [
    '这里多了一项。几个条件请用 and 连接成一个。',
    'This is one part too many. Join several conditions with and.',
  ],
  listItem: [
    '方括号里只能写值：双引号里的文字、数字、true 或 false，用逗号隔开。',
    'Square brackets hold values only: texts in double quotes, numbers, true or false, with commas between.',
  ],
})
