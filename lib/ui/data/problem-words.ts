/** What is wrong with a value, in words: the maker's own where the field has some, else those of its type. */
import type { FieldAnswer } from '@/lib/api/contract'
import type { Problem } from '@/lib/fields/type'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'

/** Problems that a type finds in a value; that a value is missing is said by whoever misses it. */
const ofValues = /^problem/

export function problemWords(
  t: Translate,
  field: Pick<FieldAnswer, 'key' | 'label' | 'message'> | undefined,
  { code, params }: Problem,
  locale: Locale,
): string {
  const own = ofValues.test(code) ? labelOf(field?.message, locale) : ''
  return own || t.any(code, { ...params, label: labelOf(field?.label, locale, field?.key) })
}
