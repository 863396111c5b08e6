/** The table of environment variables as the README files show it, printed from the one place that reads them. */
import { variables } from '@/lib/db/environment'
import type { Labels, Locale } from '@/lib/i18n/labels'

/** The README of each language. */
export const readmes: Record<Locale, string> = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' }

interface Line {
  label: Labels
  default?: string
  secret?: boolean
}

const heads: Record<Locale, [string, string, string]> = {
  en: ['Variable', 'Default', 'Meaning'],
  'zh-CN': ['变量', '默认值', '含义'],
}

/** One line per variable. */
export function configurationTable(locale: Locale): string {
  const lines = Object.entries<Line>(variables).map(([name, { label, default: standard, secret }]) => {
    const value = standard === undefined ? '–' : `\`${standard}\``
    return `| \`${name}\`${secret ? ' †' : ''} | ${value} | ${label[locale]} |`
  })
  return [`| ${heads[locale].join(' | ')} |`, '|---|---|---|', ...lines].join('\n')
}

const [begin, end] = ['<!-- configuration -->', '<!-- /configuration -->']
const block = new RegExp(`${begin}[^]*?${end}`)

/** The text with its table as it must be; throws where there is no place for one. */
export function withConfiguration(text: string, locale: Locale): string {
  if (!block.test(text)) throw new Error(`${readmes[locale]} has no place for the table of variables`)
  return text.replace(block, () => `${begin}\n${configurationTable(locale)}\n${end}`)
}
