'use client'
/** A table as this person may see it, with what field cells and inputs need to know and to ask. */
import { useCallback, useMemo } from 'react'
import type { ApiError, ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { ChoiceOptions } from '@/lib/fields/choice'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { useLocale } from '@/lib/i18n/react'
import { useSession } from '@/lib/ui/shell/session'
import { useResource } from './resource'
import { fieldServices, learnName, type Titles } from './services'

export interface TableHandle {
  /** Undefined until it has arrived. */
  table?: TableAnswer
  error?: ApiError
  /** Asks again, after a definition changed or an error. */
  reload(): void
  context: FieldContext
  services: FieldServices
  /** Finds out what a person, or a record of `table`, is called; the context knows it afterwards. */
  learnName(id: string, table?: string): Promise<void>
  /** May change definitions, and views for everybody. */
  admin: boolean
}

/** Fetches the table's schema; shared between all parts of a page that show it. */
export function useTable(base: string, table: string | undefined): TableHandle {
  const locale = useLocale()
  const { session, base: open } = useSession()
  const { data, error, reload } = useResource<TableAnswer>(table && `/bases/${base}/tables/${table}`)
  const known = useMemo(
    () =>
      data && {
        ...data,
        fields: data.fields.map((f) => withOwnOptions(f, data)),
        onlyNew: data.onlyNew?.map((f) => withOwnOptions(f, data)),
      },
    [data],
  )
  const titles = useMemo<Titles>(() => new Map(), [])
  const services = useMemo(() => fieldServices(base, titles), [base, titles])
  const learn = useCallback((id: string, of?: string) => learnName(base, titles, id, of), [base, titles])
  const { zone, today } = session.workspace
  const optionSets = data?.optionSets
  const context = useMemo<FieldContext>(
    () => ({
      locale,
      zone,
      today,
      optionSet: (key) => optionSets?.[key] ?? [],
      title: (id) => titles.get(id),
    }),
    [locale, zone, today, optionSets, titles],
  )
  return {
    table: known,
    error,
    reload,
    context,
    services,
    learnName: learn,
    admin: open?.base.admin ?? false,
  }
}

/** A shared option set becomes the field's own options, so that a value which is not offered is noticed here already. */
export function withOwnOptions(field: FieldAnswer, { optionSets }: TableAnswer): FieldAnswer {
  const { set, ...options } = field.options as ChoiceOptions
  return set === undefined ? field : { ...field, options: { ...options, options: optionSets[set] ?? [] } }
}

/** The context of one record: names that came with it go before names that were picked here. */
export function recordContext(context: FieldContext, record: Pick<ApiRecord, 'titles'>): FieldContext {
  return { ...context, title: (id) => record.titles[id] ?? context.title(id) }
}
