/** The linter of templates: what every pack must hold. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Expr } from '@/lib/expr/ast'
import { checkStored, type Scope } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import type { Type } from '@/lib/expr/typed'
import { keywords } from '@/lib/fields/keywords'
import { parse, print } from '@/lib/meta/documents'
import { fieldOf, isInput, isPeople, isToMany, isToOne, plainType, targetOf, typeOf } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import { isFieldKey, isKey } from '@/lib/meta/keys'
import { type Field, type Role, type Table, verbs } from '@/lib/meta/model'
import { readValue } from '@/lib/meta/record-schema'
import { fieldRight, maskOf, modesOf, rightOfModes } from '@/lib/meta/rights'
import { isNumberPattern } from '@/lib/records/auto-number'
import { listTemplates, loadTemplate, type Template } from './format'
import { definitionsOf } from './testing/definitions'

const templates = await listTemplates()

/** One line of text is for names, numbers and codes, and for statements of one line; what can be listed is a select. */
const freeText = new Set([
  // names
  'customers.name',
  'contacts.name',
  'contacts.department',
  'contacts.job_title',
  'products.name',
  'grade_rules.name_zh',
  'grade_rules.name_en',
  'service_requests.reporter_name',
  // numbers and codes
  'customers.wechat',
  'contacts.wechat',
  'products.sku',
  'products.model',
  'surveys.round',
  'receivables.invoice_no',
  'grade_rules.grade_key',
  'crm_settings.name',
  // statements
  'activities.subject',
  'follow_ups.title',
  'follow_ups.goal',
  'follow_ups.expected_result',
  'needs.title',
  'preferences.detail',
  'service_requests.title',
  'order_items.notes',
  'crm_settings.label_zh',
  'crm_settings.label_en',
])

