/** Messages on the server: the dictionary of a language, `t` over it, and which language a request asks for. */
import { defaultLocale, type Locale, locales } from './labels'
import { catalogues } from './messages/index'
import { type Dictionary, type Translate, translateWith } from './translate'

export const localeCookie = 'tian_locale'

const index: Record<Locale, 0 | 1> = { 'zh-CN': 0, en: 1 }
const dictionaries = new Map<Locale, Dictionary>()
const translators = new Map<Locale, Translate>()

/** All messages of one language, flat. */
export function dictionaryOf(locale: Locale): Dictionary {
  let dictionary = dictionaries.get(locale)
  if (!dictionary) {
    dictionary = {}
    for (const [area, entries] of Object.entries(catalogues))
      for (const [key, pair] of Object.entries(entries)) dictionary[`${area}.${key}`] = pair[index[locale]]
    dictionaries.set(locale, dictionary)
  }
  return dictionary
}

/** `t` for a language. */
export function translator(locale: Locale): Translate {
  let translate = translators.get(locale)
  if (!translate) {
    translate = translateWith(locale, dictionaryOf(locale))
    translators.set(locale, translate)
  }
  return translate
}

/** The person's own choice (cookie), else the browser's best match, else Chinese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  const chosen = locales.find((locale) => locale === cookie)
  if (chosen) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return {
        language: tag.trim().toLowerCase().split('-')[0],
        quality: quality ? Number(quality.trim().slice(2)) : 1,
      }
    })
    .filter((one) => one.quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    const match = locales.find((locale) => locale.split('-')[0] === language)
    if (match) return match
  }
  return defaultLocale
}

/** The language of a plain request, for handlers that are not pages. */
export function localeOfRequest(request: Request): Locale {
  const cookies = request.headers.get('cookie') ?? ''
  const cookie = new RegExp(`(?:^|;\\s*)${localeCookie}=([^;]*)`).exec(cookies)?.[1]
  return chooseLocale(cookie, request.headers.get('accept-language'))
}
