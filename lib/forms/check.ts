/** Whether a form can work: its fields exist, its conditions make sense where they stand, its rows and addresses lead somewhere. */
import type { ErrorDetail } from '@/lib/errors'
import type { StoredExpr } from '@/lib/expr/ast'
import { checkStored } from '@/lib/expr/check'
import type { Type } from '@/lib/expr/typed'
import type { Labels } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import { translator } from '@/lib/i18n/server'
import { fieldOf, isInput, plainType, typeOf } from '@/lib/meta/fields'
import type { Form, FormBlock, RowsBlock } from '@/lib/meta/form'
import { formLimits } from '@/lib/meta/form-schema'
import type { Definitions, Table } from '@/lib/meta/model'
import { refers, rowsOf } from './live-rows'

/** Every problem with its place and the name of the block; an empty list is a form that works. */
export function problemsOf(definitions: Definitions, form: Form): ErrorDetail[] {
  const table = definitions.tables.get(form.table)
  if (!table) return [problem('/table', inBoth('problemForm.formTitle'), 'field')]
  const found: ErrorDetail[] = []
  /** Fields that people see, in reading order; a condition may use those before it. */
  const seen = new Set<string>()
  const placed = new Set<string>()
  const visible = new Set(
    form.steps
      .flatMap((s) => s.blocks)
      .flatMap((b) => (b.kind === 'field' && b.fixed !== 'hidden' ? [b.field] : [])),
  )
  const condition = (
    stored: StoredExpr | undefined,
    part: 'showIf' | 'requiredIf' | 'default',
    pointer: string,
    label: Labels,
    known: ReadonlySet<string>,
    wanted?: Type,
  ): void => {
    if (!stored) return
    const checked = checkStored(
      stored,
      {
        field: ([key, ...rest]) => {
          const field = key !== undefined && rest.length === 0 && known.has(key) && fieldOf(table, key)
          return field ? plainType(field) : undefined
        },
      },
      wanted,
    )
    if (checked.ok) return
    const { code, params } = checked.problem
    const at = `${pointer}/${part}`
    if (code === 'field_unknown') found.push(problem(at, label, 'conditionField', { part }))
    else found.push({ pointer: at, label, problem: code, params })
  }
  const keys = new Set<string>()
  for (const [i, step] of form.steps.entries()) {
    const pointer = `/steps/${i}`
    const title = step.label ?? numbered(i + 1)
    if (keys.has(step.key)) found.push(problem(pointer, title, 'stepKey'))
    keys.add(step.key)
    condition(step.showIf, 'showIf', pointer, title, seen)
    for (const [j, block] of step.blocks.entries()) {
      const at = `${pointer}/blocks/${j}`
      const label = nameOf(table, block)
      condition(block.showIf, 'showIf', at, label, seen)
      if (block.kind !== 'field' && block.kind !== 'rows') continue
      if (placed.has(block.field)) found.push(problem(at, label, 'fieldTwice'))
      placed.add(block.field)
      if (block.kind === 'rows') {
        found.push(...rowsProblems(definitions, table, block, at, label))
        continue
      }
      const field = fieldOf(table, block.field)
      if (!field) found.push(problem(at, label, 'field'))
      else {
        if (!isInput(field)) found.push(problem(at, label, 'fieldComputed'))
        if (!block.required && block.fixed === undefined)
          condition(block.requiredIf, 'requiredIf', at, label, visible)
        condition(block.default, 'default', at, label, new Set(), plainType(field))
      }
      if (block.fixed !== 'hidden') seen.add(block.field)
    }
  }
  return [...found, ...wholeProblems(form, placed)]
}

/** What works and may still surprise: said to the maker, and no reason to refuse. */
export function warningsOf(definitions: Definitions, form: Form): ErrorDetail[] {
  const table = definitions.tables.get(form.table)
  if (!table) return []
  const blocks = form.steps.flatMap((step, i) =>
    step.blocks.map((block, j) => ({ block, at: `/steps/${i}/blocks/${j}` })),
  )
  const asked = new Set(blocks.flatMap(({ block }) => (block.kind === 'field' ? [block.field] : [])))
  const missing = table.fields.filter(
    (f) => f.required && isInput(f) && !f.default && !f.showIf && !asked.has(f.key),
  )
  const found = missing.map((f) => problem('/steps', f.label, 'requiredMissing'))
  for (const { block, at } of form.public ? blocks : []) {
    const field =
      block.kind === 'field' && block.fixed === undefined ? fieldOf(table, block.field) : undefined
    if (!field) continue
    if (refers(field)) found.push(problem(at, nameOf(table, block), 'notForStrangers'))
    if (typeOf(field).fileIds && !form.public!.files)
      found.push(problem(at, nameOf(table, block), 'filesForStrangers'))
    if (field.unique) found.push(problem(at, nameOf(table, block), 'uniqueForStrangers'))
  }
  return found
}