/** Every value inside, with its address. */
function* walk(value: unknown, path = ''): Generator<[path: string, value: unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${path}/${key}`)
}

const isLabels = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && ('zh-CN' in value || 'en' in value)

test('there is a template, and an unknown one is not found', async () => {
  expect(templates.map((t) => t.key)).toContain('customer_management')
  await expect(loadTemplate('no_such_template')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(loadTemplate('../lib')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

describe.each(templates.map((template) => [template.key, template] as const))(
  '%s',
  (_, template: Template) => {
    const definitions = definitionsOf(template)
    const tables = [...definitions.tables.values()]
    const roles = [...definitions.roles.values()]
    const fields = tables.flatMap((table) =>
      table.fields.map((field) => ({ at: `${table.key}.${field.key}`, table, field })),
    )

    const typeAt = (table: Table, [key, ...rest]: readonly string[]): Type | undefined => {
      const field = key === undefined ? undefined : fieldOf(table, key)
      if (!field || rest.length === 0) return field && plainType(field)
      const target = isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
      return target && typeAt(target, rest)
    }
    const scope = (table: Table): Scope => ({ field: (path) => typeAt(table, path) })

    test('every text exists in both languages, in Chinese with full-width punctuation', () => {
      for (const [path, value] of walk(template)) {
        const text =
          (/\/(label|help|description|summary)$/.test(path) && !path.startsWith('/roles/')) ||
          /^\/roles\/\d+\/(label|description|notes\/[^/]+)$/.test(path)
        if (text) expect(isLabels(value), path).toBe(true)
        if (!isLabels(value)) continue
        expect(Object.keys(value).sort(), path).toEqual(['en', 'zh-CN'])
        expect(value['zh-CN'], path).not.toMatch(/[,;:()?!]/)
        for (const text of Object.values(value)) expect(String(text).trim(), path).not.toBe('')
      }
    })

    test('every table, field, option set, view and role has its own permanent item', () => {
      const { tables: t, optionSets, views, roles: r } = template
      const items = [...t, ...t.flatMap((table) => table.fields), ...optionSets, ...views, ...r].map(
        ({ item }) => item,
      )
      expect(items.filter((item, i) => !item || items.indexOf(item) !== i)).toEqual([])
    })

    test('keys are keys, once each, and none is a system name', () => {
      for (const list of [template.tables, template.optionSets, template.views, template.roles]) {
        const keys = list.map(({ key }) => key)
        expect(keys.filter((key, i) => !isKey(key) || keys.indexOf(key) !== i)).toEqual([])
      }
      for (const table of tables) {
        const keys = table.fields.map(({ key }) => key)
        expect(
          keys.filter((key, i) => !isFieldKey(key) || keys.indexOf(key) !== i),
          table.key,
        ).toEqual([])
        const sections = table.sections.map(({ key }) => key)
        expect(new Set(sections).size).toBe(sections.length)
      }
    })

    test('everything is a document and reads back', () => {
      for (const table of tables) expect(parse('table', print('table', table)), table.key).toEqual(table)
      for (const set of definitions.optionSets.values())
        expect(parse('options', print('options', set)), set.key).toEqual(set)
      for (const view of definitions.views.values())
        expect(parse('view', print('view', view)), view.key).toEqual(view)
      for (const role of roles) expect(parse('role', print('role', role)), role.key).toEqual(role)
    })

    test('settings of fields fit their types', () => {
      const ajv = new Ajv2020({ strict: false })
      for (const keyword of keywords) ajv.addKeyword(keyword)
      for (const { at, field } of fields) {
        const validate = ajv.compile(typeOf(field).optionsSchema)
        expect(validate(field.options) || validate.errors, at).toBe(true)
        // Nothing is left to what a type happens to begin with.
        const { set } = field.options as { set?: string }
        if (!set)
          expect(Object.keys(field.options), at).toEqual(
            expect.arrayContaining(Object.keys(typeOf(field).defaultOptions)),
          )
        if (field.unique) expect(typeOf(field).uniqueable, at).toBe(true)
        if (field.source.kind === 'auto' && field.source.of === 'number') {
          expect(isNumberPattern(field.source.pattern), at).toBe(true)
          expect(field.unique, at).toBe(true)
        }
      }
    })

    test('links, inverse sides, option sets and titles resolve', () => {
      const used = new Set<string>()
      for (const { at, table, field } of fields) {
        const { set, table: target } = field.options as { set?: string; table?: string }
        if (set) {
          used.add(set)
          expect(definitions.optionSets.has(set), at).toBe(true)
        }
        if (target) expect(definitions.tables.has(target), at).toBe(true)
        if (field.source.kind === 'inverse') {
          const far = fieldOf(definitions.tables.get(field.source.table)!, field.source.field)
          expect(far && targetOf(far), at).toBe(table.key)
          expect(far!.source.kind, at).toBe('input')
        }
      }
      expect([...definitions.optionSets.keys()].filter((key) => !used.has(key))).toEqual([])
      for (const table of tables) expect(fieldOf(table, table.title), table.key).toBeDefined()
    })

    test('what can be listed is not typed', () => {
      const typed = fields.filter(({ field }) => field.type === 'text' && isInput(field)).map(({ at }) => at)
      expect(typed.filter((at) => !freeText.has(at))).toEqual([])
    })

    test('a required link never loses its record: deleting that is refused or takes this along', () => {
      const required = fields.filter(({ field }) => field.required && isToOne(field))
      expect(required.length).toBeGreaterThan(0)
      for (const { at, field } of required) expect(field.options, at).not.toMatchObject({ onDelete: 'clear' })
    })

    test('defaults and conditions speak of fields that exist, in their kinds', () => {
      for (const { at, table, field } of fields) {
        const { default: start, showIf, requiredIf } = field
        if (start)
          expect(checkStored(start, scope(table), plainType(field)), `${at} default`).toMatchObject({
            ok: true,
          })
        if (showIf) expect(checkStored(showIf, scope(table)), `${at} showIf`).toMatchObject({ ok: true })
        if (requiredIf)
          expect(checkStored(requiredIf, scope(table)), `${at} requiredIf`).toMatchObject({ ok: true })
        for (const value of constants(table, field)) expect(value.known, `${at} ${value.text}`).toBe(true)
      }
    })

    /** Constants beside a select must be options of its set, in conditions and defaults alike. */
    function constants(table: Table, field: Field): { text: string; known: boolean }[] {
      const values = (of: Field) => {
        const { set } = of.options as { set?: string }
        return set ? definitions.optionSets.get(set)!.options.map((o) => o.value) : undefined
      }
      const known = (of: Field | undefined, expr: Expr | undefined) =>
        expr?.op === 'value' && of && values(of)
          ? [expr.value].flat().map((v) => ({ text: String(v), known: values(of)!.includes(String(v)) }))
          : []
      const inside = (expr: Expr): { text: string; known: boolean }[] => {
        if (expr.op !== 'call') return []
        const [first, second] = expr.args
        const beside = first?.op === 'field' ? fieldOf(table, first.path[0]!) : undefined
        return [...known(beside, second), ...expr.args.flatMap(inside)]
      }
      return [
        ...known(field, field.default?.expr),
        ...[field.showIf, field.requiredIf].flatMap((condition) => (condition ? inside(condition.expr) : [])),
      ]
    }

    test('every formula works, and what it can yield for a select is one of its options', () => {
      expect(graphOf(definitions).problems).toEqual([])
      for (const { at, field } of fields) {
        if (field.source.kind !== 'formula') continue
        expect([field.required, field.unique, field.default, field.requiredIf], at).toEqual([
          false,
          false,
          undefined,
          undefined,
        ])
        const { set } = field.options as { set?: string }
        const known = set ? definitions.optionSets.get(set)!.options.map((o) => o.value) : undefined
        for (const value of known ? results(field.source.expr.expr) : []) expect(known, at).toContain(value)
      }
    })

    test('records that come with a table are values of its fields', () => {
      for (const [key, records] of Object.entries(template.rows)) {
        const table = definitions.tables.get(key)!
        for (const record of records) {
          for (const field of table.fields) {
            const value = record[field.key]
            if (value === undefined) expect(field.required, `${key}.${field.key}`).toBe(false)
            else
              expect(readValue(definitions, table, field, value), `${key}.${field.key}`).toMatchObject({
                value,
              })
          }
          expect(Object.keys(record).filter((name) => !fieldOf(table, name))).toEqual([])
        }
      }
    })

    test('views show, sort and filter by what is there, and each table has one to begin with', () => {
      for (const view of definitions.views.values()) {
        const table = definitions.tables.get(view.table)!
        const keys = view.columns.map(({ field }) => field)
        expect(new Set(keys).size, view.key).toBe(keys.length)
        for (const key of keys) expect(fieldOf(table, key), `${view.key} ${key}`).toBeDefined()
        for (const { field } of view.sort)
          expect(typeOf(fieldOf(table, field)!).sort, `${view.key} ${field}`).toBeDefined()
        if (!view.filter) continue
        expect(checkStored(view.filter, scope(table)), view.key).toMatchObject({ ok: true })
        const conditions = conditionsOf(view.filter.expr)
        expect(conditions.length, view.key).toBeLessThanOrEqual(5)
        for (const { fn, args } of conditions) {
          const [first] = args
          const field = first?.op === 'field' ? fieldOf(table, first.path.join('.')) : undefined
          expect(field && typeOf(field).operators, `${view.key} ${fn}`).toContain(fn)
        }
      }
      for (const table of tables) {
        const views = [...definitions.views.values()].filter((view) => view.table === table.key)
        expect(views.filter((view) => view.default).length, table.key).toBe(1)
      }
    })

    describe.each(roles.map((role) => [role.key, role] as const))('role %s', (_role, role: Role) => {
      const rights = Object.entries(role.tables).map(([key, right]) => ({
        table: definitions.tables.get(key)!,
        right,
      }))

      test('decides about every field of every table it sees', () => {
        for (const { table, right } of rights) {
          const named = Object.keys(right.fields)
          expect(
            named.filter((key) => !fieldOf(table, key)),
            table.key,
          ).toEqual([])
          if (right.otherFields === 'hidden')
            expect(named.sort(), table.key).toEqual(table.fields.map((f) => f.key).sort())
        }
      })

      test('masks as the type can, edits only what can be edited', () => {
        for (const { table, right } of rights) {
          for (const [key, given] of Object.entries(right.fields)) {
            const field = fieldOf(table, key)!
            const mask = maskOf(given)
            if (mask) expect(typeOf(field).masks, `${table.key}.${key}`).toContain(mask)
            expect(rightOfModes(modesOf(given)), `${table.key}.${key}`).toEqual(given)
            if (given === 'edit') expect(isInput(field), `${table.key}.${key}`).toBe(true)
          }
        }
      })

      test('its rules name people and links that exist', () => {
        for (const { table, right } of rights) {
          for (const alternative of verbs.flatMap((verb) => right.rows[verb])) {
            if (alternative.kind === 'mine' || alternative.kind === 'team') {
              const links = alternative.path.slice(0, -1)
              const end = links.reduce<Table | undefined>((t, key) => {
                const field = t && fieldOf(t, key)
                return field && isToOne(field) ? definitions.tables.get(targetOf(field)!) : undefined
              }, table)
              const last = end && fieldOf(end, alternative.path.at(-1)!)
              expect(last && isPeopleField(last), `${table.key} ${alternative.path.join('.')}`).toBe(true)
            }
            if (alternative.kind === 'follows') {
              const field = fieldOf(table, alternative.link)
              expect(field && isToOne(field), `${table.key} ${alternative.link}`).toBe(true)
              expect(role.tables[targetOf(field!)!], `${table.key} follows a table it sees`).toBeDefined()
            }
          }
        }
      })

      test('can fill what it must fill in order to create', () => {
        for (const { table, right } of rights) {
          if (right.rows.create.length === 0) continue
          const mayEdit = (key: string) => modesOf(fieldRight(right, key)).create === true
          const must = table.fields.filter(
            (f) =>
              isInput(f) &&
              !f.default &&
              (f.required || (f.requiredIf && references(f.requiredIf.expr).some(([key]) => mayEdit(key!)))),
          )
          for (const { key } of must) expect(mayEdit(key), `${table.key}.${key}`).toBe(true)
        }
      })
    })
  },
)

/** The constants that an expression can be: those in the branches of choices. */
function results(expr: Expr): unknown[] {
  if (expr.op === 'value') return expr.value === null ? [] : [expr.value]
  if (expr.op !== 'call') return []
  const last = expr.args.length - 1
  if (expr.fn === 'coalesce') return expr.args.flatMap(results)
  if (expr.fn === 'if' || expr.fn === 'ifs')
    return expr.args.flatMap((arg, i) => (i % 2 === 1 || i === last ? results(arg) : []))
  return []
}

/** The conditions that are joined by AND. */
function conditionsOf(expr: Expr): Extract<Expr, { op: 'call' }>[] {
  if (expr.op !== 'call') return []
  return expr.fn === 'and' ? expr.args.flatMap(conditionsOf) : [expr]
}

const isPeopleField = (field: Field): boolean =>
  isPeople(field) || (field.type === 'users' && !isToMany(field))
