/** The steps of editing options. A stored value is immutable, so an option that was saved is renamed or retired, never dropped. */
import { optionColors } from '@/lib/fields/choice'
import type { Option } from '@/lib/fields/type'
import { type Labels, type Locale, labelOf, locales } from '@/lib/i18n/labels'

/** An option being edited; `fresh` ones exist only here and may be removed. */
export type DraftOption = Option & { fresh?: true }

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const longest = 100

/** The names that typed or pasted text means: a line each; on one line, also parted by commas or tabs. */
export function namesIn(text: string): string[] {
  const lines = text.split(/\r?\n/)
  const parts = lines.length > 1 ? lines : text.split(/[\t,，、;；]/)
  return parts.map((part) => part.trim().slice(0, longest)).filter((part) => part !== '')
}

const isNamed = (option: Option, name: string): boolean =>
  locales.some((locale) => fold(option.label[locale] ?? '') === fold(name)) || option.value === name

/** Adds an option for each name that is not there yet; the others are told, for a warning. */
export function addOptions(
  options: readonly DraftOption[],
  names: readonly string[],
  locale: Locale,
): { options: DraftOption[]; repeated: string[] } {
  const next = [...options]
  const repeated: string[] = []
  for (const name of names) {
    const same = next.findIndex((option) => isNamed(option, name))
    // Naming a retired option takes it back.
    if (same >= 0 && next[same]!.retired) next[same] = withRetired(next[same]!, false)
    else if (same >= 0) repeated.push(name)
    else
      next.push({
        value: freeValue(next, name),
        label: { [locale]: name },
        color: colorAt(next.length),
        fresh: true,
      })
  }
  return { options: next, repeated }
}

const colorAt = (index: number): string => optionColors[index % optionColors.length]!

function freeValue(options: readonly Option[], name: string): string {
  const taken = new Set(options.map((option) => option.value))
  for (let n = 1; ; n++) {
    const value = n === 1 ? name : `${name} ${n}`
    if (!taken.has(value)) return value
  }
}

export function withLabel(option: DraftOption, locale: Locale, text: string): DraftOption {
  const label: Labels = { ...option.label, [locale]: text }
  if (text === '') delete label[locale]
  return { ...option, label }
}

export function withRetired(option: DraftOption, retired: boolean): DraftOption {
  const { retired: _, ...rest } = option
  return retired ? { ...rest, retired: true } : rest
}

/** One place up or down, or to a place; out of range stays. */
export function moveOption(options: readonly DraftOption[], from: number, to: number): DraftOption[] {
  const moved = options[from]
  if (!moved || to < 0 || to >= options.length) return [...options]
  return options.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** Takes a fresh option away; one that was saved is retired instead. */
export function removeOption(options: readonly DraftOption[], index: number): DraftOption[] {
  const option = options[index]
  if (!option) return [...options]
  return option.fresh ? options.toSpliced(index, 1) : options.with(index, withRetired(option, true))
}

/** Names that two offered options share, in the language of the person. */
export function repeatedNames(options: readonly Option[], locale: Locale): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const option of options.filter((one) => !one.retired)) {
    const name = labelOf(option.label, locale, option.value)
    if (seen.has(fold(name))) repeated.add(name)
    seen.add(fold(name))
  }
  return [...repeated]
}

/** As they are saved. */
export const savedOptions = (options: readonly DraftOption[]): Option[] =>
  options.map(({ fresh: _, ...option }) => option)
