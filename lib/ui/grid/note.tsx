'use client'
/** A note that hangs at a cell: why it cannot be edited, what was wrong with what was typed, or two people's values. */
import type { ReactNode } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { ClashLink } from '@/lib/ui/data/clash'
import type { CellEdit } from '@/lib/ui/data/edits'

/** Below its cell, or above where there is no room below. */
export function CellNote(props: { id: string; tone: 'danger' | 'plain'; icon: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  const [above, setAbove] = useState(false)
  useLayoutEffect(() => {
    const note = ref.current
    const scroller = note?.closest('[data-scroller]')
    if (note && scroller) {
      const cell = note.parentElement!.getBoundingClientRect()
      setAbove(cell.bottom + note.offsetHeight + 8 > scroller.getBoundingClientRect().bottom)
    }
  }, [])
  return (
    <div
      ref={ref}
      id={props.id}
      role={props.tone === 'danger' ? 'alert' : 'status'}
      className={cx(
        'absolute left-0 z-30 flex w-max max-w-72 min-w-44 cursor-default gap-2 rounded-md border bg-raised px-2.5 py-2 text-[13px] leading-normal whitespace-normal text-ink shadow-pop',
        above ? 'bottom-full mb-1' : 'top-full mt-1',
        props.tone === 'danger' ? 'border-danger' : 'border-line',
      )}
    >
      <Icon
        name={props.icon}
        className={cx('mt-1 size-3.5', props.tone === 'danger' ? 'text-danger' : 'text-muted')}
      />
      <div className="min-w-0 flex-1">{props.children}</div>
    </div>
  )
}

/** Failures that the same value may survive a moment later. */
const passing = new Set(['UNREACHABLE', 'UNAVAILABLE', 'BUSY', 'INTERNAL', 'TOO_MANY_ATTEMPTS'])

export interface EditNoteProps {
  id: string
  field: FieldAnswer
  edit: CellEdit
  /** What the server has, in a conflict. */
  present: CellValue | undefined
  context: FieldContext
  onEdit(): void
  onRetry(): void
  onDiscard(): void
}

/** What happened to an edit that was not accepted, and what can be done about it. */
export function EditNote({ id, field, edit, present, context, ...on }: EditNoteProps) {
  const t = useT()
  const words = (value: CellValue | undefined): string =>
    value === undefined ? t('grid.emptyValue') : fieldType(field.type).format(value, field.options, context)
  if (edit.status === 'conflict') {
    return (
      <CellNote id={id} tone="danger" icon="circle-alert">
        <p className="font-medium">{t('grid.conflictTitle')}</p>
        <dl className="my-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
          <dt className="text-muted">{t('grid.conflictTheirs')}</dt>
          <dd className="break-words">{words(present)}</dd>
          <dt className="text-muted">{t('grid.conflictMine')}</dt>
          <dd className="break-words">{words(edit.value)}</dd>
        </dl>
        <div className="flex flex-wrap gap-1.5">
          <Button size="sm" onClick={on.onDiscard}>
            {t('grid.keepTheirs')}
          </Button>
          <Button size="sm" variant="primary" onClick={on.onRetry}>
            {t('grid.useMine')}
          </Button>
        </div>
      </CellNote>
    )
  }
  return (
    <CellNote id={id} tone="danger" icon="circle-alert">
      <p>{edit.error?.message}</p>
      {edit.error?.hint && <p className="text-muted">{edit.error.hint}</p>}
      <ClashLink clash={edit.error?.clash} />
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        <Button size="sm" variant="primary" onClick={on.onEdit}>
          {t('grid.editAgain')}
        </Button>
        {passing.has(edit.error?.code ?? '') && (
          <Button size="sm" onClick={on.onRetry}>
            {t('kit.retry')}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={on.onDiscard}>
          {t('grid.discard')}
        </Button>
      </div>
    </CellNote>
  )
}
