/** The letters that accounts send, in the reader's language: plain text, in which names are only names. */
import type { Db } from '@/lib/db/connection'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { workspace } from '@/lib/meta/store'
import { linkSeconds, siteAddress } from './links'
import type { Letter } from './mail'

/** A name in a line of its own text: no line of its own, no address that a mail program makes a link of. */
export const nameIn = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/:\/\//g, ': //')
    .replace(/\b(www)\./gi, '$1 .')
    .trim()
    .slice(0, 100)

/** What every letter says of where it comes from, and whoever says it in the reader's language. */
export const words = async (db: Db, locale: Locale, names: Record<string, string>) => {
  const { name } = await workspace(db)
  const t = translator(locale)
  return { t, args: { workspace: nameIn(name) || t('shell.appName'), site: siteAddress(), ...names } }
}

export async function invitationLetter(
  db: Db,
  locale: Locale,
  { name, by, link }: { name: string; by: string; link: string },
): Promise<Letter> {
  const { t, args } = await words(db, locale, { name: nameIn(name), by: nameIn(by), link })
  const days = linkSeconds.invitation / 86_400
  return {
    subject: t('account.invitationSubject', args),
    body: t('account.invitationLetter', { ...args, days }),
  }
}

export async function resetLetter(
  db: Db,
  locale: Locale,
  { name, link }: { name: string; link: string },
): Promise<Letter> {
  const { t, args } = await words(db, locale, { name: nameIn(name), link })
  const minutes = linkSeconds.reset / 60
  return {
    subject: t('account.resetSubject', args),
    body: t('account.resetLetter', { ...args, minutes }),
  }
}

/** Asks whoever reads this address to say that it is the person's. */
export async function emailLetter(
  db: Db,
  locale: Locale,
  { name, link }: { name: string; link: string },
): Promise<Letter> {
  const { t, args } = await words(db, locale, { name: nameIn(name), link })
  const minutes = linkSeconds.email / 60
  return {
    subject: t('account.emailSubject', args),
    body: t('account.emailLetter', { ...args, minutes }),
  }
}
