/** Lines of the access log in sentences. */
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { Translate } from '@/lib/i18n/translate'

/** Which sentence says it: about one record by name, some by number, or some of which we do not know which. */
function sentenceKey({ kind, record, count, fields, detail }: AccessLogLine): MessageKey {
  if (kind === 'list')
    return !count ? 'audit.said_list_none' : record ? 'audit.said_list_one' : 'audit.said_list'
  if (kind === 'title')
    return record ? 'audit.said_title_one' : count ? 'audit.said_title' : 'audit.said_title_some'
  if (kind === 'design') return count ? 'audit.said_design' : 'audit.said_design_some'
  if (kind === 'export' && fields.length === 0) return 'audit.said_export_plain'
  if (kind === 'export' && count === undefined) return 'audit.said_export_some'
  if (kind === 'view_as' && detail?.begun) return 'audit.said_view_as_begun'
  if (kind === 'view_as' && detail?.ended) return 'audit.said_view_as_ended'
  return `audit.said_${kind}`
}

/** Names one after the other, as the language does it. */
export const listed = (names: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'unit', style: locale === 'zh-CN' ? 'narrow' : 'short' }).format(names)

/** What was done, without who did it. */
export function sentence(line: AccessLogLine, t: Translate, locale: Locale): string {
  const { table, fields, record, count = 0, detail } = line
  const named = fields.map(({ key, label }) => labelOf(label, locale, key))
  return t(sentenceKey(line), {
    count,
    table: table ? labelOf(table.label, locale, table.key) : '',
    title: record ? quoted(record.title || t('record.untitled')) : '',
    fields: locale === 'zh-CN' ? named.join('、') : listed(named, locale),
    months: Number(detail?.months ?? 0),
    what: [detail?.method, detail?.path].filter(Boolean).join(' '),
  })
}

const quoted = (title: string): string => `“${title}”`

/** Who looked: a person, somebody with a form, Tian itself, or nobody any more. */
export function lookedBy({ by, erased }: AccessLogLine, t: Translate, locale: Locale): string {
  if (!by) return erased ? t('audit.nobody') : t('audit.system')
  return by.form ? t('audit.stranger', { form: labelOf(by.form, locale, '') }) : by.name
}

/** Through whose eyes, or by which way; undefined for somebody's own. */
export function lookedAs({ as }: AccessLogLine, t: Translate, locale: Locale): string | undefined {
  if (as?.person !== undefined) return t('audit.asPerson', { name: as.person })
  if (as?.roles) return t('audit.asRoles', { roles: listed(as.roles, locale) })
  return as?.token ? t('audit.asToken') : undefined
}
