/** Writes the generated pages of `docs/` and the README files' table: `npm run docs`. Tests fail when they differ from it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionOf } from '@/lib/expr/functions'
import type { AnyFieldType } from '@/lib/fields/index'
import { fieldTypes, type TypeName } from '@/lib/fields/index'
import { masks } from '@/lib/fields/masks'
import type { FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { type Labels, locales } from '@/lib/i18n/labels'
import type { JsonObject } from '@/lib/json'
import { readmes, withConfiguration } from './configuration'
import { functionsPage, functionsPaths } from './functions-page'

/** Where the page lies, from the root of the repository. */
const fieldTypesPath = 'docs/field-types.md'

const typed =
  'Type, F2 or Enter opens the text; Enter, Tab or leaving keeps it, Escape puts the old value back.'
const search =
  'Type to search, ↑ ↓ to move, Enter to choose, Backspace takes the last one away, Escape puts the old value back.'
const calendar = 'Type a date, or ↓ for the calendar; Enter or Tab keeps it, Escape puts the old value back.'

/** What the keys do in a grid cell. */
const editors: Record<TypeName, string> = {
  text: typed,
  longtext: `${typed} Alt+Enter or Shift+Enter starts a new line.`,
  number: typed,
  currency: typed,
  percent: typed,
  rating: 'Stars by click, 0–9, ← →; 0 or Delete for none; Enter or Tab keeps it.',
  checkbox: 'One click or Space.',
  date: calendar,
  datetime: calendar,
  duration: typed,
  select: search,
  multiselect: `${search} The list stays open while choosing.`,
  phone: `${typed} ⌘/Ctrl+click or the icon dials.`,
  email: `${typed} ⌘/Ctrl+click or the icon starts a letter.`,
  url: `${typed} ⌘/Ctrl+click or the icon opens it in a new tab.`,
  address: 'Enter opens a panel with one control per part; Enter keeps it, Escape puts the old value back.',
  user: search,
  users: `${search} The list stays open while choosing.`,
  link: search,
  links: `${search} The list stays open while choosing.`,
  attachment: 'Enter opens the list of files; files come by button, by dropping and by pasting.',
  json: `${typed} Alt+Enter or Shift+Enter starts a new line.`,
}

/** Pasted texts worth showing; the page prints what each of them really means, and `-` for what is refused. */
const pasted: Record<TypeName, readonly string[]> = {
  text: ['  远航科技  ', 'two\nlines'],
  longtext: ['first\r\nsecond  '],
  number: ['1,234', '１２３４', '1.2万', '(88)', '1,2'],
  currency: ['¥1,234.50', '1.2万元', 'RMB 88', '(1,234.50)', '12 apples'],
  percent: ['15.23%', '15.23', '１５％'],
  rating: ['4', '4/5', '★★★', '4星'],
  checkbox: ['是', 'TRUE', '✓', '0', 'maybe'],
  date: ['2026-11-21', '2026/3/8', '2026年3月8日', '3月8日', 'Nov 21, 2026', '今天', '2026-02-30'],
  datetime: ['2026-11-21 09:05', '2026年3月8日 14:30', '2026-11-21T01:05:00Z'],
  duration: ['90', '1:30', '1h30', '1小时30分', '2天'],
  select: ['选项 1', 'option 2', 'something else'],
  multiselect: ['选项 1、选项 3', 'Option 1, Option 2'],
  phone: ['138 0013 8000', '010-62345678', '021-62345678-123', '+1 415 555 2671', '12800138000'],
  email: ['Zhang.San@Example.COM', '张三 <zhang@example.com>', 'a@b'],
  url: ['example.com/a', 'https://例子.中国', 'javascript:alert(1)'],
  address: ['浙江省杭州市西湖区文三路 1 号 310012'],
  user: ['李静 (0190aaaa-1111-7111-8111-111111111111)', '李静'],
  users: ['李静 (0190aaaa-1111-7111-8111-111111111111), 王强 (0190aaaa-1111-7111-8111-111111111112)'],
  link: ['远航科技 (0190aaaa-1111-7111-8111-111111111113)', '远航科技'],
  links: ['远航科技 (0190aaaa-1111-7111-8111-111111111113), 青禾贸易 (0190aaaa-1111-7111-8111-111111111114)'],
  attachment: ['合同.pdf (0190aaaa-1111-7111-8111-111111111115)'],
  json: ['{"source": "官网"}', '{source: 1}'],
}

/** Titles of the people and records of the examples, by the end of their ids. */
const names: Record<string, string> = { 1: '李静', 2: '王强', 3: '远航科技', 4: '青禾贸易' }

const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: (id) => names[id.slice(-1)],
}

const both = ({ en, 'zh-CN': zh }: Labels): string => (en === zh ? `${en}` : `${en} (${zh})`)
const code = (text: string): string =>
  `\`${text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('|', '\\|')}\``

