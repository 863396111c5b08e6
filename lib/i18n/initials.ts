/** The first letters of Chinese words by pinyin (手机 → sj), from the order that the platform's collation gives: one reading each. */

/** The first character of each letter in pinyin order; i, u and v begin no syllable. */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
const letters = 'abcdefghjklmnopqrstwxyz'
const order = new Intl.Collator('zh-CN-u-co-pinyin')

/** Latin letters and digits stay, in lower case; other signs are left out. */
export function initials(text: string): string {
  return [...text.toLowerCase()].map(initial).join('')
}

function initial(character: string): string {
  if (/[a-z0-9]/.test(character)) return character
  if (!/\p{Script=Han}/u.test(character)) return ''
  const chars = [...firsts]
  const at = chars.findLastIndex((first) => order.compare(first, character) <= 0)
  return at < 0 ? '' : letters[at]!
}
