/** What can be wrong with a condition or a formula, and how to mend it. */
import { messages } from '../messages'

export const problemExpr = messages({
  shape: [
    '条件的格式不对，请重新设置这个条件。',
    'This condition is not written in a form Tian understands. Set it up again.',
  ],
  version: [
    '条件是用别的版本写的，请重新设置这个条件。',
    'This condition was written for another version. Set it up again.',
  ],
  tooDeep: ['条件嵌套太深，最多 {max} 层。', 'The condition is nested too deeply: {max} levels at most.'],
  tooLarge: [
    '条件太长，请删去一些（最多 {max} 项）。',
    'The condition is too long. Remove some parts ({max} at most).',
  ],
  functionUnknown: [
    '没有这种条件，请从列表中选择。',
    'There is no such condition. Choose one from the list.',
  ],
  argumentCount: [
    '这里要填 {wanted} 项，现在是 {got} 项。',
    'This takes {wanted, plural, one {# part} other {# parts}}, and it has {got}.',
  ],
  kind: [
    '这里要{wanted, select, text {文字} number {数字} boolean {是或否} date {日期} datetime {日期和时间} list {多个值} ref {人员或记录} other {另一种值}}，却给了{got, select, text {文字} number {数字} boolean {是或否} date {日期} datetime {日期和时间} list {多个值} ref {人员或记录} other {另一种值}}。',
    'This needs {wanted, select, text {text} number {a number} boolean {yes or no} date {a date} datetime {a date and time} list {several values} ref {a person or record} other {another kind of value}}, but it is {got, select, text {text} number {a number} boolean {yes or no} date {a date} datetime {a date and time} list {several values} ref {a person or record} other {another kind of value}}.',
  ],
  constant: [
    '请填写{wanted, select, text {文字} number {数字，最多 15 位} boolean {是或否} date {有效的日期，例如 2026-11-21} datetime {有效的日期和时间} list {一个或多个值} ref {列表中的人员或记录} period {列表中的时间段} digits {-20 到 20 的整数} other {另一种值}}。',
    'Enter {wanted, select, text {text} number {a number of at most 15 digits} boolean {yes or no} date {a date that exists, such as 2026-11-21} datetime {a date and time that exist} list {one or more values} ref {a person or record from the list} period {a period from the list} digits {a whole number from -20 to 20} other {another kind of value}}.',
  ],
  constantNeeded: ['这里要直接填写一个值。', 'Write the value here itself; it cannot be computed.'],
  textInvalid: [
    '文字里有无法保存的字符（空字符或不完整的字符），请删去。',
    'The text contains a character that cannot be stored (NUL or half a character). Remove it.',
  ],
  textTooLong: ['文字太长，最多 {max} 个字。', 'The text is too long: {max} characters at most.'],
  listTooLong: ['值太多，最多 {max} 个。', 'These are too many values: {max} at most.'],
  // of a condition that is written as text
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
    '这里要一个值、字段或函数，{left, plural, =0 {但条件到此结束了} other {却是“{found}”}}。请补上。',
    'A value, a field or a function is missing here, {left, plural, =0 {where the condition ends} other {before “{found}”}}. Add it.',
  ],
  operatorExpected: [
    '“{found}”前面缺少 and、or、= 之类的运算符。文字请放在双引号里。',
    'An operator such as and, or or = is missing before “{found}”. Put texts in double quotes.',
  ],
  closeExpected: [
    '这里要“{close}”，{left, plural, =0 {但条件到此结束了} other {却是“{found}”}}。请补上。',
    'A “{close}” is missing here, {left, plural, =0 {where the condition ends} other {before “{found}”}}. Add it.',
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
  listItem: [
    '方括号里只能写值：双引号里的文字、数字、true 或 false，用逗号隔开。',
    'Square brackets hold values only: texts in double quotes, numbers, true or false, with commas between.',
  ],
})
