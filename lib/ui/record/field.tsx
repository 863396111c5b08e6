'use client'
/** One field of an open record: its value, why it cannot be changed, or its control while it is edited. */
import { useEffect, useId, useRef, useState } from 'react'
import type { ApiError, ApiRecord, FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { useToast } from '@/lib/kit/toast'
import { Tooltip } from '@/lib/kit/tooltip'
import { refusalText } from '@/lib/ui/api'
import { isRevealable } from '@/lib/ui/data/masked'
import { problemWords } from '@/lib/ui/data/problem-words'
import { RevealDialog } from '@/lib/ui/exits/reveal-dialog'
import { WhyDialog } from '@/lib/ui/explain/why'
import { isEmpty, problemOf } from '@/lib/ui/form/values'
import { ConflictDialog } from './conflict'
import { EditInPlace } from './editing'
import { LinkedTitles } from './links'
import { reasonOf } from './reason'
import type { OpenRecord } from './stack'
import type { Conflict, RecordState } from './state'
import { FieldValue } from './value'

export interface RecordFieldProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  field: FieldAnswer
  record: ApiRecord
  required: boolean
  context: FieldContext
  services: FieldServices
  save: RecordState['save']
  onReload: () => void
  onOpen: (record: OpenRecord) => void
}

type Draft = { value: CellValue | undefined; message?: string; clash?: ApiError['clash'] }

const same = (a: unknown, b: unknown): boolean =>
  isEmpty(a) ? isEmpty(b) : JSON.stringify(a) === JSON.stringify(b)

