import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import type { FormAnswer, FormRows } from '@/lib/api/contract-forms'
import { call, field as path, stored, value } from '@/lib/expr/ast'
import type { FieldContext } from '@/lib/fields/type'
import type { FormStep } from '@/lib/meta/form'
import type { Values } from '@/lib/ui/form/values'
import { insertRow, newRow, openRows, type Rows, setCell } from './rows'
import { answersOf, faultsOf, fieldWritable, flowOver, pathOfServer, stepOfPath, stepsOf } from './steps'

const field = (key: string, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  key,
  type: 'text',
  options: {},
  source: 'input',
  label: { en: key },
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
  ...more,
})
const company = stored(call('is', path('kind'), value('company')))
const steps: FormStep[] = [
  {
    key: 'who',
    blocks: [
      { kind: 'field', field: 'kind', required: true },
      { kind: 'field', field: 'email', requiredIf: company },
    ],
  },
  {
    key: 'firm',
    showIf: company,
    blocks: [
      { kind: 'section', label: { en: 'Tax' } },
      { kind: 'field', field: 'tax', required: true },
      { kind: 'section', label: { en: 'Empty' } },
    ],
  },
  {
    key: 'order',
    blocks: [{ kind: 'rows', field: 'items', columns: ['product'], add: true, edit: true, remove: true }],
  },
]
const rows: FormRows = {
  fields: [field('product', { required: true }), field('note')],
  add: true,
  edit: true,
  remove: true,
  deletes: true,
  min: 1,
}
const form: FormAnswer = {
  key: 'order',
  table: 'orders',
  label: { en: 'Order' },
  steps,
  fields: [field('kind'), field('email', { type: 'email' }), field('tax'), field('given')],
  rows: { items: rows },
  optionSets: {},
  version: '1',
  ticket: 't',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  values: {},
  fixed: ['given'],
  titles: {},
}
const context: FieldContext = {
  locale: 'en',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: () => undefined,
}
const noRows: Rows = { list: [], removed: [] }

function open(values: Values, items: Rows = noRows) {
  const flow = flowOver(form, values, context, undefined)
  const views = stepsOf(steps, flow)
  const judged = {
    form,
    flow,
    values,
    rows: { items },
    writable: (one: FieldAnswer) => fieldWritable(form, one),
    context,
    me: undefined,
  }
  const faults = views.map((view) =>
    faultsOf(view, judged).map((fault) => `${fault.path} ${fault.problem.code}`),
  )
  return { flow, views, faults }
}

describe('the steps of a form', () => {
  test('come and go with the answers, and empty sections are left out', () => {
    expect(open({}).views.map((view) => view.step.key)).toEqual(['who', 'order'])
    const { views } = open({ kind: 'company' })
    expect(views.map((view) => view.step.key)).toEqual(['who', 'firm', 'order'])
    expect(views[1]!.sections.map((section) => section.head?.label.en)).toEqual(['Tax'])
  })
  test('of which none has anything to show leave one to send from', () => {
    const empty: FormStep[] = [{ key: 'a', blocks: [] }]
    expect(stepsOf(empty, flowOver({ steps: empty, fields: [] }, {}, context, undefined))).toEqual([
      { step: empty[0], sections: [] },
    ])
  })
})

describe('what is wrong', () => {
  test('is said step by step, in reading order', () => {
    const { faults } = open({ kind: 'company', email: 'nobody' })
    expect(faults).toEqual([
      [expect.stringMatching(/^email problem/)],
      ['tax form.required'],
      ['items formFill.tooFewRows'],
    ])
    expect(open({ kind: 'company' }).faults[0]).toEqual(['email form.required'])
    expect(open({}).faults[0]).toEqual(['kind form.required'])
  })
  test('in rows is named by its row; a row in which nothing was typed is none', () => {
    const two = insertRow(insertRow(noRows, 0, newRow({})), 1, newRow({}))
    const key = two.list[0]!.key
    expect(open({ kind: 'x' }, two).faults.at(-1)).toEqual(['items formFill.tooFewRows'])
    expect(open({ kind: 'x' }, setCell(two, key, 'note', 'soon')).faults.at(-1)).toEqual([
      `items/${key}/product form.required`,
    ])
  })
})

describe('the server’s words', () => {
  const items = openRows(
    [{ id: 'r-1', fields: {}, titles: {}, can: { update: true, delete: true } }],
    undefined,
    {},
  )
  const key = items.list[0]!.key
  test('go to their field, row and cell', () => {
    expect(pathOfServer('email', { items }, {})).toBe('email')
    expect(pathOfServer('items.r-1.product', { items }, {})).toBe(`items/${key}/product`)
    expect(pathOfServer('items.1.product', { items }, { items: ['a', 'b'] })).toBe('items/b/product')
    expect(pathOfServer('items.7.product', { items }, { items: ['a'] })).toBe('items')
    expect(pathOfServer('items.product', { items }, {})).toBe('items')
  })
  test('open the step they belong to', () => {
    const { views } = open({ kind: 'company' })
    expect(stepOfPath(views, 'tax')).toBe(1)
    expect(stepOfPath(views, `items/${key}/product`)).toBe(2)
    expect(stepOfPath(views, 'elsewhere')).toBe(-1)
  })
})

describe('what is sent', () => {
  test('are the fields that are shown and not fixed', () => {
    const values = { kind: 'person', tax: 'hidden', given: 'x' }
    expect(answersOf(form, open(values).flow, {}, values)).toEqual({
      answers: { kind: 'person', email: null },
    })
  })
  test('on a record are the changes, with what was there', () => {
    const record = { id: 'r', can: { update: true, delete: false, locked: ['email'] }, rows: {} }
    const values = { kind: 'person', email: 'a@b.cn' }
    expect(answersOf({ ...form, record }, open(values).flow, { kind: 'company' }, values)).toEqual({
      answers: { kind: 'person' },
      was: { kind: 'company' },
    })
  })
})
