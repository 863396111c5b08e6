/** An e-mail address: one @, a domain with a dot, the domain in small letters. */
import { lengthOf, trimmed, trimSql } from './characters'
import { settings } from './options-schema'
import { between, digits, pick } from './samples'
import type { FieldType } from './type'

export type EmailOptions = Record<never, never>

const maxLength = 254
/** Letters beyond ASCII that neither are spaces nor signs: Latin to Thai, kana, Han, Hangul. */
const letters = String.raw`\u00c0-\u167f\u3040-\ud7ff`
const label = `[a-z0-9${letters}](?:[a-z0-9${letters}-]{0,61}[a-z0-9${letters}])?`
/** PostgreSQL reads the same expression, with the quote of a string literal doubled. */
const pattern = `^[A-Za-z0-9.!#$%&'*+/=?^_\`|~${letters}-]{1,64}@(?:${label}\\.)+${label}$`
const valid = new RegExp(pattern, 'u')

const plain = trimSql(`regexp_replace({c}, '^\\s*mailto:', '')`)
const canonicalSql = `split_part(${plain}, '@', 1) || '@' || lower(split_part(${plain}, '@', 2) collate "C")`

const isEmail = (value: unknown): value is string =>
  typeof value === 'string' && lengthOf(value) <= maxLength && valid.test(value)

/** The domain in small letters; `mailto:` of a copied link and the brackets of `Name <a@b.c>` go. */
function normalize(value: unknown): unknown {
  const text = trimmed(value)
  if (typeof text !== 'string') return text
  const bare = /<([^<>]+)>$/.exec(text)?.[1]?.trim() ?? text.replace(/^mailto:/i, '')
  const at = bare.indexOf('@')
  return at < 0
    ? bare
    : bare.slice(0, at) + bare.slice(at).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

export const email: FieldType<string, EmailOptions> = {
  name: 'email',
  label: { 'zh-CN': '邮箱', en: 'E-mail' },
  help: {
    'zh-CN': '电子邮箱地址，例如 zhang@example.com',
    en: 'An e-mail address, such as zhang@example.com',
  },
  icon: 'mail',
  kind: 'text',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({ type: 'string', maxLength, pattern }),
  fromSchema: () => ({}),
  inferFrom: ({ type, format }) =>
    type === 'string' && (format === 'email' || format === 'idn-email')
      ? { options: {}, outside: [{ code: 'schema.outsideEmail' }] }
      : undefined,
  storage: { column: () => 'text' },
  json: '{c}',
  toText: () => '{c}',
  fromText: () =>
    `case when char_length(${canonicalSql}) <= ${maxLength} and length({c}) - length(replace({c}, '@', '')) = 1` +
    ` and (${canonicalSql}) ~ '${pattern.replaceAll("'", "''")}' then ${canonicalSql} end`,
  sort: '{c}',
  operators: ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'isEmpty', 'isNotEmpty'],
  masks: ['email', 'length', 'all'],
  telling: true,
  uniqueable: true,
  normalize,
  check: (value) => (isEmail(value) ? undefined : { code: 'problemText.notEmail' }),
  serialize: (value) => value,
  parse(input) {
    const text = normalize(input)
    return isEmail(text) ? text : undefined
  },
  format: (value) => value,
  sample: (_, random) =>
    `${pick(
      random,
      ['zhang.san', 'li_si', 'wang+crm', 'j.o’brien', '王芳', 'info'].map((name) => name.replace('’', "'")),
    )}` +
    `${digits(random, between(random, 0, 3))}@${pick(random, ['example.com', 'mail.example.cn', 'qq.example.net', '公司.example'])}`,
}