export function RecordField(props: RecordFieldProps) {
  const { field, record, context } = props
  const t = useT()
  const toast = useToast()
  const id = useId()
  const [draft, show] = useState<Draft>()
  // A control may change its value and leave in one go, before anything is drawn again.
  const latest = useRef<Draft>(undefined)
  const setDraft = (next: Draft | undefined) => {
    latest.current = next
    show(next)
  }
  const [saving, setSaving] = useState(false)
  const [conflict, setConflict] = useState<Conflict>()
  const [revealing, setRevealing] = useState(false)
  const [asking, setAsking] = useState(false)

  const label = labelOf(field.label, context.locale, field.key)
  const value = record.fields[field.key]
  const reason = reasonOf(field, record)
  const { toggle } = fieldUi(field.type)
  const edit = () => setDraft({ value })

  // The control that had the keyboard is gone; it goes on from the button that opened it.
  const box = useRef<HTMLDivElement>(null)
  const editing = draft !== undefined
  const wasEditing = useRef(false)
  useEffect(() => {
    const holder = document.activeElement
    if (wasEditing.current && !editing && (!holder || holder.contains(box.current)))
      box.current?.querySelector<HTMLElement>('[data-edit]')?.focus()
    wasEditing.current = editing
  }, [editing])

  /** Saves; what was refused stays in the control with the reason under it. */
  const save = async (next: CellValue | undefined, was: CellValue | null | undefined, undoable = true) => {
    setSaving(true)
    try {
      const saved = await props.save(field.key, next, was)
      if (saved.ok) {
        setDraft(undefined)
        setConflict(undefined)
        if (saved.gone) toast({ message: t('exits.handedOver', { count: 1 }) })
        else if (undoable)
          toast({
            id: 'record',
            kind: 'ok',
            message: t('record.saved', { label }),
            action: { label: t('record.undo'), onSelect: () => void save(was ?? undefined, next, false) },
          })
      } else if ('conflict' in saved) {
        setDraft(undefined)
        setConflict(saved.conflict)
      } else {
        setDraft({ value: next, message: refusalText(saved.error), clash: saved.error.clash })
      }
    } finally {
      setSaving(false)
    }
  }

  const commit = () => {
    const now = latest.current
    if (!now || saving) return
    if (same(now.value, value)) return setDraft(undefined)
    const problem = problemOf(field, now.value, props.required)
    if (problem) return setDraft({ ...now, message: problemWords(t, field, problem, context.locale) })
    void save(now.value, value)
  }

  return (
    <div
      ref={box}
      data-field={field.key}
      className="group grid grid-cols-1 gap-x-3 py-0.5 sm:grid-cols-[8.5rem_minmax(0,1fr)]"
    >
      <div
        id={`${id}-label`}
        className="flex min-h-8 items-center gap-1 text-[13px] text-muted max-sm:min-h-6"
      >
        <span className="min-w-0 break-words leading-5">{label}</span>
        {props.required && (
          <span className="text-danger" aria-hidden>
            *
          </span>
        )}
        {field.help && (
          <Tooltip text={labelOf(field.help, context.locale)}>
            <button
              type="button"
              aria-label={labelOf(field.help, context.locale)}
              className="rounded text-faint"
            >
              <Icon name="info" className="size-3.5" />
            </button>
          </Tooltip>
        )}
      </div>
      {draft && !saving ? (
        <EditInPlace
          id={id}
          labelId={`${id}-label`}
          field={field}
          value={draft.value}
          message={draft.message}
          clash={draft.clash}
          context={context}
          services={props.services}
          onChange={(next) => setDraft({ value: next })}
          onCommit={commit}
          onCancel={() => setDraft(undefined)}
        />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the pencil button beside the value is the keyboard's way.
        // biome-ignore lint/a11y/noStaticElementInteractions: the whole value is a larger target for the same act.
        <div
          className={cx(
            '-mx-2 flex min-h-8 min-w-0 items-start gap-1 rounded-md px-2 max-md:min-h-10 max-md:items-center',
            !reason && !saving && 'cursor-text hover:bg-hover',
          )}
          onClick={(event) => {
            if (reason || saving || (event.target as HTMLElement).closest('a, button')) return
            if (window.getSelection()?.toString()) return
            if (toggle) void save(toggle(value, field.options) as CellValue | undefined, value)
            else edit()
          }}
        >
          <div className={cx('min-w-0 flex-1 py-1.5 leading-5 break-words', saving && 'opacity-60')}>
            {field.target ? (
              <LinkedTitles field={field} record={record} context={context} onOpen={props.onOpen} />
            ) : (
              <FieldValue
                field={field}
                value={saving && draft ? draft.value : value}
                context={context}
                services={props.services}
              />
            )}
          </div>
          {saving && (
            <Icon name="loader-circle" className="mt-2 animate-spin text-muted motion-reduce:animate-none" />
          )}
          {isRevealable(field, record) && (
            <IconButton
              icon="eye"
              size="sm"
              label={t('exits.revealOf', { label })}
              writes
              onClick={() => setRevealing(true)}
              className="mt-0.5 max-md:mt-0"
            />
          )}
          {reason && <ReasonMark reason={reason} label={label} onWhy={() => setAsking(true)} />}
          {!reason && !saving && (
            <IconButton
              icon="pencil"
              size="sm"
              label={t('record.edit', { label })}
              data-edit
              onClick={edit}
              className="mt-0.5 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:mt-0 max-md:opacity-60"
            />
          )}
        </div>
      )}
      {asking && (
        <WhyDialog
          path={props.path}
          record={record.id}
          field={{ key: field.key, label }}
          onClose={() => setAsking(false)}
        />
      )}
      {revealing && (
        <RevealDialog
          path={props.path}
          id={record.id}
          field={field}
          context={context}
          onClose={() => setRevealing(false)}
        />
      )}
      {conflict && (
        <ConflictDialog
          field={field}
          conflict={conflict}
          context={context}
          services={props.services}
          onMine={() => save(conflict.mine, conflict.present)}
          onTheirs={() => {
            setConflict(undefined)
            props.onReload()
          }}
        />
      )}
    </div>
  )
}

const marks = {
  computed: 'sigma',
  masked: 'asterisk',
  readOnly: 'lock',
  locked: 'lock',
  recordLocked: 'lock',
  viewing: 'pencil',
} as const

/** The quiet sign of a field that cannot be changed, with its reason for pointer, keyboard and screen reader. */
function ReasonMark(props: { reason: keyof typeof marks; label: string; onWhy: () => void }) {
  const { reason, label } = props
  const t = useT()
  const text = t(`record.reason_${reason}`, { label })
  return (
    <Tooltip text={text} side="left">
      <button
        type="button"
        aria-label={t('record.whyOf', { text })}
        onClick={props.onWhy}
        className="mt-1 flex size-6 shrink-0 cursor-pointer items-center justify-center rounded text-faint hover:bg-hover hover:text-ink max-md:mt-0 max-md:size-10"
      >
        <Icon name={marks[reason]} className="size-3.5" />
      </button>
    </Tooltip>
  )
}
