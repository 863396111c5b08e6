'use client'
/** How a right looks: an icon, a word and a tone each, never by colour alone; small marks where there is more to it. */
import { masks } from '@/lib/fields/masks'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import { Icon } from '@/lib/kit/icon'
import type { FieldRight, When } from '@/lib/meta/model'
import { conditionsOf, modesOf } from '@/lib/meta/rights'
import type { Tell } from './tell'

const looks = {
  edit: { icons: ['pencil'], word: 'access.editWord', tone: 'text-accent' },
  changeOnly: { icons: ['square-pen'], word: 'access.changeOnlyWord', tone: 'text-accent' },
  readNew: { icons: ['eye', 'plus'], word: 'access.readNewWord', tone: 'text-ink' },
  read: { icons: ['eye'], word: 'access.readWord', tone: 'text-ink' },
  mask: { icons: ['asterisk'], word: 'access.maskWord', tone: 'text-warn' },
  maskNew: { icons: ['asterisk', 'plus'], word: 'access.maskNewWord', tone: 'text-warn' },
  onlyNew: { icons: ['circle-plus'], word: 'access.onlyNewWord', tone: 'text-muted' },
  hidden: { icons: ['eye-off'], word: 'access.hiddenWord', tone: 'text-faint' },
  denied: { icons: ['ban'], word: 'access.deniedWord', tone: 'text-danger' },
} as const
type Look = (typeof looks)[keyof typeof looks]

/** The look of the most that the right can be; where it depends, `isConditional` says so. */
export function rightLook(right: FieldRight): Look {
  if (right === 'denied') return looks.denied
  const { read, mask, edit, create } = modesOf(right)
  if (read === false) {
    if (mask) return create === false ? looks.mask : looks.maskNew
    return create === false ? looks.hidden : looks.onlyNew
  }
  if (edit !== false) return create === false ? looks.changeOnly : looks.edit
  return create === false ? looks.read : looks.readNew
}

export const isConditional = (right: FieldRight): boolean => conditionsOf(right).length > 0
export const isRevealed = (right: FieldRight): boolean => typeof right === 'object' && right.reveal === true

/** The icon, the word and the marks, as they stand in a cell. */
export function RightMark({ right, t }: { right: FieldRight; t: Translate }) {
  const { icons, word } = rightLook(right)
  return (
    <>
      <span aria-hidden className="flex shrink-0 items-center">
        {icons.map((name, index) => (
          <Icon key={name} name={name} className={index === 0 ? 'size-3.5' : '-ml-0.5 size-2.5'} />
        ))}
      </span>
      <span className="min-w-0 truncate">{t(word)}</span>
      {isRevealed(right) && <Icon name="key-round" className="size-3 shrink-0 opacity-70" />}
      {isConditional(right) && <Icon name="git-branch" className="size-3 shrink-0 text-accent" />}
    </>
  )
}

/** The right in words, for a tooltip, a list of changes or a screen reader. */
export function rightInWords(t: Translate, locale: Locale, right: FieldRight, tell: Tell): string {
  if (typeof right === 'string') return t(looks[right].word)
  const { read, mask, reveal, edit, create } = modesOf(right)
  const cover = mask ? masks[mask] : undefined
  const [before = '', after = ''] = cover?.example ?? []
  // Where nothing is left of the value, an example of another kind of field would only puzzle.
  const tells = [...after].some((sign) => before.includes(sign))
  const masked = cover
    ? t(reveal ? 'access.maskRevealed' : 'access.maskAs', {
        mask: labelOf(cover.label, locale),
        example: tells ? t('access.maskExample', { before, after }) : '',
      })
    : t('access.notShown')
  const shown =
    read === true
      ? t('access.shown')
      : read === false
        ? masked
        : t('access.shownWhen', { condition: tell(read), otherwise: masked })
  const mode = (when: When, name: 'changed' | 'given'): string[] => {
    if (when === false) return []
    return [when === true ? t(`access.${name}`) : t(`access.${name}When`, { condition: tell(when) })]
  }
  return [shown, ...(read === false ? [] : mode(edit, 'changed')), ...mode(create, 'given')].join(
    t('access.clauseSeparator'),
  )
}
