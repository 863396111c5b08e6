/** A picture: what it is called, who looks at which page, in which languages, themes and widths. */
import type { Page } from 'playwright-core'
import type { Locale } from '@/lib/i18n/labels'
import type { translator } from '@/lib/i18n/server'
import type { Governed } from './governing'
import type { Made } from './making'

export type Look = readonly [Locale, 'light' | 'dark', 1440 | 390]

export const looks = {
  zh: ['zh-CN', 'light', 1440],
  zhPhone: ['zh-CN', 'light', 390],
  zhDark: ['zh-CN', 'dark', 1440],
  zhDarkPhone: ['zh-CN', 'dark', 390],
  en: ['en', 'light', 1440],
  enPhone: ['en', 'light', 390],
  enDark: ['en', 'dark', 1440],
  enDarkPhone: ['en', 'dark', 390],
} satisfies Record<string, Look>

/** Each language, theme and width at least once; more of it where people spend their day. */
export const briefly: readonly Look[] = [looks.zh, looks.zhDarkPhone, looks.enDark]
export const closely: readonly Look[] = [looks.zh, looks.zhDark, looks.zhPhone, looks.en, looks.enDarkPhone]

export type Translate = ReturnType<typeof translator>

export interface Shot {
  name: string
  as: 'nobody' | 'owner' | 'seller' | 'viewer'
  path: string | ((ids: Ids) => string)
  looks: readonly Look[]
  /** What is opened, typed or pressed first. */
  compose?(page: Page, t: Translate, ids: Ids, locale: Locale): Promise<unknown>
}

/** What a picture opens. */
export interface Ids extends Made, Governed {
  rich: string
  long: string
}
export const noIds: Ids = {
  rich: '',
  long: '',
  form: '',
  token: '',
  seller: '',
  mine: '',
  team: '',
  lead: '',
}

export const openRecord = (which: 'rich' | 'long' | 'mine') => async (page: Page, _: unknown, ids: Ids) => {
  await page.goto(`${page.url()}?record=${ids[which]}`)
  await page.getByRole('dialog').waitFor()
}
