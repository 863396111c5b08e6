'use client'
/** A record in full at the right edge: fields in sections, linked records and history; links lead deeper and back. */
import { Tabs } from '@base-ui/react/tabs'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import type { Action, ApiRecord, SessionAnswer, TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Menu } from '@/lib/kit/menu'
import { Sheet } from '@/lib/kit/sheet'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { recordContext, type TableHandle, useTable } from '@/lib/ui/data/table'
import { titleOf } from '@/lib/ui/data/title'
import { usePrintKey } from '@/lib/ui/exits/print-page'
import { PrintRecord } from '@/lib/ui/exits/print-record'
import { ShareDialog } from '@/lib/ui/exits/share-dialog'
import { WhyDialog } from '@/lib/ui/explain/why'
import { useSession } from '@/lib/ui/shell/session'
import { RecordHistory } from './changes'
import { RecordFields } from './fields'
import { LinkedRecords } from './linked'
import { type OpenRecord, opened, recordHref } from './stack'
import { type RecordState, useRecord } from './state'

export interface RecordPanelProps {
  base: string
  table: string
  id: string
  onClose: () => void
  /** A record was changed here; by following links it may be one of another table. */
  onChanged?: (record: ApiRecord) => void
  /** The record is gone: the owner takes it out of the list and closes the panel. */
  onDeleted?: (id: string) => void
  /** A deletion was undone. */
  onRestored?: () => void
  /** The neighbours in the list that the panel was opened from. */
  onPrevious?: () => void
  onNext?: () => void
}

export function RecordPanel(props: RecordPanelProps) {
  const { table, id } = props
  const [stack, setStack] = useState<OpenRecord[]>([{ table, id }])
  useEffect(() => setStack([{ table, id }]), [table, id])
  const top = stack[stack.length - 1] ?? { table, id }
  return (
    <OpenedRecord
      {...props}
      at={top}
      onOpen={(next) => setStack((old) => opened(old, next))}
      onBack={stack.length > 1 ? () => setStack((old) => old.slice(0, -1)) : undefined}
    />
  )
}

function OpenedRecord(
  props: RecordPanelProps & { at: OpenRecord; onOpen: (record: OpenRecord) => void; onBack?: () => void },
) {
  const { base, at } = props
  const t = useT()
  const handle = useTable(base, at.table)
  const state = useRecord(base, at.table, at.id, props.onChanged)
  const { table } = handle
  const { record } = state
  const error = handle.error ?? state.error
  const title = table && record ? titleOf(table, record, handle.context) : ''
  const lost = error?.code === 'NOT_FOUND'
  const heading = record ? title || t('record.untitled') : t(error ? 'record.notShown' : 'kit.loading')

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={
        <span className="flex min-w-0 items-center gap-1.5">
          {props.onBack && (
            <IconButton icon="arrow-left" label={t('record.back')} onClick={props.onBack} className="-ml-2" />
          )}
          <span className="min-w-0">
            {props.onBack && table && (
              <span className="block truncate text-xs leading-4 font-normal text-muted">
                {labelOf(table.label, handle.context.locale, table.key)}
              </span>
            )}
            <span className={cx('block truncate', props.onBack && 'leading-5')}>{heading}</span>
          </span>
        </span>
      }
      actions={
        <>
          {!props.onBack && props.onPrevious && (
            <IconButton icon="chevron-up" label={t('record.previous')} onClick={props.onPrevious} />
          )}
          {!props.onBack && props.onNext && (
            <IconButton icon="chevron-down" label={t('record.next')} onClick={props.onNext} />
          )}
          {table && record && (
            <RecordMenu {...props} table={table} handle={handle} record={record} title={title} />
          )}
        </>
      }
    >
      {error && !record ? (
        <EmptyState
          icon={lost ? 'search' : 'triangle-alert'}
          title={lost ? t('record.notFound') : t('record.loadFailed')}
          hint={lost ? t('record.notFoundHint') : error.message}
          action={
            !lost && (
              <Button
                onClick={() => {
                  handle.reload()
                  state.reload()
                }}
              >
                {t('kit.retry')}
              </Button>
            )
          }
        />
      ) : table && record ? (
        <RecordTabs
          key={at.table}
          {...props}
          table={table}
          record={record}
          title={title}
          handle={handle}
          state={state}
        />
      ) : (
        <PanelSkeleton />
      )}
    </Sheet>
  )
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-5" aria-busy>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
        <div key={n} className="flex gap-6">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-5 flex-1" />
        </div>
      ))}
    </div>
  )
}

