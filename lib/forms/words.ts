/** Errors in the form's own words: a block's label rather than the field's, a column with its block, and nothing that is not on the form. */
import { AppError, appError, type ErrorDetail } from '@/lib/errors'
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { fieldOf } from '@/lib/meta/fields'
import type { LiveForm } from './live'

/** The error as it may be told to whoever fills in the form. */
export function inFormWords(live: LiveForm, error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  // What else is registered is not a stranger's to know.
  if (live.actor.form !== undefined && error.code === 'VALUE_TAKEN') return appError('FORM_TAKEN')
  const told = (detail: ErrorDetail): ErrorDetail => {
    if (detail.field === undefined) return detail
    const label = labelOfAll(live, detail)
    // What is not on the form has no name here.
    return label ? { label, ...detail } : { ...detail, field: '', present: undefined }
  }
  return appError(error.code, told(error.detail), error.more.map(told))
}

/** Names the rows block in errors of its records. */
export async function inRows<T>(prefix: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    const prefixed = (d: ErrorDetail): ErrorDetail => ({
      ...d,
      field: d.field === undefined ? prefix : `${prefix}.${d.field}`,
    })
    throw appError(error.code, prefixed(error.detail), error.more.map(prefixed))
  })
}

/** Of one field, or of several that belong together. */
function labelOfAll(live: LiveForm, { field = '', fields = [] }: ErrorDetail): Labels | undefined {
  const keys = fields.length > 1 && !field.includes('.') ? fields : [field]
  const labels = keys.map((key) => labelIn(live, key))
  if (labels.includes(undefined)) return undefined
  const both = (locale: Locale) =>
    labels.map((l) => labelOf(l, locale)).join(translator(locale)('error.namesBetween'))
  return { 'zh-CN': both('zh-CN'), en: both('en') }
}

function labelIn(live: LiveForm, field: string): Labels | undefined {
  const [key, ...rest] = field.split('.')
  const own = ownLabel(live, key!)
  const rows = live.rows.get(key!)
  const column = rows && rest.length > 0 ? fieldOf(rows.table, rest.at(-1)!) : undefined
  if (!own || !column || !rows?.access.fields.has(column.key)) return own
  const both = (locale: Locale) => `${labelOf(own, locale)} › ${labelOf(column.label, locale, column.key)}`
  return { 'zh-CN': both('zh-CN'), en: both('en') }
}

function ownLabel(live: LiveForm, key: string): Labels | undefined {
  for (const block of live.steps.flatMap((step) => step.blocks)) {
    if ((block.kind !== 'field' && block.kind !== 'rows') || block.field !== key) continue
    if (block.label && labelOf(block.label, 'zh-CN')) return block.label
    return fieldOf(live.table, key)?.label
  }
  return live.actor.form === undefined && live.access.fields.has(key)
    ? fieldOf(live.table, key)?.label
    : undefined
}
