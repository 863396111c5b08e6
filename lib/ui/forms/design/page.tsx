'use client'
/** The form designer: palette, canvas and settings; publishing; what was sent. */
import Link from 'next/link'
import { useState } from 'react'
import type { FormDesignAnswer } from '@/lib/api/contract-forms'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { Sheet } from '@/lib/kit/sheet'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { useUnsavedGuard } from '@/lib/ui/access/unsaved'
import { refusalText } from '@/lib/ui/api'
import { type TableHandle, useTable } from '@/lib/ui/data/table'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { atPointer, type Design } from './blocks'
import { BoardProvider, wholeForm } from './board'
import { Canvas } from './canvas'
import { ConflictDialog } from './conflict'
import { Palette } from './palette'
import { Preview } from './preview'
import { Publish } from './publish'
import { Settings } from './settings'
import { type FormDesign, type Saved, useFormDesign } from './state'
import { Submissions } from './submissions'
import { useBoardOf } from './use-board'
import { useInserting } from './use-inserting'
import { useShortcuts } from './use-shortcuts'
import { useWide } from './use-wide'

export function FormDesignPage(props: { base: string; table: string; form: string }) {
  const t = useT()
  const state = useFormDesign(props.base, props.form)
  const handle = useTable(props.base, props.table)
  const error = state.error ?? handle.error
  if (error)
    return error.code === 'FORBIDDEN' ? (
      <Refused
        title={t('formDesign.notAdmin')}
        back={{ href: `/${props.base}/${props.table}/forms`, label: t('formDesign.allForms') }}
      />
    ) : (
      <Failure
        inside
        error={error}
        onRetry={() => {
          handle.reload()
          void state.reload()
        }}
      />
    )
  if (!state.answer || !state.design || !handle.table) return <PageSkeleton />
  return <Designer {...props} state={state} answer={state.answer} design={state.design} handle={handle} />
}

function PageSkeleton() {
  return (
    <div className="flex h-full gap-6 p-6 max-md:p-4" aria-busy>
      <Skeleton className="h-full w-52 max-lg:hidden" />
      <div className="flex flex-1 flex-col gap-4">
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
      <Skeleton className="h-full w-72 max-lg:hidden" />
    </div>
  )
}

const tabs = ['design', 'publish', 'submissions'] as const
type Tab = (typeof tabs)[number]

