/** From names and titles of a foreign schema to labels: whatever the script, and never an identifier. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'

/** Text under the language it is in, as far as one can see. */
export const labelsOf = (text: string): Labels =>
  /\p{Script=Han}/u.test(text) ? { 'zh-CN': text } : { en: text }

/** `firstName` and `first_name` as words; names that are no Latin identifiers stay as they are. */
export function wordsOf(name: string): string {
  if (!/^[\w$@.:-]+$/.test(name)) return name
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_$@.:-]+/g, ' ')
    .trim()
  const lower = words.replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase())
  return lower.charAt(0).toUpperCase() + lower.slice(1) || name
}

const short = (text: string, most: number): string => {
  const points = Array.from(text.trim())
  return points.length <= most ? points.join('') : `${points.slice(0, most - 1).join('')}…`
}

/** Whether a title says anything. */
export const isTitle = (title: Json | undefined): title is string =>
  typeof title === 'string' && title.trim() !== ''

/** What a part is called: its title, else its name. */
export function labelFor(name: string, title: Json | undefined): Labels {
  const given = isTitle(title) ? title.trim() : ''
  return labelsOf(short(given || wordsOf(name).trim() || '?', 100))
}

/** The description as help; undefined when there is none. */
export const helpFor = (description: Json | undefined): Labels | undefined =>
  typeof description === 'string' && description.trim() !== ''
    ? labelsOf(short(description, 2000))
    : undefined

const longNames =
  /descri|comment|note|remark|summary|abstract|body|content|message|bio|memo|detail|text$|备注|描述|说明|简介|摘要|内容|正文|详情/i
/** Names under which people write more than a line. */
export const isLongName = (name: string): boolean => longNames.test(name)

const titleNames = [
  /^(full|display|company|product)?[ _-]?(name|title|label|subject|headline)$/i,
  /名称?$|姓名|标题|主题/,
  /name|title/i,
]
/** How well a field of this name names a record; more is better. */
export const titleRank = (name: string): number => {
  const rank = titleNames.findIndex((pattern) => pattern.test(name))
  return rank < 0 ? 0 : titleNames.length - rank
}
