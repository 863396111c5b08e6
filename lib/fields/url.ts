/** A web address: http or https only, in the form that a browser would make of it. */
import { trimmed, trimSql } from './characters'
import { settings } from './options-schema'
import { digits, pick } from './samples'
import type { FieldType } from './type'

export type UrlOptions = Record<never, never>

const maxLength = 2000
/** No user name or password: `https://bank.com@evil.com` leads elsewhere than it says. */
const pattern = String.raw`^https?://(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][!-~]*)?$`
const valid = new RegExp(pattern, 'u')

const plain = trimSql('{c}')

/** What the browser's parser makes of it; a name without a scheme, such as `example.com/a`, gets https. */
function normalize(value: unknown): unknown {
  const text = trimmed(value)
  if (typeof text !== 'string') return text
  const address = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u.test(text) ? `https://${text}` : text
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return text
  return new URL(address).href
}

/** Without the scheme, and with characters instead of %-codes where those can be seen. */
function readable(value: string): string {
  const bare = value.replace(/^https?:\/\//, '').replace(/\/$/, '')
  try {
    const decoded = decodeURI(bare)
    return /[\p{C}\p{Z}]/u.test(decoded) ? bare : decoded
  } catch {
    return bare
  }
}

export const url: FieldType<string, UrlOptions> = {
  name: 'url',
  label: { 'zh-CN': '网址', en: 'Web address' },
  help: {
    'zh-CN': '网页链接，例如 https://example.com',
    en: 'A link to a page, such as https://example.com',
  },
  icon: 'globe',
  kind: 'text',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: 'string', maxLength, pattern }),
  fromSchema: () => ({}),
  inferFrom: ({ type, format }) =>
    type === 'string' && (format === 'uri' || format === 'url' || format === 'iri')
      ? { options: {}, outside: [{ code: 'schema.outsideUrl' }] }
      : undefined,
  storage: { column: () => 'text' },
  json: '{c}',
  toText: () => '{c}',
  fromText: () =>
    `case when char_length(${plain}) <= ${maxLength} and ${plain} ~ '${pattern}' then ${plain} end`,
  sort: '{c}',
  operators: ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'isEmpty', 'isNotEmpty'],
  masks: ['length', 'all'],
  uniqueable: true,
  normalize,
  check(value) {
    if (typeof value !== 'string' || !valid.test(value)) return { code: 'problemText.notUrl' }
    return value.length > maxLength
      ? { code: 'problemText.tooLong', params: { max: maxLength, length: value.length } }
      : undefined
  },
  serialize: (value) => value,
  parse(input) {
    const text = normalize(input)
    return typeof text === 'string' && valid.test(text) ? text : undefined
  },
  format: readable,
  sample: (_, random) =>
    `${pick(random, ['http', 'https'])}://${pick(random, ['example.com', 'www.example.cn:8080', 'xn--fiqs8s.example'])}/` +
    pick(random, ['', 'products', `p/${digits(random, 6)}?utm=a&b=%E4%B8%AD#top`]),
}
