/** A random base: tables with fields of every registered type, links in all directions, formulas, views and forms. */
import { call, type Expr, field as ref, stored, value, variable } from '@/lib/expr/ast'
import { fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'
import { isInput, isPeople, isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import type { Form, RowsBlock } from '@/lib/meta/form'
import type { Field, Table, View } from '@/lib/meta/model'
import { type Dice, mulberry } from './dice'

/** A formula that is added when its table is there; one that cannot be is left out. */
export interface Formula {
  table: string
  key: string
  type: TypeName
  expr: Expr
}

export interface Blueprint {
  tables: Table[]
  formulas: Formula[]
  /** The small domain of values of each field, by key: keys are unique in the base. */
  domains: Map<string, Json[]>
}

const uuid = (kind: number, n: number): string =>
  `01800000-0000-7000-8000-${kind.toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`
export const ids = {
  row: (n: number) => uuid(1, n),
  field: (n: number) => uuid(2, n),
  table: (n: number) => uuid(3, n),
  other: (n: number) => uuid(4, n),
  file: (n: number) => `0a${n.toString(16).padStart(6, '0')}-0000-4000-8000-00000000000${n % 16}`,
}
/** The picture that forms show. */
export const pictureId = ids.file(9)
/** One that no form shows. */
export const otherPictureId = ids.file(5)

/** A name occurs nowhere else, so that an answer that holds it tells of it. */
export const labelsOf = (key: string): Labels => ({ 'zh-CN': `字段${key}`, en: `Name ${key}` })

const many: readonly TypeName[] = [
  'text',
  'text',
  'number',
  'number',
  'select',
  'user',
  'users',
  'link',
  'link',
  'links',
]
const every = Object.keys(fieldTypes) as TypeName[]
const consonants = 'qwxzvjkh'

export function blueprint(dice: Dice): Blueprint {
  let numbers = 0
  const domains = new Map<string, Json[]>()
  const word = () => `${dice.pick([...consonants])}${dice.pick([...consonants])}`
  const keys = Array.from({ length: dice.pick([1, 2, 2, 3, 3, 4]) }, (_, i) => `t${i}${word()}`)

  function make(table: string, type: TypeName, more: Partial<Field> = {}): Field {
    const number = ++numbers
    const key = `${table[0] === 't' ? 'f' : 'g'}${number}${word()}`
    const { options, ...rest } = more
    const made: Field = {
      id: ids.field(number),
      key,
      type,
      options: { ...fieldType(type).defaultOptions, ...choices(type), ...options },
      source: { kind: 'input' },
      label: labelsOf(key),
      required: false,
      unique: false,
      sensitivity: dice.pick(['normal', 'normal', 'personal', 'confidential'] as const),
      number,
      ...rest,
    }
    domains.set(key, domainOf(made))
    return made
  }

  const tables = keys.map((key, i): Table => {
    const title = make(key, 'text', { required: dice.chance(0.3), unique: dice.chance(0.3) })
    const fields = [title]
    for (let n = dice.between(3, 6); n > 0; n--) {
      const type = dice.chance(0.6) ? dice.pick(many) : dice.pick(every)
      const linking = type === 'link' || type === 'links'
      const options = linking
        ? { table: dice.pick(keys), onDelete: dice.pick(['clear', 'clear', 'clear', 'refuse', 'cascade']) }
        : {}
      const unique = fieldType(type).uniqueable && !linking && dice.chance(0.1)
      fields.push(make(key, type, { options, unique, required: !linking && dice.chance(0.12) }))
    }
    if (dice.chance(0.25))
      fields.push(
        make(key, 'text', { source: { kind: 'auto', of: 'number', pattern: 'N{000}' }, unique: true }),
      )
    if (dice.chance(0.2))
      fields.push(make(key, dice.pick(['datetime', 'user']), { source: { kind: 'auto', of: 'created' } }))
    return table(key, i, title.key, fields)
  })

  for (const one of tables) {
    for (const link of [...one.fields].filter((f) => isInput(f) && targetOf(f) && dice.chance(0.6))) {
      const target = tables.find((t) => t.key === targetOf(link))!
      add(target, make(target.key, 'links', { source: { kind: 'inverse', table: one.key, field: link.key } }))
    }
    if (dice.chance(0.4)) {
      const inputs = one.fields.filter(isInput).map((f) => f.key)
      const watch = dice.chance(0.25) ? undefined : dice.some(inputs, 0.3)
      if (!watch || watch.length > 0)
        add(
          one,
          make(one.key, dice.pick(['datetime', 'user']), {
            source: { kind: 'auto', of: 'updated', ...(watch ? { watch } : {}) },
          }),
        )
    }
    one.fields = one.fields.map((f) => ({ ...f, ...rulesOf(dice, one, f, domains) }))
  }
  return { tables, formulas: formulasOf(dice, tables, () => `f${++numbers}${word()}`), domains }
}

const table = (key: string, i: number, title: string, fields: Field[]): Table => ({
  id: ids.table(i),
  key,
  label: labelsOf(key),
  title,
  sections: [{ key: 'main', label: { 'zh-CN': '基本', en: 'Basics' }, fields: fields.map((f) => f.key) }],
  fields,
  uniques: [],
  // Left out: checks, declared exception 9.
  checks: [],
  trash: [],
})

function add(to: Table, field: Field): void {
  to.fields.push(field)
  to.sections[0]!.fields.push(field.key)
}

const choices = (type: TypeName): object =>
  type === 'select' || type === 'multiselect'
    ? { options: ['甲', 'b', 'C'].map((v) => ({ value: v, label: { 'zh-CN': v, en: v }, color: 'blue' })) }
    : {}

const words = ['a', 'B', '客户', 'Ä', 'b b']
const phones = ['+8613800138000', '+8613911118000', '+12025550123']

/** Two to four values: ties, duplicates and equal groups must occur. */
function domainOf(field: Field): Json[] {
  const { type } = field
  if (type === 'text' || type === 'longtext') return words
  if (type === 'phone') return phones
  if (type === 'number' || type === 'currency') return [1, 2, 3]
  if (targetOf(field) || isPeople(field) || fieldType(type).fileIds) return []
  const random = mulberry(field.number)
  const made = Array.from({ length: 3 }, () => {
    const sample = fieldType(type).sample(field.options, random)
    return (fieldType(type).normalize(sample, field.options) ?? sample) as Json
  })
  const valid = made.filter((v) => fieldType(type).check(v, field.options) === undefined)
  return [...new Map(valid.map((v) => [JSON.stringify(v), v])).values()]
}

/** Left out: defaults that are taken from a linked record (declared exception 8). */
function rulesOf(dice: Dice, { fields }: Table, field: Field, domains: Map<string, Json[]>): Partial<Field> {
  if (!isInput(field) || field.unique) return {}
  const others = fields.filter((f) => f !== field)
  const values = domains.get(field.key)!
  return {
    ...(values.length > 0 && dice.chance(0.15) ? { default: stored(value(dice.pick(values))) } : {}),
    ...(field.type === 'user' && dice.chance(0.3) ? { default: stored(variable('me')) } : {}),
    ...(dice.chance(0.12) ? { requiredIf: stored(condition(dice, others, domains)) } : {}),
    ...(dice.chance(0.12) ? { showIf: stored(condition(dice, others, domains)) } : {}),
  }
}

const comparable: readonly TypeName[] = ['text', 'number', 'currency', 'select', 'user', 'checkbox']
const leaf = (dice: Dice, fields: readonly Field[], domains: Map<string, Json[]>): Expr => {
  const usable = fields.filter((f) => isInput(f) && comparable.includes(f.type))
  if (usable.length === 0) return value(dice.chance(0.5))
  const one = dice.pick(usable)
  const values = domains.get(one.key)!
  if (one.type === 'user')
    return dice.chance(0.6) ? call('isMe', ref(one.key)) : call('isEmpty', ref(one.key))
  if (one.type === 'checkbox' || values.length === 0) return call('isNotEmpty', ref(one.key))
  const compared = one.type === 'number' || one.type === 'currency' ? dice.pick(['eq', 'gt']) : 'eq'
  return dice.chance(0.7)
    ? call(compared, ref(one.key), value(dice.pick(values)))
    : call(dice.pick(['isEmpty', 'isNotEmpty']), ref(one.key))
}

/** A condition over a row that `sight.ts` understands too. */
export function condition(dice: Dice, fields: readonly Field[], domains: Map<string, Json[]>): Expr {
  if (dice.chance(0.7)) return leaf(dice, fields, domains)
  if (dice.chance(0.3)) return call('not', leaf(dice, fields, domains))
  return call(dice.pick(['and', 'or']), leaf(dice, fields, domains), leaf(dice, fields, domains))
}

const gather = (
  fn: string,
  over: { path: string[] } | { table: string },
  args: Expr[],
  where?: Expr,
): Expr => ({
  op: 'each',
  fn,
  over,
  args,
  ...(where ? { where } : {}),
})

/** Formulas, lookups, rollups and first matches, each over earlier ones too. */
function formulasOf(dice: Dice, tables: Table[], key: () => string): Formula[] {
  const made: Formula[] = []
  const numbersOf = (t: Table): Expr[] => [
    ...t.fields.filter((f) => ['number', 'currency'].includes(f.type)).map((f) => ref(f.key)),
    ...t.fields.filter((f) => f.type === 'text').map((f) => call('length', ref(f.key))),
    ...t.fields
      .filter((f) => f.type === 'date')
      .map((f) => call('daysBetween', ref(f.key), variable('today'))),
    ...made.filter((m) => m.table === t.key && m.type === 'number').map((m) => ref(m.key)),
    value(1),
  ]
  const within = (expr: Expr, link: string): Expr =>
    expr.op === 'field'
      ? ref(link, ...expr.path)
      : expr.op === 'call'
        ? { ...expr, args: expr.args.map((a) => within(a, link)) }
        : expr
  for (const t of tables)
    for (let n = dice.pick([0, 1, 1, 2]); n > 0; n--) {
      const inner = (link: Field) => dice.pick(numbersOf(tables.find((x) => x.key === targetOf(link))!))
      const ways: (() => Expr)[] = [() => call('add', dice.pick(numbersOf(t)), dice.pick(numbersOf(t)))]
      for (const link of t.fields.filter(isToOne)) ways.push(() => within(inner(link), link.key))
      for (const link of t.fields.filter(isToMany))
        ways.push(
          () => gather(dice.pick(['sum', 'max']), { path: [link.key] }, [inner(link)]),
          () => gather('count', { path: [link.key] }, [], call('gt', inner(link), value(1))),
        )
      const other = dice.pick(tables)
      ways.push(() => gather('sum', { table: other.key }, [dice.pick(numbersOf(other))]))
      ways.push(() =>
        gather(
          'first',
          { table: other.key },
          [dice.pick(numbersOf(other))],
          call('gt', dice.pick(numbersOf(other)), value(1)),
        ),
      )
      made.push({ table: t.key, key: key(), type: 'number', expr: dice.pick(ways)() })
    }
  return made
}

/** Shared views: with columns, an order and a filter that some roles understand and others must not hear of. */
export const viewsOf = (dice: Dice, tables: readonly Table[], domains: Map<string, Json[]>): View[] =>
  tables.flatMap((t, i): View[] =>
    dice.chance(0.7)
      ? [
          {
            id: ids.other(100 + i),
            key: `view${i}xq`,
            table: t.key,
            type: 'grid',
            label: { en: `View ${i}` },
            columns: dice.some(t.fields, 0.7).map((f) => ({ field: f.key })),
            frozen: 0,
            sort: dice
              .some(t.fields, 0.3)
              .filter((f) => fieldType(f.type).sort && !isToMany(f))
              .map((f) => ({ field: f.key, desc: dice.chance(0.5) })),
            ...(dice.chance(0.5) ? { filter: stored(condition(dice, t.fields, domains)) } : {}),
          },
        ]
      : [],
  )

/** A block of rows for a to-many field that can hold some. */
function rowsOf(dice: Dice, tables: readonly Table[], field: Field): RowsBlock[] {
  const { source } = field
  const target = tables.find((t) => t.key === targetOf(field))
  const back = source.kind === 'inverse' ? source.field : undefined
  const far = target?.fields.find((f) => f.key === back)
  if (!target || !isToMany(field) || (back !== undefined && !(far && isToOne(far)))) return []
  const columns = target.fields.filter(
    (f) => isInput(f) && f.key !== back && (f.required || f.key === target.title || dice.chance(0.6)),
  )
  if (columns.length === 0) return []
  const may = () => dice.chance(0.85)
  return [
    {
      kind: 'rows',
      field: field.key,
      columns: columns.map((f) => f.key),
      add: may(),
      edit: may(),
      remove: may(),
    },
  ]
}

/** Forms: one for members, one that strangers fill in. Left out: quota and closing date (declared exception 10). */
export const formsOf = (dice: Dice, tables: readonly Table[], domains: Map<string, Json[]>): Form[] =>
  [0, 1].map((i): Form => {
    const t = dice.pick(tables)
    const shown = t.fields.filter((f) => isInput(f) && (f.required || dice.chance(0.6)))
    return {
      id: ids.other(200 + i),
      key: `form${i}`,
      table: t.key,
      label: { 'zh-CN': `表单 ${i}`, en: `Form ${i}` },
      steps: [
        {
          key: 'one',
          blocks: [
            { kind: 'text', text: { 'zh-CN': '你好', en: 'Hello' } },
            ...(dice.chance(0.4)
              ? [{ kind: 'image' as const, file: pictureId, alt: { en: 'A picture' } }]
              : []),
            ...shown.map((f) => ({
              kind: 'field' as const,
              field: f.key,
              ...(dice.chance(0.2)
                ? { showIf: stored(condition(dice, shown.slice(0, shown.indexOf(f)), domains)) }
                : {}),
            })),
            ...t.fields.flatMap((f) => (dice.chance(0.6) ? rowsOf(dice, tables, f) : [])),
          ],
        },
      ],
      ...(i === 1 ? { public: { token: 'token-of-a-public-form', files: { count: 2, size: 1000 } } } : {}),
    }
  })

/** Whether a cell follows from others: formulas, and when others have changed. */
export const follows = ({ source }: Field): boolean =>
  source.kind === 'formula' || (source.kind === 'auto' && source.of === 'updated')
