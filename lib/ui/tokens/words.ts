/** What a token may, since when nobody used it and how long it lives, in words. */
import type { TokenAnswer, TokensAnswer } from '@/lib/api/contract'
import { formatRelative } from '@/lib/i18n/format'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import { type Action, actions, type Verb, verbs } from '@/lib/meta/model'
import type { Right } from './choice'

/** All that a token can be let do, in the order of columns. */
export const rights: readonly Right[] = ['read', ...verbs.filter((verb) => verb !== 'read'), ...actions]

export const rightInWords = (t: Translate, right: Right): string =>
  (verbs as readonly Right[]).includes(right)
    ? t(`access.verb_${right as Verb}`)
    : t(`access.action_${right as Action}`)

/** Most tables that are named one by one. */
const mostNamed = 3

/** "Customers, Orders: view, create"; a line for each set of rights that tables share. */
export function extentInWords(
  t: Translate,
  locale: Locale,
  extent: TokenAnswer['tables'],
  tables: TokensAnswer['tables'],
): string[] {
  if (!extent) return [t('tokens.everything')]
  const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' })
  const alike = new Map<string, string[]>()
  for (const { key, label } of tables) {
    const what = list.format(
      rights.filter((right) => extent[key]?.includes(right)).map((r) => rightInWords(t, r)),
    )
    if (what) alike.set(what, [...(alike.get(what) ?? []), labelOf(label, locale, key)])
  }
  if (alike.size === 0) return [t('tokens.noTables')]
  return [...alike].map(([what, names]) => {
    const named = list.format(names.slice(0, mostNamed))
    if (names.length <= mostNamed) return t('tokens.may', { tables: named, what })
    return t('tokens.mayMore', { tables: named, count: names.length, what })
  })
}

export function lastUseInWords(
  t: Translate,
  locale: Locale,
  { lastUsedAt, lastAddress }: Pick<TokenAnswer, 'lastUsedAt' | 'lastAddress'>,
  now: Date,
  zone: string,
): string {
  if (!lastUsedAt) return t('tokens.neverUsed')
  const when = formatRelative(lastUsedAt, now, locale, zone)
  return lastAddress
    ? t('tokens.lastUsedFrom', { when, address: lastAddress })
    : t('tokens.lastUsed', { when })
}

const day = 86_400_000

/** Days that are left; undefined where it does not end by itself. */
export const daysLeft = (expiresAt: string | null, now: Date): number | undefined =>
  expiresAt === null ? undefined : Math.max(0, Math.round((Date.parse(expiresAt) - now.getTime()) / day))

export function endInWords(t: Translate, expiresAt: string | null, now: Date): string {
  const days = daysLeft(expiresAt, now)
  if (days === undefined) return t('tokens.endsNever')
  return days === 0 ? t('tokens.endsToday') : t('tokens.ends', { days })
}