const problem = (
  pointer: string,
  label: Labels,
  name: string,
  params?: ErrorDetail['params'],
): ErrorDetail => ({ pointer, label, problem: `problemForm.${name}`, ...(params ? { params } : {}) })

function rowsProblems(
  definitions: Definitions,
  table: Table,
  block: RowsBlock,
  at: string,
  label: Labels,
): ErrorDetail[] {
  const rows = rowsOf(definitions.tables, table, block.field)
  if (!rows) return [problem(at, label, fieldOf(table, block.field) ? 'rows' : 'field')]
  const found: ErrorDetail[] = []
  for (const [i, key] of block.columns.entries()) {
    const column = fieldOf(rows.table, key)
    const name = column ? 'columnComputed' : 'column'
    if (column && isInput(column) && key !== rows.back?.key) continue
    found.push({
      ...problem(`${at}/columns/${i}`, label, name),
      ...(column ? { named: { key: column.label } } : { params: { key } }),
    })
  }
  if (block.min !== undefined && block.max !== undefined && block.min > block.max)
    found.push(problem(at, label, 'rowsRange'))
  if (!block.add && !block.edit && !block.remove) found.push(problem(at, label, 'rowsNothing'))
  return found
}

function wholeProblems(form: Form, placed: ReadonlySet<string>): ErrorDetail[] {
  const found: ErrorDetail[] = []
  const count = form.steps.reduce((n, step) => n + step.blocks.length, 0)
  const whole = inBoth('problemForm.formTitle')
  if (placed.size === 0) found.push(problem('/steps', whole, 'empty'))
  if (count > formLimits.blocks)
    found.push(problem('/steps', whole, 'tooManyBlocks', { max: formLimits.blocks }))
  if (form.thanks?.redirect !== undefined && !isWebAddress(form.thanks.redirect))
    found.push(problem('/thanks/redirect', inBoth('problemForm.redirectTitle'), 'redirect'))
  const { closesAt } = form.public ?? {}
  if (closesAt !== undefined && Number.isNaN(Date.parse(closesAt)))
    found.push(problem('/public/closesAt', inBoth('problemForm.publicTitle'), 'closesAt'))
  for (const [i, site] of (form.public?.embed ?? []).entries())
    if (!isSite(site))
      found.push(problem(`/public/embed/${i}`, inBoth('problemForm.publicTitle'), 'embed', { site }))
  return found
}

/** http or https, spelled out, to a named place; nothing that a browser would read as something else. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\\/?#@]+(?:[/?#][^\s\\]*)?$/i.test(text) || !URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

/** An origin as browsers write it: scheme, name, port if it is an unusual one, and nothing more. */
const isSite = (text: string): boolean =>
  /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text

/** Words of ours in both languages: who reads them is not known here. */
const inBoth = (key: MessageKey, args?: { n: number }): Labels => ({
  'zh-CN': translator('zh-CN')(key, args),
  en: translator('en')(key, args),
})

const numbered = (n: number): Labels => inBoth('problemForm.stepTitle', { n })

/** What a block is called in a message about it. */
function nameOf(table: Table, block: FormBlock): Labels {
  switch (block.kind) {
    case 'text':
      return inBoth('problemForm.textTitle')
    case 'image':
      return filled(block.alt) ?? inBoth('problemForm.fileTitle')
    case 'section':
      return block.label
    case 'rows':
      return filled(block.label) ?? fieldOf(table, block.field)?.label ?? inBoth('problemForm.rowsTitle')
    case 'field':
      return filled(block.label) ?? fieldOf(table, block.field)?.label ?? inBoth('problemForm.fieldTitle')
  }
}

const filled = (label: Labels | undefined): Labels | undefined =>
  label && (label['zh-CN'] || label.en) ? label : undefined
