/** Finding fields by what a person types: what they are called, and where none is called so, what they are for. */
import { fieldType, type TypeName } from '@/lib/fields/index'
import { initials } from '@/lib/i18n/initials'
import { type Labels, locales } from '@/lib/i18n/labels'

interface Named {
  key: string
  label: Labels
  type: TypeName
}

/**
 * The fields whose name in any language, key or pinyin initials have the text, in their order. Where there are none, those
 * whose type speaks of it: "手机" finds the phone field that is called 电话.
 */
export function fieldsMeant<F extends Named>(fields: readonly F[], text: string): readonly F[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  if (wanted === '') return fields
  const called = fields.filter(
    ({ key, label }) =>
      speaks(wanted, key, ...words(label)) ||
      (/^[a-z0-9]+$/.test(wanted) && initials(label['zh-CN'] ?? '').includes(wanted)),
  )
  if (called.length > 0) return called
  return fields.filter(({ type }) => {
    const { label, help } = fieldType(type)
    return speaks(wanted, ...words(label), ...words(help))
  })
}

const words = (labels: Labels): string[] => locales.map((locale) => labels[locale] ?? '')
const speaks = (wanted: string, ...texts: string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(wanted))
