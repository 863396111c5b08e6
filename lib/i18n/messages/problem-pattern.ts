/** What is wrong with a regular expression that a person wrote, and how to mend it. */
import { messages } from '../messages'

export const problemPattern = messages({
  empty: ['请填写正则表达式，例如 ^[0-9]+$。', 'Enter a regular expression, such as ^[0-9]+$.'],
  tooLong: [
    '正则表达式太长，最多 {max} 个字符。',
    'The regular expression is too long: {max} characters at most.',
  ],
  tooLarge: [
    '正则表达式里的重复次数加起来太多，请把次数写小一些，或者改用 + 和 *。',
    'The repeats of this regular expression add up to too many. Lower the counts, or use + and *.',
  ],
  tooDeep: ['括号嵌套太深，最多 {max} 层。', 'The groups are nested too deeply: {max} levels at most.'],
  unclosed: [
    '第 {at} 个字符处缺少“{close}”，“{found}”没有结束。',
    'A “{close}” is missing at character {at}: “{found}” is never closed.',
  ],
  escapeNeeded: [
    '第 {at} 个字符“{found}”有特殊含义；要表示它本身，请写成 \\{found}。',
    'At character {at}, “{found}” has a special meaning. For the sign itself, write \\{found}.',
  ],
  escapeUnknown: [
    '第 {at} 个字符处的“{found}”没有含义；反斜杠后面可以是 d、w、s、t、n 或一个符号。',
    'At character {at}, “{found}” means nothing. After a backslash comes d, w, s, t, n or a sign.',
  ],
  nothingToRepeat: [
    '第 {at} 个字符处的“{found}”前面没有可以重复的内容。',
    'At character {at} there is nothing before “{found}” that could be repeated.',
  ],
  repeatTwice: [
    '第 {at} 个字符处的“{found}”紧跟在另一个重复之后；这里不支持 +?、*+ 之类的写法，请删去一个。',
    'At character {at}, “{found}” follows another repeat. Forms such as +? and *+ are not known here; remove one.',
  ],
  repeatBounds: [
    '第 {at} 个字符处的重复次数不对：最多 {max} 次，并且先小后大，例如 {example}。',
    'The counts at character {at} are wrong: {max} at most, the smaller one first, as in {example}.',
  ],
  groupUnknown: [
    '第 {at} 个字符处的分组写法不支持，请用 ( … ) 或 (?: … )。',
    'The kind of group at character {at} is not known here. Use ( … ) or (?: … ).',
  ],
  lookAround: [
    '第 {at} 个字符处要向前或向后查看，这里不支持；请直接写出要匹配的内容。',
    'The group at character {at} looks ahead or behind, which is not known here. Write what is to match itself.',
  ],
  backReference: [
    '第 {at} 个字符处的“{found}”引用前面的分组，这里不支持；请直接写出要匹配的内容。',
    'At character {at}, “{found}” refers back to a group, which is not known here. Write what is to match itself.',
  ],
  classEmpty: [
    '第 {at} 个字符处的方括号里没有任何字符，请填上允许的字符，例如 [a-z0-9]。',
    'The brackets that end at character {at} hold no character. Put in those that are allowed, as in [a-z0-9].',
  ],
  rangeReversed: [
    '第 {at} 个字符处的范围不对：两头要各是一个字符，先小后大，例如 a-z；连字符本身请写成 \\-。',
    'The range at character {at} is wrong: it takes two single characters, the smaller first, as in a-z. For a hyphen, write \\-.',
  ],
  propertyUnknown: [
    '第 {at} 个字符处的“{found}”没有含义；可以用 {names}。',
    'At character {at}, “{found}” means nothing. There are {names}.',
  ],
  ambiguous: [
    '同一段文字可以用不止一种方式重复，匹配起来可能极慢，例如 (a+)+ 或 (a|ab|b)*。请让每次重复的内容只有一种拆法，例如用固定的分隔符隔开。',
    'One text can be repeated in more than one way here, as in (a+)+ or (a|ab|b)*, which may take endlessly long. Let a repeat divide a text in one way only, for instance with a fixed separator.',
  ],
})
