/** The order of a table's fields: pure steps on its sections, the same for dragging, menus and keys. */
import type { Labels } from '@/lib/i18n/labels'
import type { Section } from '@/lib/meta/model'

/** Where a field goes: before another one of the section, or at its end. */
export interface Place {
  section: string
  before?: string
}

export const sectionOf = (sections: readonly Section[], field: string): Section | undefined =>
  sections.find((section) => section.fields.includes(field))

/** Every field exactly once: those outside any section join the last one. */
export function complete(sections: readonly Section[], fields: readonly string[]): Section[] {
  const left = new Set(fields)
  const kept = sections.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => left.delete(field)),
  }))
  const last = kept.at(-1)
  if (last) last.fields.push(...left)
  return kept
}

export function moveField(sections: readonly Section[], field: string, place: Place): Section[] {
  if (place.before === field) return [...sections]
  return sections.map((section) => {
    const rest = section.fields.filter((one) => one !== field)
    if (section.key !== place.section) return { ...section, fields: rest }
    const at = place.before === undefined ? -1 : rest.indexOf(place.before)
    return { ...section, fields: rest.toSpliced(at < 0 ? rest.length : at, 0, field) }
  })
}

/** One place up or down, past the border of a section into the next one. */
export function nudgeField(sections: readonly Section[], field: string, by: -1 | 1): Section[] {
  const index = sections.findIndex((section) => section.fields.includes(field))
  const home = sections[index]
  if (!home) return [...sections]
  const at = home.fields.indexOf(field) + by
  if (at >= 0 && at < home.fields.length) {
    const fields = home.fields.filter((one) => one !== field).toSpliced(at, 0, field)
    return sections.with(index, { ...home, fields })
  }
  const next = sections[index + by]
  if (!next) return [...sections]
  return moveField(sections, field, { section: next.key, before: by === 1 ? next.fields[0] : undefined })
}

/** A new section at the end; its key is never one that is there. */
export function addSection(sections: readonly Section[], label: Labels): Section[] {
  const taken = new Set(sections.map((section) => section.key))
  let n = sections.length + 1
  while (taken.has(`section_${n}`)) n++
  return [...sections, { key: `section_${n}`, label, fields: [] }]
}

export const renameSection = (sections: readonly Section[], key: string, label: Labels): Section[] =>
  sections.map((section) => (section.key === key ? { ...section, label } : section))

/** Its fields go to the section above, or below for the first one; the only section stays. */
export function removeSection(sections: readonly Section[], key: string): Section[] {
  const index = sections.findIndex((section) => section.key === key)
  if (index < 0 || sections.length < 2) return [...sections]
  const heir = index === 0 ? 1 : index - 1
  const { fields } = sections[index]!
  return sections
    .map((section, i) => {
      if (i !== heir) return section
      return {
        ...section,
        fields: index === 0 ? [...fields, ...section.fields] : [...section.fields, ...fields],
      }
    })
    .toSpliced(index, 1)
}

export function nudgeSection(sections: readonly Section[], key: string, by: -1 | 1): Section[] {
  const index = sections.findIndex((section) => section.key === key)
  const moved = sections[index]
  if (!moved || index + by < 0 || index + by >= sections.length) return [...sections]
  return sections.toSpliced(index, 1).toSpliced(index + by, 0, moved)
}
