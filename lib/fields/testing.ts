/** What the suites over every field type share: the types with several options each, and a world to read them in. */

import type { AnyFieldType } from './index'
import { fieldTypes, type TypeName } from './index'
import type { FieldContext } from './type'

/** A reproducible source of numbers in [0, 1) (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const set = { color: 'blue', label: { 'zh-CN': '甲', en: 'A' } } as const

/** Options worth testing beside a type's default ones. */
const moreOptions: Partial<Record<TypeName, object[]>> = {
  text: [
    { minLength: 3, maxLength: 5 },
    { maxLength: 2000 },
    { maxLength: 20, pattern: '^[A-Z]{2}-\\d{4}$' },
  ],
  longtext: [{ pattern: '\\p{Script=Han}\\n\\d+' }],
  number: [
    { precision: 2, min: 0 },
    { precision: 8 },
    { precision: 3, min: -1.5, max: 1.5, unit: 'kg' },
    { precision: 0, min: 3, max: 900 },
  ],
  currency: [
    { currency: 'CNY', min: 0, max: 9_999_999_999.99 },
    { currency: 'JPY', min: 1 },
    { currency: 'USD' },
  ],
  percent: [{ precision: 0, min: 0, max: 1 }, { precision: 4 }],
  rating: [{ max: 10 }, { max: 3 }],
  select: [
    {
      options: [
        { ...set, value: 'it\'s "a", \\{c}' },
        { ...set, value: '乙', label: { 'zh-CN': '乙' } },
        { value: '旧', label: { en: 'old' }, color: 'gray', retired: true },
      ],
    },
  ],
  multiselect: [{ options: ['a,b', '甲、乙', '"q"', 'x y'].map((value) => ({ ...set, value, label: {} })) }],
  json: [{ texts: true }],
  link: [{ table: 'customers', onDelete: 'clear' }],
  links: [{ table: 'customers', onDelete: 'refuse' }],
}

/** Types whose settings a person must choose before there is a field: their default is only a form's start. */
const mustChoose: readonly TypeName[] = ['link', 'links']

export interface Case {
  name: string
  type: AnyFieldType
  options: object
}

export const everyType: readonly AnyFieldType[] = Object.values(fieldTypes)

/** Every type with each of its options. */
export const cases: readonly Case[] = (Object.keys(fieldTypes) as TypeName[]).flatMap((name) => {
  const type: AnyFieldType = fieldTypes[name]
  const all = [...(mustChoose.includes(name) ? [] : [type.defaultOptions]), ...(moreOptions[name] ?? [])]
  return all.map((options, i) => ({
    name: i === 0 ? name : `${name} ${JSON.stringify(options).slice(0, 60)}`,
    type,
    options,
  }))
})

/** Both languages; some people and records are known by name, others are not. */
export const contexts: readonly FieldContext[] = (['zh-CN', 'en'] as const).map((locale) => ({
  locale,
  zone: locale === 'en' ? 'America/New_York' : 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: (id) => (id.at(-1)! < '8' ? `张三 (${id.at(-1)}), "x"` : undefined),
}))

/** Texts that break careless parsers, casts and printers. */
export const nastyTexts: readonly string[] = [
  ' ',
  '0',
  '-0',
  '00012',
  '-',
  '.',
  '1.',
  '.5',
  '1e5',
  '1e400',
  '9'.repeat(400),
  '-9999999999999.99',
  '1,234,567.891',
  '1,2,3',
  '１２３４．５',
  '¥1,234.50',
  '1.2万',
  '12 亿',
  '15.23%',
  '100%',
  '%',
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  'true',
  'YES',
  '否',
  '是',
  '★★★',
  '3/5',
  '99',
  '1:30',
  '1h30',
  '1小时30分',
  '90',
  '999999:59',
  '25:61',
  '2026-11-21',
  '2026-02-30',
  '0000-00-00',
  '99999-01-01',
  '2026-11-21T24:00:00Z',
  '2026-11-21 08:00',
  '2026-13-01T00:00:00Z',
  'infinity',
  'now',
  'epoch',
  '138 0013 8000',
  '010-62345678',
  '+1 415 555 2671',
  '12800138000',
  '+86',
  '+',
  '+8613800138000;ext=1',
  ';ext=1',
  'a@b',
  'a@b.co',
  'A@B.CO',
  'a@b@c.co',
  '@',
  'x@y.z@',
  `${'a'.repeat(300)}@b.co`,
  'http://example.com',
  'https://example.com/中文',
  'javascript:alert(1)',
  'https://a@b.co/',
  'http://',
  '{"a": [1, {"b": null}]}',
  '[]',
  '{}',
  '[1,]',
  '{"a"}',
  '"a"',
  '{"a": "\\u0000"}',
  '{"a": "\\ud800"}',
  '[1e400]',
  '[1e99999]',
  '[01]',
  '1 2',
  '[1 2]',
  '[tru]',
  `${'['.repeat(25)}${']'.repeat(25)}`,
  `${'['.repeat(20)}1${']'.repeat(20)}`,
  '['.repeat(5000),
  '00000000-0000-0000-0000-000000000000',
  '0190aaaa-1111-7111-8111-111111111111',
  '张三 (0190aaaa-1111-7111-8111-111111111111)',
  'a, b, c',
  ',,,',
  '"',
  '""',
  "'",
  "''",
  '\\',
  '\\\\',
  '{',
  '}',
  '{c}',
  '$1',
  '--',
  ';',
  '%s',
  '\t',
  '\n',
  'a\r\nb',
  ' a ',
  '\u0001',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u3000',
  '\ufeff',
  '\u200b',
  '\u202e',
  '田',
  '𠮷',
  '👩‍👩‍👧',
  'é',
  'İ',
  'ß',
  'ﬁ',
  '浙江省杭州市',
  'x'.repeat(3000),
  '长'.repeat(25_000),
]
