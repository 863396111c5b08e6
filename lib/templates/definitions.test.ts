/** `docs/definitions.md`: every definition parses, has the kind and timing that the page says, and is what the templates ship. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aggregates } from '@/lib/expr/aggregates'
import { functions } from '@/lib/expr/functions'
import { parse } from '@/lib/expr/parse'
import { printText } from '@/lib/expr/print-text'
import { fieldType, isTypeName } from '@/lib/fields/index'
import { fieldOf } from '@/lib/meta/fields'
import { type Computed, graphOf } from '@/lib/meta/graph'
import type { Definitions, Field, Source, Table } from '@/lib/meta/model'
import { listTemplates, type Template } from './format'
import { definitionsOf } from './testing/definitions'

const page = readFileSync('docs/definitions.md', 'utf8')
const templates = new Map((await listTemplates()).map((t) => [t.key, t]))

interface Definition {
  table: string
  field: string
  type: string
  timing: string
  text: string
  /** The only template that it is about. */
  only?: string
}

const definitions = [...page.matchAll(/```formula ?([a-z_]*)\n([\s\S]*?)\n```/g)].flatMap(([, only, block]) =>
  block!.split('\n\n').map((one): Definition => {
    const found = /^([a-z_]+)\.([a-z0-9_]+) : ([a-z]+), ([a-z]+)\n(.+)$/.exec(one)
    if (!found) throw new Error(`not a definition: ${one}`)
    const [, table, field, type, timing, text] = found as unknown as string[]
    return {
      table: table!,
      field: field!,
      type: type!,
      timing: timing!,
      text: text!,
      ...(only ? { only } : {}),
    }
  }),
)
const general = definitions.filter((d) => !d.only)

/** All templates in one base: the second shares its tables with the first, and says more of some. */
function together(): Definitions {
  const tables = new Map<string, Table>()
  for (const template of [templates.get('customer_management')!, templates.get('customer_grading')!].filter(
    Boolean,
  ))
    for (const [key, table] of definitionsOf(template).tables) {
      const known = tables.get(key)?.fields ?? []
      const fields = [...known.filter((f) => !fieldOf(table, f.key)), ...table.fields]
      tables.set(key, { ...table, ...tables.get(key), fields })
    }
  return { ...definitionsOf(templates.get('customer_management')!), tables }
}

let number = 10_000
function newField(key: string, type: string, source: Source, options: object = {}): Field {
  if (!isTypeName(type)) throw new Error(`no type ${type}`)
  return {
    id: `00000000-0000-7000-8000-${String(++number).padStart(12, '0')}`,
    key,
    type,
    options: { ...fieldType(type).defaultOptions, ...options },
    source,
    label: { en: key },
    required: false,
    unique: false,
    sensitivity: 'normal',
    number,
  }
}

/** The templates with the fields of the appendix and every definition of the page as a field. */
function complete(): Definitions {
  const all = together()
  const add = (key: string, field: Field): void => {
    const table: Table = all.tables.get(key) ?? {
      id: `00000000-0000-7000-8000-${String(++number).padStart(12, '0')}`,
      key,
      label: { en: key },
      title: field.key,
      sections: [],
      fields: [],
      uniques: [],
      checks: [],
      trash: [],
    }
    if (!fieldOf(table, field.key)) all.tables.set(key, { ...table, fields: [...table.fields, field] })
  }
  const [, appendix] = /```fields\n([\s\S]*?)\n```/.exec(page)!
  for (const line of appendix!.split('\n')) {
    const [table, fields] = line.split(': ') as [string, string]
    for (const written of fields.split(/, (?![^(]*\))/)) {
      const [, key, type, target, far] = /^(\w+) (\w+)(?:\((\w+)(?:, (\w+))?\))?$/.exec(written)!
      const source: Source = far ? { kind: 'inverse', table: target!, field: far } : { kind: 'input' }
      add(table, newField(key!, type!, source, target ? { table: target, onDelete: 'clear' } : {}))
    }
  }
  for (const { table, field, type, text } of general) {
    const parsed = parse(text)
    if (!parsed.ok) continue
    const target = type === 'link' ? { table: 'products', onDelete: 'clear' } : {}
    add(
      table,
      newField(
        field,
        type,
        { kind: 'formula', expr: { version: 1, expr: parsed.expr }, stored: true },
        target,
      ),
    )
  }
  return all
}

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)

/** In the words of the page. */
function timingOf({ timing, stored }: Computed): string {
  return timing === 'dated' && stored ? 'nightly' : timing
}

describe('docs/definitions.md', () => {
  test('speaks of C1 to C36', () => {
    const spoken = [...page.matchAll(/^## C(\d+) /gm)].map(([, n]) => Number(n))
    expect(spoken).toEqual(Array.from({ length: 36 }, (_, i) => i + 1))
  })

  test('names the functions that it needs', () => {
    const used = { call: new Set<string>(), each: new Set<string>() }
    for (const { text } of definitions)
      for (const [, dot, name] of text.replaceAll(/"[^"]*"/g, '').matchAll(/(\.?)\b([a-zA-Z]+)\(/g))
        if (!['asc', 'desc', 'today', 'now'].includes(name!)) used[dot ? 'each' : 'call'].add(name!)
    const [, listed] = /## Functions\n([\s\S]*?)\n## /.exec(page)!
    const [calls, gathers] = listed!
      .split('And these')
      .map((part) => [...part.matchAll(/`([a-zA-Z]+)`/g)].map(([, name]) => name!))
    expect(calls).toEqual([...used.call].sort(byName))
    expect(gathers).toEqual([...used.each].sort(byName))
    for (const name of calls!) expect(functions.has(name), name).toBe(true)
    for (const name of gathers!) expect(aggregates.has(name), name).toBe(true)
  })

  test.each(definitions.map((d) => [`${d.table}.${d.field}`, d] as const))('%s parses', (_, { text }) => {
    expect(parse(text)).toMatchObject({ ok: true })
  })

  const all = complete()
  const graph = graphOf(all)
  test('all of it works in one base', () => {
    expect(graph.problems.map(({ table, field, code, params }) => ({ table, field, code, params }))).toEqual(
      [],
    )
  })
  test.each(general.map((d) => [`${d.table}.${d.field}`, d] as const))('%s is what it says', (_, d) => {
    const computed = graph.computed(d.table, d.field)!
    expect(timingOf(computed)).toBe(d.timing)
    expect(computed.field.type).toBe(d.type)
  })

  const shipped = (template: Template) =>
    template.tables.flatMap((table) =>
      table.fields.flatMap((field) =>
        field.source.kind === 'formula' ? [{ table, field, source: field.source }] : [],
      ),
    )
  test.each([...templates.values()].map((t) => [t.key, t] as const))(
    '%s computes by this page',
    (_, template) => {
      for (const { table, field, source } of shipped(template)) {
        const about = definitions.filter((d) => d.table === table.key && d.field === field.key)
        const definition = about.find((d) => d.only === template.key) ?? about.find((d) => !d.only)
        const parsed = definition ? parse(definition.text) : undefined
        expect(parsed?.ok && printText(parsed.expr), `${table.key}.${field.key}`).toBe(
          printText(source.expr.expr),
        )
      }
    },
  )
})
