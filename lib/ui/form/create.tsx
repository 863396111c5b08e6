'use client'
/** The form for a new record: simple at first, safe against double sending, and nothing typed is thrown away unasked. */
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ApiError, ApiRecord, SessionAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Sheet } from '@/lib/kit/sheet'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, api } from '@/lib/ui/api'
import { ClashLink } from '@/lib/ui/data/clash'
import { useResource } from '@/lib/ui/data/resource'
import { recordContext, useTable } from '@/lib/ui/data/table'
import { isLooking } from '@/lib/ui/view-as/state'
import { Form } from './form'
import { requestKey } from './key'
import { createSections, newFields } from './layout'
import { controlId, useForm } from './state'
import { isDirty, sent, startingValues, type Values } from './values'

export interface CreateFormProps {
  base: string
  table: string
  open: boolean
  onOpenChange: (open: boolean) => void
  onCreated?: (record: ApiRecord) => void
  /** The new record may be far down the list; this is the way to it. */
  onOpen?: (id: string) => void
  /** Said when the record has arrived, where nobody expects to see it. */
  thanks?: string
  /** Values to start with, such as the link of the record that this one is added to, and the names in them. */
  given?: Values
  titles?: Record<string, string>
}

export function CreateForm(props: CreateFormProps) {
  // A form that opens is a new form; what was in the last one is gone or saved.
  const [opening, setOpening] = useState(0)
  const wasOpen = useRef(props.open)
  useEffect(() => {
    if (props.open && !wasOpen.current) setOpening((n) => n + 1)
    wasOpen.current = props.open
  }, [props.open])
  return <CreateSheet key={opening} {...props} />
}

type Outcome = 'close' | 'another'

