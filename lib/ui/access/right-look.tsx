/** How a right looks: one icon, one word and one colour each, never by colour alone. */

import { masks } from '@/lib/fields/masks'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { FieldRight } from '@/lib/meta/model'

const looks = {
  edit: { icon: 'pencil', word: 'access.editWord', tone: 'text-accent' },
  read: { icon: 'eye', word: 'access.readWord', tone: 'text-ink' },
  mask: { icon: 'asterisk', word: 'access.maskWord', tone: 'text-warn' },
  hidden: { icon: 'eye-off', word: 'access.hiddenWord', tone: 'text-faint' },
} as const

export const rightLook = (right: FieldRight) => looks[typeof right === 'object' ? 'mask' : right]

/** The right in one sentence, for a tooltip or a screen reader. */
export function rightInWords(t: Translate, locale: Locale, right: FieldRight): string {
  if (typeof right !== 'object') return t(looks[right].word)
  const mask = masks[right.mask]
  const [before, after] = mask.example
  return t('access.maskAs', { mask: labelOf(mask.label, locale), before, after })
}
