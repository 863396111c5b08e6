/** Stars, from one to a few: how well, how important, how satisfied. */
import { numberOperators } from './decimal-rule'
import { emptied } from './emptiness'
import { setting, settings } from './options-schema'
import { between } from './samples'
import type { FieldType } from './type'
import { halfWidth, numberFromTextSql, withinSql } from './typed-number'

export interface RatingOptions {
  max: number
}

export const rating: FieldType<number, RatingOptions> = {
  name: 'rating',
  label: { 'zh-CN': '评分', en: 'Rating' },
  help: { 'zh-CN': '几颗星，例如满意度 ★★★★', en: 'A number of stars, such as a satisfaction of ★★★★' },
  icon: 'star',
  kind: 'number',
  optionsSchema: settings({
    max: setting(
      { 'zh-CN': '最多几颗星', en: 'Stars' },
      { type: 'integer', minimum: 3, maximum: 10, default: 5 },
    ),
  }),
  defaultOptions: { max: 5 },
  valueSchema: ({ max }) => ({ type: 'integer', minimum: 1, maximum: max }),
  fromSchema: ({ maximum }) => (typeof maximum === 'number' ? { max: maximum } : {}),
  storage: { column: () => 'smallint' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: ({ max }) => `(${withinSql(numberFromTextSql('[★星分]?'), 0, 1, max)})::smallint`,
  fit: ({ max }) => `(${withinSql('{c}', 0, 1, max)})::smallint`,
  sort: '{c}',
  operators: numberOperators,
  masks: ['length', 'all'],
  uniqueable: false,
  // No star is no rating.
  normalize: (value) => (value === 0 ? undefined : emptied(value)),
  check: (value, { max }) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
      ? undefined
      : { code: 'problemText.notRating', params: { max } },
  serialize: (value) => String(value),
  parse(input, { max }) {
    const text = halfWidth(input)
    if (/^★+☆*$/.test(text)) return text.lastIndexOf('★') + 1
    const match = /^(\d{1,2}) ?(?:★|星|颗星|分|stars?|\/ ?(\d{1,2}))?$/i.exec(text)
    const value = Number(match?.[1])
    return match && value > 0 && (match[2] === undefined || Number(match[2]) === max) ? value : undefined
  },
  format: (value, { max }) => `${value}/${max}`,
  sample: ({ max }, random) => between(random, 1, max),
}
