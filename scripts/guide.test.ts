/** The user guides: every formula in them works in the templates, and reads as the editor would write it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '@/lib/expr/check'
import { parse } from '@/lib/expr/parse'
import { printText } from '@/lib/expr/print-text'
import { locales } from '@/lib/i18n/labels'
import { namesIn } from '@/lib/meta/naming'
import { storedScope } from '@/lib/meta/stored-scope'
import { listTemplates } from '@/lib/templates/format'
import { definitionsOf } from '@/lib/templates/testing/definitions'

const templates = await listTemplates()
const definitions = definitionsOf(templates.find(({ key }) => key === 'customer_grading')!)

describe.each(locales)('docs/user-guide.%s.md', (locale) => {
  const guide = readFileSync(`docs/user-guide.${locale}.md`, 'utf8')
  const formulas = [...guide.matchAll(/```formula (\w+)\n(.+)\n```/g)]

  test('has examples', () => expect(formulas.length).toBeGreaterThan(0))
  test.each(formulas.map(([, key, text]) => [text!, key!]))('%s', (text, key) => {
    const table = definitions.tables.get(key)!
    const names = namesIn(definitions, table, locale)
    const parsed = parse(text, names)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
    expect(check(parsed.expr, storedScope(definitions, table))).toMatchObject({ ok: true })
    expect(printText(parsed.expr, names)).toBe(text)
  })
})
