/** Turns a dictionary of one language into `t`: looks a message up and fills its ICU arguments. */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from './labels'
import type { MessageKey } from './messages/index'

/** All messages of one language by `area.key`; the only catalogue that reaches the browser. */
export type Dictionary = Record<string, string>
export type MessageArguments = Record<string, string | number | boolean | Date | null | undefined>

export interface Translate {
  (key: MessageKey, args?: MessageArguments): string
  /** For a key that arrives as data, such as a Problem's code; an unknown key reads as itself. */
  any(key: string, args?: MessageArguments): string
}

/** `t` over a dictionary. Messages are parsed at first use and kept; those without syntax are not parsed. */
export function translateWith(locale: Locale, dictionary: Dictionary): Translate {
  const parsed = new Map<string, IntlMessageFormat>()
  const translate = (key: string, args?: MessageArguments): string => {
    const text = Object.hasOwn(dictionary, key) ? dictionary[key]! : key
    if (!/[{']/.test(text)) return text
    let message = parsed.get(key)
    if (!message) {
      message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
      parsed.set(key, message)
    }
    return String(message.format(args))
  }
  return Object.assign((key: MessageKey, args?: MessageArguments) => translate(key, args), { any: translate })
}
