/** What is wrong with a text or a number, and how to mend it. */
import { messages } from '../messages'

export const problemText = messages({
  notText: ['这里要填文字。', 'This needs to be text.'],
  tooShort: [
    '至少要填 {min} 个字。',
    'Enter at least {min, plural, one {# character} other {# characters}}.',
  ],
  tooLong: [
    '最多 {max} 个字，现在是 {length} 个，请删短一些。',
    'Keep it to {max} characters; it now has {length}.',
  ],
  badLine: [
    '里面有换行或看不见的特殊字符，请删去后重新输入。',
    'It contains a line break or an invisible control character. Remove it and try again.',
  ],
  badCharacters: [
    '里面有看不见的特殊字符，请删去后重新输入。',
    'It contains an invisible control character. Remove it and try again.',
  ],
  breaksPattern: [
    '内容不符合规定的格式，请核对后修改。',
    'This does not have the form that is asked for. Check it and change it.',
  ],
  notNumber: ['请填一个数，例如 1234.5 或 1.2万。', 'Enter a number, such as 1234.5.'],
  tooSmall: ['不能小于 {min}。', 'Enter {min} or more.'],
  tooLarge: ['不能大于 {max}。', 'Enter {max} or less.'],
  tooManyDecimals: [
    '{scale, plural, =0 {请填整数，不带小数。} other {最多保留 # 位小数。}}',
    '{scale, plural, =0 {Enter a whole number, without decimals.} one {Use at most # decimal.} other {Use at most # decimals.}}',
  ],
  notPercent: ['请填百分比，例如 15% 或 15.5。', 'Enter a percentage, such as 15% or 15.5.'],
  notRating: ['请选择 1 到 {max} 颗星。', 'Choose 1 to {max} stars.'],
  notBoolean: ['请选择是或否。', 'Choose yes or no.'],
  notDuration: [
    '请填时长，例如 90、1:30 或 1小时30分。',
    'Enter a length of time, such as 90, 1:30 or 1h 30min.',
  ],
  durationTooLong: [
    '时长要在 0 到 166,666 小时之间。',
    'Enter a length of time between 0 and 166,666 hours.',
  ],
  notPhone: [
    '电话号码不对。请填 11 位手机号、带区号的座机（010-62345678），国际号码以 + 和国家代码开头。',
    'This is not a phone number. Start an international number with + and its country code, such as +1 415 555 2671.',
  ],
  notEmail: [
    '邮箱地址不对，应像 name@example.com。',
    'This is not an e-mail address. It should look like name@example.com.',
  ],
  notUrl: [
    '网址不对，应以 http:// 或 https:// 开头，例如 https://example.com。',
    'This is not a web address. It should start with http:// or https://, such as https://example.com.',
  ],
  notJson: [
    '不是有效的 JSON，请检查引号、逗号和括号。',
    'This is not valid JSON. Check the quotes, commas and brackets.',
  ],
  jsonTooLarge: ['内容太大，最多 {max} kB。', 'This is too large: {max} kB at most.'],
  jsonTooDeep: ['嵌套太深，最多 {max} 层。', 'This is nested too deeply: {max} levels at most.'],
  jsonBadText: [
    '里面有无法保存的字符（空字符或不完整的字符）。',
    'It contains a character that cannot be stored (NUL or half a character).',
  ],
})
