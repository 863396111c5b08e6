'use client'
/** Deleted tables and fields: kept for 30 days with their data, and back in one step. */
import { useState } from 'react'
import type { SchemaTrashAnswer } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import { formatRelative } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { reloadResource, useResource } from '@/lib/ui/data/resource'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'

const keptDays = 30

export function SchemaTrash({ base }: { base: string }) {
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session, reloadBase } = useSession()
  const trash = useResource<SchemaTrashAnswer>(`/bases/${base}/schema/trash`)
  const [busy, setBusy] = useState<string>()
  if (!trash.data) {
    if (!trash.error)
      return (
        <div aria-busy className="flex flex-col gap-3">
          {['a', 'b', 'c'].map((key) => (
            <Skeleton key={key} className="h-12" />
          ))}
        </div>
      )
    return trash.error.code === 'FORBIDDEN' ? (
      <Refused title={t('design.notAdmin')} />
    ) : (
      <Failure inside error={trash.error} onRetry={trash.reload} />
    )
  }
  const { tables, fields } = trash.data
  if (tables.length + fields.length === 0)
    return <EmptyState icon="trash-2" title={t('design.trashEmpty')} hint={t('design.trashEmptyHint')} />

  const restore = async (address: string, name: string) => {
    setBusy(address)
    try {
      await api.post(`/bases/${base}/tables/${address}/restore`)
      reloadResource(`/bases/${base}/schema/trash`)
      reloadResource(`/bases/${base}/schema/history`)
      reloadBase()
      toast({ kind: 'ok', message: t('design.restored', { name }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
    setBusy(undefined)
  }
  const line = (of: {
    address: string
    icon: string
    name: string
    kind: string
    at: string
    by?: string
  }) => (
    <li
      key={of.address}
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
    >
      <Icon name={of.icon} className="text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{of.name}</p>
        <p className="text-[13px] text-muted">
          {of.kind} ·{' '}
          {t('design.deletedAt', {
            by: of.by ?? t('design.bySystem'),
            at: formatRelative(of.at, new Date(), locale, session.workspace.zone),
            days: daysLeft(of.at),
          })}
        </p>
      </div>
      <Button
        size="sm"
        icon="rotate-ccw"
        busy={busy === of.address}
        disabled={busy !== undefined && busy !== of.address}
        aria-label={t('trash.restoreOne', { title: of.name })}
        onClick={() => void restore(of.address, of.name)}
      >
        {t('trash.restore')}
      </Button>
    </li>
  )
  return (
    <ul className="rounded-lg border border-line bg-surface">
      {tables.map((table) =>
        line({
          address: table.key,
          icon: 'table',
          name: labelOf(table.label, locale, table.key),
          kind: t('design.use_table'),
          at: table.at,
          by: table.by,
        }),
      )}
      {fields.map((field) =>
        line({
          address: `${field.table}/fields/${field.key}`,
          icon: fieldType(field.type).icon,
          name: labelOf(field.label, locale, field.key),
          kind: t('design.fieldOf', {
            table: labelOf(field.tableLabel, locale, field.table),
            type: labelOf(fieldType(field.type).label, locale, field.type),
          }),
          at: field.at,
          by: field.by,
        }),
      )}
    </ul>
  )
}

const daysLeft = (at: string): number =>
  Math.max(0, keptDays - Math.floor((Date.now() - Date.parse(at)) / 86_400_000))
