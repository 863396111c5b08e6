/** The rows of the field matrix: fields under their sections, and at the end the fields that will be added later. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import { fieldsMeant } from '@/lib/ui/data/field-search'
import { newFields, type RightsField, type RightsTable } from './matrix'

export interface MatrixSection {
  id: string
  /** Absent for fields outside any section. */
  label?: Labels
  fields: RightsField[]
}

/** Fields stay in their table's order; a section stands where its first field does. */
export function matrixSections(table: RightsTable, locale: Locale, search = ''): MatrixSection[] {
  const sections = new Map<string, MatrixSection>()
  for (const field of fieldsMeant(table.fields, search)) {
    const id = field.section ? labelOf(field.section, locale) : ''
    const section = sections.get(id) ?? { id, label: field.section, fields: [] }
    section.fields.push(field)
    sections.set(id, section)
  }
  return [...sections.values()]
}

/** The keys of the rows as they stand, the later fields last. */
export const rowKeys = (sections: readonly MatrixSection[]): string[] => [
  ...sections.flatMap((s) => s.fields.map((f) => f.key)),
  newFields,
]
