/** A telephone number, stored as E.164 (`+8613800138000`), an extension kept apart (`;ext=123`). */
import { trimmed } from './characters'
import { settings } from './options-schema'
import { digits, pick } from './samples'
import type { FieldType } from './type'

export type PhoneOptions = Record<never, never>

/** Chinese numbers are judged by their plan: mobiles, land lines by area code, 400 and 800. */
const chinese = String.raw`\+86(?:1[3-9][0-9]{9}|(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8})`
const foreign = String.raw`\+(?!86)[1-9][0-9]{6,14}`
const pattern = `^(?:${chinese}|${foreign})(?:;ext=[0-9]{1,6})?$`
const valid = new RegExp(pattern, 'u')

/** Numbers as they are dialled inside China: mobile, land line with its 0, service number. */
const domestic = /^(?:(1[3-9]\d{9})|0([1-9]\d{8,10})|([48]00\d{7}))$/
const extensionWords = ';ext=|转|轉|分机|ext|x|#'
const extension = new RegExp(`(?:${extensionWords}|-)(\\d{1,6})$`, 'i')
/** Signs between digits that mean nothing: spaces, brackets, dots, invisible marks of copied text. */
const noise = /[\s()·.\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/g

/** E.164 of what people write, or undefined when it is no number. */
function canonical(input: string): string | undefined {
  const text = input
    .normalize('NFKC')
    .replace(noise, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
  const whole = e164(text)
  if (whole) return whole
  const match = extension.exec(text)
  const number = match && e164(text.slice(0, match.index))
  return number ? `${number};ext=${match[1]}` : undefined
}

function e164(text: string): string | undefined {
  const dialled = text.replace(/-/g, '').replace(/^00(?=[1-9])/, '+')
  const national = domestic.exec(dialled.replace(/^\+?86/, ''))
  const number = national ? `+86${national[1] ?? national[2] ?? national[3]}` : dialled
  return valid.test(number) ? number : undefined
}

/** The same in SQL: a text that shows a number, as E.164, or NULL. */
function canonicalSql(): string {
  const half = `translate({c}, '０１２３４５６７８９＋－（）', '0123456789+-()')`
  const text = String.raw`regexp_replace(${half}, '[\s().]', '', 'g')`
  const base = `replace(regexp_replace(${text}, '(?:${extensionWords})[0-9]{1,6}$', ''), '-', '')`
  const dialled = `regexp_replace(${base}, '^00', '+')`
  const national = String.raw`regexp_match(${dialled}, '^(?:\+?86)?(?:0([1-9][0-9]{8,10})|(1[3-9][0-9]{9}|[48]00[0-9]{7}))$')`
  const number = `coalesce('+86' || (${national})[1], '+86' || (${national})[2], ${dialled})`
  const ext = `coalesce(';ext=' || substring(${text} from '(?:${extensionWords})([0-9]{1,6})$'), '')`
  const whole = `${number} || ${ext}`
  return `case when (${whole}) ~ '${pattern}' then ${whole} end`
}

/** Country codes of one and two digits; all others have three. */
const countries = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/

/** Digits in groups as people say them: 3-4-4 for eleven, 3-3-4 for ten, else from the end by fours. */
function groups(number: string): string {
  if (number.length === 11) return number.replace(/(\d{3})(\d{4})/, '$1 $2 ')
  if (number.length === 10) return number.replace(/(\d{3})(\d{3})/, '$1 $2 ')
  return number.replace(/(?<=\d)(?=(\d{4})+$)/g, ' ')
}

/** `138 0013 8000`, `010-62345678`, `400 800 1234`, `+1 415 555 2671`. */
function readable(number: string): string {
  const [, mobile] = /^\+86(1[3-9]\d{9})$/.exec(number) ?? []
  if (mobile) return groups(mobile)
  const [, service] = /^\+86([48]00\d{7})$/.exec(number) ?? []
  if (service) return service.replace(/(\d{3})(\d{3})/, '$1 $2 ')
  const [, area, local] = /^\+86(10|2\d|[3-9]\d{2})(\d{7,8})$/.exec(number) ?? []
  if (area) return `0${area}-${local}`
  const [, country, rest] = countries.exec(number) ?? []
  return country && rest ? `+${country} ${groups(rest)}` : number
}

export const phone: FieldType<string, PhoneOptions> = {
  name: 'phone',
  label: { 'zh-CN': '电话', en: 'Phone' },
  help: {
    'zh-CN': '手机、座机或国际号码，例如 138 0013 8000、010-62345678',
    en: 'A mobile, land line or international number, such as +1 415 555 2671',
  },
  icon: 'phone',
  kind: 'text',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: 'string', pattern }),
  fromSchema: () => ({}),
  storage: { column: () => 'text' },
  json: '{c}',
  toText: () => '{c}',
  fromText: canonicalSql,
  sort: '{c}',
  operators: ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'isEmpty', 'isNotEmpty'],
  masks: ['phone', 'last4', 'length', 'all'],
  telling: true,
  uniqueable: true,
  normalize(value) {
    const text = trimmed(value)
    return typeof text === 'string' ? (canonical(text) ?? text) : text
  },
  check: (value) =>
    typeof value === 'string' && valid.test(value) ? undefined : { code: 'problemText.notPhone' },
  serialize: (value) => value,
  parse: canonical,
  format(value, _, { locale }) {
    const [number = '', ext] = value.split(';ext=')
    return readable(number) + (ext ? `${locale === 'en' ? ' ext. ' : ' 转 '}${ext}` : '')
  },
  sample: (_, random) =>
    pick(random, [
      () => `+86${pick(random, ['138', '150', '186', '199'])}${digits(random, 8)}`,
      () => `+86${pick(random, ['10', '21', '571', '755'])}${digits(random, 8)}`,
      () => `+8621${digits(random, 8)};ext=${digits(random, 3)}`,
      () => `+86400${digits(random, 7)}`,
      () => `+1415${digits(random, 7)}`,
      () => `+4420${digits(random, 8)}`,
    ])(),
}