function RecordTabs(props: {
  base: string
  table: TableAnswer
  record: ApiRecord
  title: string
  handle: TableHandle
  state: RecordState
  onOpen: (record: OpenRecord) => void
}) {
  const { base, table, record, handle, state } = props
  const t = useT()
  const me = useResource<SessionAnswer>('/session').data?.person?.id
  const context = useMemo(() => recordContext(handle.context, record), [handle.context, record])
  const tabs = {
    fields: t('record.tabFields'),
    linked: t('record.tabLinked'),
    ...(table.actions.includes('history') ? { history: t('record.tabHistory') } : {}),
  }
  return (
    <Tabs.Root defaultValue="fields" className="flex min-h-full flex-col">
      <Tabs.List className="sticky top-0 z-10 flex gap-4 border-b border-line bg-surface px-5">
        {Object.entries(tabs).map(([key, label]) => (
          <Tabs.Tab
            key={key}
            value={key}
            className="-mb-px h-10 cursor-pointer border-b-2 border-transparent text-muted hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink max-md:h-11"
          >
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="fields" className="outline-none">
        <RecordFields
          key={record.id}
          path={`/bases/${base}/tables/${table.key}`}
          table={table}
          record={record}
          context={context}
          services={handle.services}
          me={me}
          save={state.save}
          onReload={state.reload}
          onOpen={props.onOpen}
        />
      </Tabs.Panel>
      <Tabs.Panel value="linked" className="outline-none">
        <LinkedRecords
          key={record.id}
          base={base}
          table={table}
          record={record}
          title={props.title}
          context={context}
          services={handle.services}
          onOpen={props.onOpen}
        />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="outline-none">
        <RecordHistory
          key={record.id}
          base={base}
          table={table}
          id={record.id}
          context={context}
          services={handle.services}
        />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

function RecordMenu(
  props: Omit<RecordPanelProps, 'table'> & {
    at: OpenRecord
    table: TableAnswer
    handle: TableHandle
    record: ApiRecord
    title: string
    onBack?: () => void
  },
) {
  const { base, at, record } = props
  const t = useT()
  const toast = useToast()
  const router = useRouter()
  const admin = useSession().base?.base.admin
  const [asking, setAsking] = useState(false)
  const [leaving, setLeaving] = useState<'share' | 'print' | 'why'>()
  const may = (action: Action) => props.table.actions.includes(action)
  usePrintKey(may('print') ? () => setLeaving('print') : undefined, 'panel')
  const title = props.title || t('record.untitled')
  const path = `/bases/${base}/tables/${at.table}/records`

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.origin + recordHref(base, at))
      toast({ kind: 'ok', message: t('record.linkCopied') })
    } catch {
      toast({
        kind: 'error',
        message: t('record.linkNotCopied', { link: location.origin + recordHref(base, at) }),
      })
    }
  }
  const restore = async () => {
    try {
      await api.post(`${path}/restore`, { ids: [record.id] })
      toast({ kind: 'ok', message: t('record.restored') })
      props.onRestored?.()
    } catch (error) {
      toast({ kind: 'error', message: failureText(error) })
    }
  }
  const remove = async () => {
    try {
      await api.delete(`${path}/${record.id}`)
    } catch (error) {
      toast({ kind: 'error', message: failureText(error) })
      return
    }
    toast({
      kind: 'ok',
      message: t('record.deleted', { title }),
      action: { label: t('record.undo'), onSelect: () => void restore() },
    })
    if (props.onBack) props.onBack()
    else if (props.onDeleted) props.onDeleted(record.id)
    else props.onClose()
  }
  return (
    <>
      <Menu
        label={t('record.actions')}
        align="end"
        trigger={<IconButton icon="ellipsis" label={t('record.actions')} />}
        items={[
          { id: 'copy', label: t('record.copyLink'), icon: 'link', onSelect: () => void copy() },
          ...(may('share')
            ? [
                {
                  id: 'share',
                  label: t('exits.share'),
                  icon: 'share-2',
                  writes: true,
                  onSelect: () => setLeaving('share'),
                },
              ]
            : []),
          ...(may('print')
            ? [
                {
                  id: 'print',
                  label: t('exits.print'),
                  icon: 'printer',
                  onSelect: () => setLeaving('print'),
                },
              ]
            : []),
          ...(admin
            ? [
                {
                  id: 'looks',
                  label: t('audit.whoLooked'),
                  icon: 'scan-eye',
                  onSelect: () => router.push(`/${base}/access-log?table=${at.table}&record=${record.id}`),
                },
              ]
            : []),
          {
            id: 'why',
            label: t('viewAs.whyRecord'),
            icon: 'circle-help',
            onSelect: () => setLeaving('why'),
          },
          ...(record.can.delete
            ? ([
                'separator',
                {
                  id: 'delete',
                  label: t('record.delete'),
                  icon: 'trash-2',
                  danger: true,
                  writes: true,
                  onSelect: () => setAsking(true),
                },
              ] as const)
            : []),
        ]}
      />
      {leaving === 'why' && (
        <WhyDialog
          path={`/bases/${base}/tables/${at.table}`}
          record={record.id}
          onClose={() => setLeaving(undefined)}
        />
      )}
      {leaving === 'share' && (
        <ShareDialog
          base={base}
          table={at.table}
          id={record.id}
          title={title}
          handle={props.handle}
          canEdit={record.can.update}
          onClose={() => setLeaving(undefined)}
        />
      )}
      {leaving === 'print' && (
        <PrintRecord
          table={props.table}
          record={record}
          title={props.title}
          context={props.handle.context}
          onDone={() => setLeaving(undefined)}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('record.deleteTitle', { title })}
        description={t('record.deleteText')}
        confirmLabel={t('record.delete')}
        danger
        onConfirm={remove}
      />
    </>
  )
}