function CreateSheet(props: CreateFormProps) {
  const t = useT()
  const toast = useToast()
  const id = useId()
  const handle = useTable(props.base, props.open ? props.table : undefined)
  const session = useResource<SessionAnswer>(props.open ? '/session' : undefined)
  const [round, setRound] = useState(0)
  const [asking, setAsking] = useState(false)
  const [saving, setSaving] = useState<Outcome>()
  const dirty = useRef(false)

  const { table, error } = handle
  const person = session.data?.person
  const titles = useMemo(
    () => ({ ...props.titles, ...(person && { [person.id]: person.name }) }),
    [props.titles, person],
  )
  const context = useMemo(() => recordContext(handle.context, { titles }), [handle.context, titles])
  const name = labelOf(table?.label, context.locale, table?.key)
  const ready = table && session.data && table.can.create ? table : undefined

  const close = () => (dirty.current ? setAsking(true) : props.onOpenChange(false))
  const created = (record: ApiRecord, outcome: Outcome) => {
    if (record.unseen) toast({ kind: 'ok', message: props.thanks ?? t('exits.createdUnseen') })
    else {
      const title = table?.title && record.fields[table.title]
      toast({
        kind: 'ok',
        message: title ? t('form.created', { title: String(title) }) : t('form.createdUntitled'),
        action: props.onOpen && { label: t('form.open'), onSelect: () => props.onOpen?.(record.id) },
      })
    }
    props.onCreated?.(record)
    if (outcome === 'another') setRound((n) => n + 1)
    else props.onOpenChange(false)
  }

  return (
    <Sheet
      open={props.open}
      onOpenChange={(open) => !open && !saving && close()}
      title={table ? t('form.title', { table: name }) : t('kit.loading')}
      footer={ready && <Buttons form={`${id}-form`} saving={saving} onCancel={close} />}
    >
      {ready ? (
        <CreateBody
          key={round}
          id={id}
          base={props.base}
          table={ready}
          given={props.given}
          context={context}
          services={handle.services}
          me={person?.id}
          onSaving={setSaving}
          onSaved={created}
          onDirty={(value) => {
            dirty.current = value
          }}
        />
      ) : error ? (
        <EmptyState
          icon="triangle-alert"
          title={t('form.loadFailed')}
          hint={error.message || t('form.offline')}
          action={<Button onClick={handle.reload}>{t('kit.retry')}</Button>}
        />
      ) : table && session.data ? (
        <EmptyState icon="lock" title={t('form.notAllowed', { table: name })} />
      ) : (
        <FormSkeleton />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('form.throwAwayTitle')}
        description={t('form.throwAwayText', { table: name })}
        confirmLabel={t('form.throwAway')}
        danger
        onConfirm={() => props.onOpenChange(false)}
      />
    </Sheet>
  )
}

function Buttons(props: { form: string; saving: Outcome | undefined; onCancel: () => void }) {
  const t = useT()
  return (
    <>
      <Button
        type="submit"
        form={props.form}
        value="another"
        busy={props.saving === 'another'}
        writes
        className="mr-auto max-md:flex-1"
      >
        {t('form.saveAndAdd')}
      </Button>
      <Button onClick={props.onCancel} className="max-md:hidden">
        {t('kit.cancel')}
      </Button>
      <Button
        type="submit"
        form={props.form}
        variant="primary"
        busy={props.saving === 'close'}
        writes
        className="max-md:flex-1"
      >
        {t('form.save')}
      </Button>
    </>
  )
}

function FormSkeleton() {
  return (
    <div className="flex flex-col gap-5 p-5" aria-busy>
      {[1, 2, 3, 4, 5].map((n) => (
        <div key={n} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
    </div>
  )
}

function CreateBody(props: {
  id: string
  base: string
  table: TableAnswer
  given?: Values
  context: FieldContext
  services: FieldServices
  me: string | undefined
  onSaving: (outcome: Outcome | undefined) => void
  onSaved: (record: ApiRecord, outcome: Outcome) => void
  onDirty: (dirty: boolean) => void
}) {
  const { table, context, me, id } = props
  const t = useT()
  const [sections] = useState(() => createSections(table, Object.keys(props.given ?? {})))
  const [start] = useState(() =>
    startingValues(
      newFields(table).filter((f) => f.creatable),
      context,
      me,
      props.given,
    ),
  )
  const state = useForm({ sections, start, context, me })
  const key = useRef(requestKey())
  const sending = useRef(false)
  const summary = useRef<HTMLDivElement>(null)
  const [clash, setClash] = useState<ApiError['clash']>()
  const { onDirty } = props

  const dirty = isDirty(start, state.values)
  useEffect(() => onDirty(dirty), [dirty, onDirty])
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])

  /** Sections open first, so the wrong control exists one frame later. */
  const goTo = (field: string | undefined) =>
    requestAnimationFrame(() => {
      const control = field && document.getElementById(controlId(id, field))
      if (control) control.focus()
      else summary.current?.focus()
    })

  const submit = async (outcome: Outcome) => {
    if (sending.current || isLooking()) return
    const wrong = state.check()
    if (wrong) return goTo(wrong)
    sending.current = true
    props.onSaving(outcome)
    try {
      const fields = sent(
        sections.flatMap((s) => s.fields).filter((f) => state.shown.has(f.key)),
        state.values,
      )
      const record = await api.post<ApiRecord>(
        `/bases/${props.base}/tables/${table.key}/records`,
        { fields },
        { idempotencyKey: key.current },
      )
      onDirty(false)
      props.onSaved(record, outcome)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      // A refusal means that nothing was created; without an answer, the same key makes the next try safe.
      if (error.status >= 400 && error.status < 500) key.current = requestKey()
      setClash(error.error.clash)
      goTo(state.refuse(error.status === 0 ? { ...error.error, message: t('form.offline') } : error.error))
    } finally {
      sending.current = false
      props.onSaving(undefined)
    }
  }

  const wrong = sections.flatMap((s) => s.fields).filter((f) => state.messages[f.key])
  // As long as the value is refused, the record that has it is worth a look.
  const taken = wrong.length > 0 || state.refusal ? clash : undefined
  return (
    <form
      id={`${id}-form`}
      noValidate
      className="flex flex-col gap-5 p-5"
      onSubmit={(event) => {
        event.preventDefault()
        const button = (event.nativeEvent as SubmitEvent).submitter
        void submit(button?.getAttribute('value') === 'another' ? 'another' : 'close')
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.metaKey || event.ctrlKey))
          return
        event.preventDefault()
        void submit('close')
      }}
    >
      {(state.refusal || taken || wrong.length > 1) && (
        <div
          ref={summary}
          role="alert"
          tabIndex={-1}
          className="rounded-lg bg-danger-soft px-3 py-2.5 text-[13px] text-ink outline-none"
        >
          <p className="flex items-start gap-2 font-medium text-danger">
            <Icon name="circle-alert" className="mt-0.5" />
            <span className="whitespace-pre-line">
              {state.refusal ?? t('form.wrongTitle', { count: wrong.length })}
            </span>
          </p>
          {taken && (
            <p className="mt-1 pl-6">
              <ClashLink clash={taken} />
            </p>
          )}
          {wrong.length > 0 && (
            <ul className="mt-1 flex flex-col pl-6">
              {wrong.map((field) => (
                <li key={field.key}>
                  <button
                    type="button"
                    className="cursor-pointer text-left underline decoration-strong underline-offset-2 hover:decoration-ink"
                    onClick={() => goTo(field.key)}
                  >
                    {labelOf(field.label, context.locale, field.key)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Form id={id} sections={sections} state={state} context={context} services={props.services} />
    </form>
  )
}
