/** What a definition is called in each language, and the one fallback order: asked, the other, the key. */
export type Locale = 'zh-CN' | 'en'
export const locales: readonly Locale[] = ['zh-CN', 'en']
export const defaultLocale: Locale = 'zh-CN'

/** Free text per language. It never becomes an identifier. */
export type Labels = { 'zh-CN'?: string; en?: string }

/** The label to show: the asked language, else the other one, else `key`. */
export function labelOf(labels: Labels | undefined, locale: Locale, key = ''): string {
  return labels?.[locale] || labels?.[locale === 'en' ? 'zh-CN' : 'en'] || key
}
