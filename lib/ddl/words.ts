/** A change of definitions in words: what is different between two documents, as message keys under `change.*`. */
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import { parse } from '@/lib/meta/documents'
import type { DocumentKind, Field, Install, OptionSet, Role, Table } from '@/lib/meta/model'
import { isNewer } from '@/lib/templates/version'

export type Part = SchemaChangeLine['parts'][number]

/** A document before and after a change, as they are stored; null where there was or is none. */
export interface Change {
  kind: DocumentKind
  key: string
  before: unknown
  after: unknown
  /** It had been there before it was not: it was restored, not made. */
  known: boolean
}

/**
 * What happened to the documents of a change, in their order; what a template did comes first, with all that it brought
 * after it.
 * @param templates what templates are called
 */
export const partsOf = (changes: readonly Change[], templates: ReadonlyMap<string, Labels>): Part[] => [
  ...changes.flatMap((change) => (change.kind === 'install' ? [installPart(change, templates)] : [])),
  ...documentParts(changes),
]

function installPart({ before, after, known }: Change, templates: ReadonlyMap<string, Labels>): Part {
  const [was, now] = [before, after] as (Pick<Install, 'template' | 'version'> | null)[]
  const { template, version } = (now ?? was)!
  const params = { template: templates.get(template) ?? { 'zh-CN': template, en: template }, version }
  if (!now) return { key: 'templateRemoved', params }
  if (!was) return { key: known ? 'templateRestored' : 'templateInstalled', params }
  if (was.version === version) return { key: 'templateCompleted', params }
  return { key: isNewer(version, was.version) ? 'templateUpgraded' : 'templateReturned', params }
}

const documentParts = (changes: readonly Change[]): Part[] =>
  changes.flatMap((change) => {
    const { kind, key, before, after, known } = change
    const label = labelIn((after ?? before) as object, key)
    const noun = nouns[kind]
    if (!noun) return []
    if (before === null) return [{ key: `${noun}${known ? 'Restored' : 'Added'}`, params: { [noun]: label } }]
    if (after === null) return [{ key: `${noun}Deleted`, params: { [noun]: label } }]
    if (kind === 'table') return tableParts(parse('table', before), parse('table', after))
    if (kind === 'options') return setParts(parse('options', before), parse('options', after))
    if (kind === 'role') return roleParts(parse('role', before), parse('role', after))
    return [{ key: `${noun}Changed`, params: { [noun]: label } }]
  })

const nouns: Partial<Record<DocumentKind, string>> = {
  table: 'table',
  options: 'options',
  view: 'view',
  form: 'form',
  role: 'role',
}

function labelIn(body: object, key: string): Labels {
  const holder = ((body as { 'x-table'?: object })['x-table'] ?? body) as { label?: Labels }
  return holder.label ?? { 'zh-CN': key, en: key }
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)

function tableParts(before: Table, after: Table): Part[] {
  const table = after.label
  const parts: Part[] = []
  if (differs(before.label, after.label))
    parts.push({ key: 'tableRenamed', params: { from: before.label, to: table } })
  for (const [member, key] of tableMembers)
    if (differs(before[member], after[member])) parts.push({ key, params: { table } })
  for (const field of after.fields) {
    const was = before.fields.find((f) => f.id === field.id)
    if (was) parts.push(...fieldParts(was, field, table))
    else {
      const back = before.trash.some((t) => t.field.id === field.id)
      parts.push({ key: back ? 'fieldRestored' : 'fieldAdded', params: { field: field.label, table } })
    }
  }
  for (const field of before.fields)
    if (!after.fields.some((f) => f.id === field.id))
      parts.push({ key: 'fieldDeleted', params: { field: field.label, table } })
  const purged = before.trash.filter((t) => !hasNumber(after, t.field.number))
  if (purged.length > 0) parts.push({ key: 'trashPurged', params: { table } })
  const moved =
    parts.length === 0 ||
    differs(
      before.sections.map((s) => s.label),
      after.sections.map((s) => s.label),
    )
  if (moved && differs(before.sections, after.sections))
    parts.push({ key: 'sectionsChanged', params: { table } })
  return parts
}

function roleParts(before: Role, after: Role): Part[] {
  const role = after.label
  const parts: Part[] = []
  if (differs(before.label, role))
    parts.push({ key: 'roleRenamed', params: { from: before.label, to: role } })
  if (differs([before.admin, before.tables], [after.admin, after.tables]))
    parts.push({ key: 'roleChanged', params: { role } })
  return parts.length > 0 ? parts : [{ key: 'roleDescribed', params: { role } }]
}

const hasNumber = (table: Table, number: number): boolean =>
  table.fields.some((f) => f.number === number) || table.trash.some((t) => t.field.number === number)

const tableMembers = [
  ['description', 'tableDescribed'],
  ['icon', 'tableIcon'],
  ['title', 'tableTitle'],
  ['uniques', 'tableUniques'],
  ['checks', 'tableChecks'],
  ['schema', 'tableSchema'],
] as const

function fieldParts(was: Field, field: Field, table: Labels): Part[] {
  const params = { field: field.label, table }
  const parts: Part[] = []
  if (differs(was.label, field.label))
    parts.push({ key: 'fieldRenamed', params: { from: was.label, to: field.label, table } })
  if (was.number !== field.number && was.type !== field.type) {
    const [from, to] = [fieldType(was.type).label, fieldType(field.type).label]
    parts.push({ key: 'fieldConverted', params: { ...params, from, to } })
  }
  for (const [member, key] of fieldMembers) {
    if (!differs(was[member], field[member])) continue
    // Options of another type are no change of their own.
    if (member === 'options' && was.type !== field.type) continue
    parts.push({ key, params })
  }
  if (was.required !== field.required)
    parts.push({ key: field.required ? 'fieldRequired' : 'fieldOptional', params })
  if (was.unique !== field.unique)
    parts.push({ key: field.unique ? 'fieldUnique' : 'fieldNotUnique', params })
  if (was.declassified !== field.declassified)
    parts.push({ key: field.declassified ? 'fieldDeclassified' : 'fieldClassified', params })
  return parts
}

const fieldMembers = [
  ['help', 'fieldHelp'],
  ['options', 'fieldOptions'],
  ['source', 'fieldSource'],
  ['sensitivity', 'fieldSensitivity'],
  ['default', 'fieldDefault'],
  ['showIf', 'fieldShowIf'],
  ['requiredIf', 'fieldRequiredIf'],
  ['message', 'fieldMessage'],
] as const

function setParts(before: OptionSet, after: OptionSet): Part[] {
  const options = after.label
  const parts: Part[] = []
  const name = (o: Option): Labels =>
    Object.keys(o.label).length > 0 ? o.label : { 'zh-CN': o.value, en: o.value }
  if (differs(before.label, after.label))
    parts.push({ key: 'optionsRenamed', params: { from: before.label, to: options } })
  for (const option of after.options) {
    const was = before.options.find((o) => o.value === option.value)
    const params = { option: name(option), options }
    if (!was) parts.push({ key: 'optionAdded', params })
    else if (!was.retired && option.retired) parts.push({ key: 'optionRetired', params })
    else if (was.retired && !option.retired) parts.push({ key: 'optionRestored', params })
    else if (differs(was.label, option.label))
      parts.push({ key: 'optionRenamed', params: { from: name(was), to: name(option), options } })
    else if (was.color !== option.color) parts.push({ key: 'optionColor', params })
  }
  if (parts.length === 0) parts.push({ key: 'optionOrder', params: { options } })
  return parts
}
