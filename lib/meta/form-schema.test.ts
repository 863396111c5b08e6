/** Forms as documents: what is printed parses to the same form, and nothing unknown passes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { call, field, type StoredExpr, stored, value } from '@/lib/expr/ast'
import { parse, print } from './documents'
import type { Form, FormBlock } from './form'

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
const labels = fc.record(
  { 'zh-CN': fc.string({ maxLength: 20 }), en: fc.string({ maxLength: 20 }) },
  { requiredKeys: [] },
)
const label = fc.record({ en: fc.string({ maxLength: 20 }) })
const condition: fc.Arbitrary<StoredExpr> = fc
  .tuple(key, fc.string({ maxLength: 9 }))
  .map(([name, text]) => stored(call('is', field(name), value(text))))
const block = fc.oneof(
  fc.record(
    {
      kind: fc.constant('field'),
      field: key,
      width: fc.constantFrom('full', 'half', 'third'),
      help: labels,
      required: fc.boolean(),
      showIf: condition,
      requiredIf: condition,
      default: condition,
      fixed: fc.constantFrom('shown', 'hidden'),
    },
    { requiredKeys: ['kind', 'field'] },
  ),
  fc.record(
    {
      kind: fc.constant('rows'),
      field: key,
      columns: fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
      min: fc.integer({ min: 0, max: 9 }),
      max: fc.integer({ min: 1, max: 1000 }),
      add: fc.boolean(),
      edit: fc.boolean(),
      remove: fc.boolean(),
    },
    { requiredKeys: ['kind', 'field', 'columns', 'add', 'edit', 'remove'] },
  ),
  fc.record(
    { kind: fc.constant('text'), text: labels, showIf: condition },
    { requiredKeys: ['kind', 'text'] },
  ),
  fc.record({ kind: fc.constant('image'), file: fc.uuid(), alt: labels }),
  fc.record({ kind: fc.constant('section'), label, help: labels }, { requiredKeys: ['kind', 'label'] }),
) as fc.Arbitrary<FormBlock>
const form = fc.record(
  {
    id: fc.uuid(),
    key,
    table: key,
    label,
    description: labels,
    steps: fc.array(fc.record({ key, blocks: fc.array(block, { maxLength: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    submit: labels,
    thanks: fc.record({ title: labels, redirect: fc.webUrl(), again: fc.boolean() }, { requiredKeys: [] }),
    public: fc.record(
      {
        token: fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/),
        closesAt: fc
          .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((d) => d.toISOString()),
        quota: fc.integer({ min: 1, max: 1000 }),
        files: fc.record({ count: fc.integer({ min: 1, max: 20 }), size: fc.integer({ min: 1, max: 1000 }) }),
        consent: fc.record({ version: fc.string({ minLength: 1, maxLength: 9 }), text: label }),
        embed: fc.uniqueArray(
          fc.webUrl().map((address) => new URL(address).origin),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: ['token'] },
    ),
  },
  { requiredKeys: ['id', 'key', 'table', 'label', 'steps'] },
) as fc.Arbitrary<Form>

test('print and parse are each other’s inverse', () => {
  fc.assert(
    fc.property(form, (one) => {
      const document = print('form', one)
      const parsed = parse('form', document)
      expect(parsed).toEqual(one)
      expect(print('form', parsed)).toEqual(document)
    }),
    { numRuns: 200 },
  )
})

test('a member that no form has is refused, wherever it stands', () => {
  fc.assert(
    fc.property(form, fc.nat(), (one, at) => {
      const document = structuredClone(print('form', one)) as Record<string, unknown>
      const steps = document.steps as { blocks: object[] }[]
      const places = [document, ...steps, ...steps.flatMap((s) => s.blocks)]
      Object.assign(places[at % places.length]!, { surprise: 1 })
      expect(() => parse('form', document)).toThrow(AppError)
    }),
    { numRuns: 200 },
  )
})

const plain = {
  id: '00000000-0000-4000-8000-000000000001',
  key: 'f',
  table: 't',
  label: { en: 'F' },
  steps: [{ key: 'one', blocks: [] }],
}

test('a form whose embedding sites could say more in a header is no form either', () => {
  const shownBy = (site: string) => () =>
    parse('form', { ...plain, public: { token: 'x'.repeat(20), embed: [site] } })
  expect(shownBy('https://a.example:8443')()).toMatchObject({ key: 'f' })
  for (const site of [
    '*',
    "'none'",
    'https:',
    'https://*.example',
    'https://a.example/',
    'https://a.example b',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example,https://b.example',
    'https://a.example\r\nX: y',
    'https://a.example\n',
    'javascript://a.example',
  ])
    expect(shownBy(site), site).toThrow(AppError)
})

test('a form that leads to a script is no form, whatever door it came through', () => {
  const leadingTo = (redirect: string) => () => parse('form', { ...plain, thanks: { redirect } })
  expect(leadingTo('HTTPS://例子.example/路?x=1#z')()).toMatchObject({ key: 'f' })
  for (const redirect of [
    'javascript:alert(1)',
    ' java\tscript:x',
    'data:text/html,x',
    '//evil.example',
    'https:\\\\x',
  ])
    expect(leadingTo(redirect), redirect).toThrow(AppError)
})