function storageOf({ storage, defaultOptions }: AnyFieldType): string {
  return 'column' in storage ? code(storage.column(defaultOptions)) : 'a link table: from, to, position'
}

/** One line per setting: its name, what it is called, its JSON Schema. */
function settingsOf({ optionsSchema }: AnyFieldType): string[] {
  return Object.entries(optionsSchema.properties as Record<string, JsonObject>).map(([name, schema]) => {
    const { title: _, 'x-label': label, 'x-help': help, ...rest } = schema
    const hint = help ? ` ${(help as Labels).en}.` : ''
    return `- ${code(name)} ${both(label as Labels)}.${hint} ${describe(rest)}`
  })
}

/** The keywords of a setting in a few words; long enumerations are counted. */
function describe(schema: JsonObject): string {
  const { type, minimum, maximum, minLength, maxLength, oneOf, enum: values, default: standard } = schema
  const alternatives = Array.isArray(oneOf)
    ? oneOf.map((one) => (one as JsonObject).const)
    : (values as unknown[] | undefined)
  const parts = [
    alternatives ? `one of ${alternatives.join(', ')}` : type,
    minimum !== undefined || maximum !== undefined ? `${minimum} to ${maximum}` : undefined,
    maxLength !== undefined ? `${minLength ?? 0} to ${maxLength} characters` : undefined,
    standard !== undefined ? `${standard} unless given` : undefined,
  ]
  return `${parts.filter((part) => part !== undefined).join(', ')}.`
}

/** What an example means: the stored value, and how it reads. */
function understood(type: AnyFieldType, text: string): string {
  const value = type.normalize(type.parse(text, type.defaultOptions, context) ?? null, type.defaultOptions)
  if (value === undefined) return `| ${code(text)} | – | not understood |`
  const stored = code(JSON.stringify(value))
  if (type.check(value, type.defaultOptions)) return `| ${code(text)} | ${stored} | refused |`
  return `| ${code(text)} | ${stored} | ${type.format(value, type.defaultOptions, context).replaceAll('\n', ' ')} |`
}

function section(type: AnyFieldType): string {
  const settings = settingsOf(type)
  const name = type.name as TypeName
  const lines = [
    `## ${both(type.label)} · \`${type.name}\``,
    '',
    `${type.help.en?.replace(/\.$/, '')}. ${type.help['zh-CN']?.replace(/。$/, '')}。`,
    '',
    `**Editor.** ${editors[name]}`,
    '',
    ...(settings.length > 0 ? ['**Settings.**', '', ...settings, ''] : []),
    `**Filter words.** ${type.operators.map((fn) => both(functionOf(fn).label)).join(', ')}.`,
    '',
    ...(type.masks.length > 0
      ? [
          `**Masks.** ${type.masks.map((mask: keyof typeof masks) => both(masks[mask].label)).join('; ')}.`,
          '',
        ]
      : []),
    '| pasted | stored | shown |',
    '|---|---|---|',
    ...pasted[name].map((text) => understood(type, text)),
  ]
  return lines.join('\n')
}

/** The whole page about field types. */
function fieldTypesPage(): string {
  const types: AnyFieldType[] = Object.values(fieldTypes)
  const rows = types.map((type) => {
    const acts = fieldUi(type.name as TypeName).toggle ? 'one click' : 'editor'
    const order = type.sort ? (type.humanOrder ? 'as people read' : 'by value') : '–'
    return `| \`${type.name}\` | ${both(type.label)} | ${type.kind} | ${storageOf(type)} | ${order} | ${type.uniqueable ? 'yes' : '–'} | ${acts} |`
  })
  return [
    '# Field types',
    '',
    'Generated by `npm run docs` from the registry in `lib/fields`; do not edit. The examples are read as in a Chinese',
    'workspace (Asia/Shanghai) on 2026-11-21 with each type’s default settings.',
    '',
    '| type | name | kind | PostgreSQL | order | unique | in the grid |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    ...types.flatMap((type) => [section(type), '']),
  ].join('\n')
}

/** Every page that is printed as a whole, by its path. */
export const pages: Readonly<Record<string, () => string>> = {
  [fieldTypesPath]: fieldTypesPage,
  ...Object.fromEntries(locales.map((locale) => [functionsPaths[locale], () => functionsPage(locale)])),
}

if (process.argv[1]?.endsWith('docs.ts')) {
  for (const [path, page] of Object.entries(pages)) writeFileSync(join(process.cwd(), path), page())
  for (const locale of locales) {
    const path = join(process.cwd(), readmes[locale])
    writeFileSync(path, withConfiguration(readFileSync(path, 'utf8'), locale))
  }
  console.log(`${[...Object.keys(pages), ...Object.values(readmes)].join(', ')} written`)
}
