/** Merging a table of a template into the table as it is here: its own words, its sections, its fields and its checks. */
import type { PlanSubject } from '@/lib/api/contract-upgrade'
import type { CheckRule, Field, Section, Table } from '@/lib/meta/model'
import type { Report } from './report'
import { merge, placeBehind, same, type Versions } from './three-way'

/** Items that once were here and are not any more: they stay away. */
export type Gone = (id: string) => boolean

export const ofTable = (table: Table): PlanSubject => ({ kind: 'table', label: table.label })
export const ofField = (table: Table, field: Field): PlanSubject => ({
  kind: 'field',
  label: field.label,
  of: table.label,
})

const keyed = new Set(['label', 'help', 'message', 'description'])
const inParts = ([first, ...rest]: string[]): boolean =>
  rest.length === 0 && (keyed.has(first!) || first === 'options')

export function mergeTable(versions: Versions<Table>, gone: Gone, report: Report): Table {
  const { ancestor, mine, theirs, partial } = versions
  const own = ({ label, description, icon, title }: Table) => ({ label, description, icon, title })
  const words =
    ancestor && merge({ ancestor: own(ancestor), mine: own(mine), theirs: own(theirs), partial }, inParts)
  if (words) report.merged(ofTable(mine), words)
  const table = {
    ...mine,
    ...words?.value,
    fields: mergeFields(versions, gone, report),
    checks: mergeChecks(versions, report),
  }
  return { ...table, sections: mergeSections(versions, table.fields, report) }
}

const byId = (fields: readonly Field[] | undefined, id: string): Field | undefined =>
  fields?.find((f) => f.id === id)
const idOf = (field: Field): string => field.id

function mergeFields(
  { ancestor, mine, theirs, partial }: Versions<Table>,
  gone: Gone,
  report: Report,
): Field[] {
  let fields = mine.fields
  for (const field of theirs.fields) {
    const is = byId(mine.fields, field.id)
    const was = byId(ancestor?.fields, field.id)
    const subject = ofField(mine, is ?? field)
    if (is && was) {
      const merged = mergeField({ ancestor: was, mine: is, theirs: field, partial }, mine, report)
      fields = fields.map((f) => (f === is ? merged : f))
    } else if (!is && gone(field.id)) report.leave('deleted', subject)
    else if (!is) {
      report.add(subject)
      fields = placeBehind(fields, field, theirs.fields, idOf)
    }
  }
  return fields
}

function mergeField(
  { ancestor, mine, theirs, partial }: Versions<Field>,
  table: Table,
  report: Report,
): Field {
  const subject = ofField(table, mine)
  const typeChanged = mine.type !== theirs.type
  if (typeChanged && !same(natureOf(theirs), natureOf(ancestor!)))
    report.conflicts.push({
      subject,
      part: 'type',
      mine: { value: mine.type },
      theirs: { value: theirs.type },
    })
  const judged = typeChanged ? { ...theirs, ...natureOf(mine) } : theirs
  const before = typeChanged ? { ...ancestor!, ...natureOf(mine) } : ancestor!
  const merged = merge({ ancestor: own(before), mine: own(mine), theirs: own(judged), partial }, inParts)
  const value = {
    ...merged.value,
    id: mine.id,
    key: mine.key,
    number: mine.number,
    origin: mine.origin,
  } as Field
  if (value.source.kind !== 'formula') {
    report.merged(subject, merged)
    return merged.taken.length === 0 ? mine : value
  }
  // Nobody types a computed value: there is nothing to ask for and nothing to begin with.
  const { default: _default, requiredIf: _requiredIf, ...computed } = value
  if (mine.source.kind !== 'formula') report.compute(table.key, mine.key, subject)
  const words = merged.taken.filter(({ path }) => mine.source.kind === 'formula' || !typed.has(path[0]!))
  report.merged(subject, { ...merged, taken: words })
  return merged.taken.length === 0 ? mine : { ...computed, required: false }
}

/** What goes without saying when a field becomes a formula. */
const typed = new Set(['source', 'default', 'required', 'requiredIf', 'unique'])

const natureOf = (field: Field) => ({ type: field.type, options: field.options, source: field.source })
/** A field without its identity, which is nobody's to change. `stored` follows from the graph. */
function own({ id: _id, key: _key, number: _number, origin: _origin, ...field }: Field) {
  const { source } = field
  return source.kind === 'formula' ? { ...field, source: { ...source, stored: true } } : field
}

function mergeChecks({ ancestor, mine, theirs }: Versions<Table>, report: Report): CheckRule[] {
  let checks = mine.checks
  for (const rule of theirs.checks) {
    const is = mine.checks.find((c) => c.key === rule.key)
    const was = ancestor?.checks.find((c) => c.key === rule.key)
    const newer = was ? is && same(is, was) && !same(rule, was) : !is
    if (!newer) continue
    checks = is ? checks.map((c) => (c === is ? rule : c)) : [...checks, rule]
    report.change(ofTable(mine), ['check'])
  }
  return checks
}

/** Where each field stands: where a person put it, else where the new version has it. */
function mergeSections(
  { ancestor, mine, theirs }: Versions<Table>,
  fields: readonly Field[],
  report: Report,
): Section[] {
  let sections = mine.sections
  for (const section of theirs.sections) {
    const is = mine.sections.find((s) => s.key === section.key)
    const was = ancestor?.sections.find((s) => s.key === section.key)
    if (is && was) {
      const words = merge(
        { ancestor: { label: was.label }, mine: { label: is.label }, theirs: { label: section.label } },
        inParts,
      )
      sections = sections.map((s) => (s.key === is.key ? { ...s, label: words.value.label } : s))
      if (words.taken.length > 0) report.change(ofTable(mine), ['section'])
    } else if (!is && !was)
      sections = placeBehind(sections, { ...section, fields: [] }, theirs.sections, (s) => s.key)
  }
  for (const { key } of theirs.fields) {
    if (!fields.some((f) => f.key === key)) continue
    const [was, is, will] = [ancestor?.sections, sections, theirs.sections].map(
      (list) => list?.find((s) => s.fields.includes(key))?.key,
    )
    const moves = is === undefined || (is === was && will !== was)
    if (moves && is !== will) sections = moved(sections, theirs.sections, key)
  }
  const kept = new Set(mine.sections.map((s) => s.key))
  return sections.filter((s) => s.fields.length > 0 || kept.has(s.key))
}

function moved(sections: readonly Section[], order: readonly Section[], key: string): Section[] {
  const will = order.find((s) => s.fields.includes(key))
  const home = sections.some((s) => s.key === will?.key) ? will!.key : sections.at(-1)?.key
  return sections.map((s) => {
    const rest = s.fields.filter((f) => f !== key)
    if (s.key !== home) return rest.length === s.fields.length ? s : { ...s, fields: rest }
    return { ...s, fields: placeBehind(rest, key, will?.fields ?? [], (f) => f) }
  })
}