function Designer(props: {
  base: string
  table: string
  form: string
  state: FormDesign
  answer: FormDesignAnswer
  design: Design
  handle: TableHandle
}) {
  const { base, form, state, answer, design, handle } = props
  const table = handle.table!
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const guard = useUnsavedGuard(state.dirty)
  const wide = useWide()
  const [tab, setTab] = useState<Tab>('design')
  const [chosen, setChosen] = useState(wholeForm)
  const [sheet, setSheet] = useState<'palette' | 'settings'>()
  const [preview, setPreview] = useState(false)
  const [saving, setSaving] = useState(false)
  const [conflict, setConflict] = useState(false)
  const choose = (id: string) => {
    setChosen(id)
    if (!wide) setSheet('settings')
  }
  const board = useBoardOf({ base, form, handle, table, state, design, chosen, choose })
  const { insert, add, drag, dragNew, canvas, chooser } = useInserting(board, () => setSheet(undefined))

  const settle = (saved: Saved) => {
    if (saved.ok) return toast({ kind: 'ok', message: t('formDesign.saved') })
    if (saved.conflict) return setConflict(true)
    const first = saved.error.pointer && atPointer(design, saved.error.pointer)
    if (first) {
      setTab('design')
      setChosen(first)
    }
    toast({ kind: 'error', message: refusalText(saved.error) })
  }
  const save = async (how: () => Promise<Saved> = state.save) => {
    if (saving) return
    setSaving(true)
    try {
      settle(await how())
    } finally {
      setSaving(false)
    }
  }

  useShortcuts({
    save: () => state.dirty && void save(),
    undo: state.undo,
    redo: state.redo,
    off: preview,
  })

  const name = labelOf(design.label, locale) || t('formDesign.untitled')
  return (
    <BoardProvider value={board}>
      <title>{`${name} · ${t('formDesign.title')} · Tian`}</title>
      <div className="flex h-full min-h-0 flex-col">
        <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line bg-canvas px-3 py-1.5">
          <Link
            href={`/${base}/${table.key}/forms`}
            aria-label={t('formDesign.allForms')}
            className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:size-10"
          >
            <Icon name="arrow-left" />
          </Link>
          <h1 className="min-w-0 max-w-64 flex-1 truncate font-semibold md:flex-none">{name}</h1>
          <div
            role="group"
            aria-label={t('formDesign.title')}
            className="flex max-md:order-last max-md:w-full"
          >
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === tab}
                onClick={() => setTab(one)}
                className={cx(
                  'h-8 cursor-pointer rounded-md px-2.5 text-[13px] max-md:h-10 max-md:flex-1',
                  one === tab ? 'bg-selected font-medium text-ink' : 'text-muted hover:text-ink',
                )}
              >
                {t(`formDesign.tab_${one}`)}
              </button>
            ))}
          </div>
          <span className="flex-1 max-md:hidden" />
          {tab !== 'submissions' && (
            <>
              <span className="text-[13px] text-muted max-lg:hidden" role="status">
                {state.dirty ? t('formDesign.unsaved') : ''}
              </span>
              <IconButton
                size="sm"
                icon="undo-2"
                label={t('formDesign.undo')}
                disabled={!state.canUndo}
                onClick={state.undo}
              />
              <IconButton
                size="sm"
                icon="redo-2"
                label={t('formDesign.redo')}
                disabled={!state.canRedo}
                onClick={state.redo}
              />
              <Button size="sm" icon="eye" onClick={() => setPreview(true)}>
                <span className="max-md:sr-only">{t('formDesign.preview')}</span>
              </Button>
              <Button
                size="sm"
                variant="primary"
                writes
                icon="save"
                busy={saving}
                disabled={!state.dirty}
                onClick={() => void save()}
              >
                {t('formDesign.save')}
              </Button>
            </>
          )}
        </header>
        {state.problems.size > 0 && tab === 'design' && (
          <p
            role="alert"
            className="flex items-center gap-2 border-b border-line bg-danger-soft px-4 py-2 text-[13px] text-danger"
          >
            <Icon name="circle-alert" />
            {t('formDesign.problems', { count: state.problems.size })}
          </p>
        )}
        {tab === 'design' && (
          <div className="flex min-h-0 flex-1">
            <aside
              aria-label={t('formDesign.addBlock')}
              className="w-58 shrink-0 overflow-y-auto border-r border-line bg-canvas max-lg:hidden"
            >
              <Palette onAdd={add} onDrag={dragNew} />
            </aside>
            <div className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
              <div ref={canvas} className="mx-auto max-w-3xl p-5 max-lg:pb-24 max-md:p-3 max-md:pb-24">
                <Canvas drag={drag} onInsert={insert} />
              </div>
            </div>
            <div className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface max-lg:hidden">
              <Settings />
            </div>
            {!wide && (
              <Button
                variant="primary"
                writes
                icon="plus"
                className="fixed right-4 bottom-4 z-20 shadow-pop lg:hidden"
                onClick={() => setSheet('palette')}
              >
                {t('formDesign.addBlock')}
              </Button>
            )}
          </div>
        )}
        {tab === 'publish' && (
          <div className="min-h-0 flex-1 overflow-y-auto bg-canvas">
            <Publish answer={answer} dirty={state.dirty} onRenew={state.renew} />
          </div>
        )}
        {tab === 'submissions' && (
          <div className="min-h-0 flex-1 overflow-y-auto bg-canvas">
            <Submissions />
          </div>
        )}
      </div>
      {!wide && (
        <>
          <Sheet
            open={sheet === 'palette'}
            onOpenChange={(open) => !open && setSheet(undefined)}
            title={t('formDesign.addBlock')}
          >
            <Palette onAdd={add} />
          </Sheet>
          <Sheet
            open={sheet === 'settings'}
            onOpenChange={(open) => !open && setSheet(undefined)}
            title={t('formDesign.settings')}
          >
            <Settings />
          </Sheet>
        </>
      )}
      {preview && <Preview onClose={() => setPreview(false)} />}
      {chooser}
      <ConflictDialog
        open={conflict}
        onClose={() => setConflict(false)}
        onTheirs={() => void state.reload()}
        onMine={() => void save(state.overwrite)}
      />
      <ConfirmDialog
        open={guard.waiting}
        onOpenChange={(open) => !open && guard.stay()}
        title={t('formDesign.leaveTitle')}
        description={t('formDesign.leaveText')}
        confirmLabel={t('access.leave')}
        danger
        onConfirm={guard.leave}
      />
    </BoardProvider>
  )
}
