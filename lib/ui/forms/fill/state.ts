'use client'
/** What an open form holds: answers, rows, the step, what is wrong; nothing typed is lost by an error. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ApiError, FieldAnswer } from '@/lib/api/contract'
import type { FormAnswer, FormDraft, SubmitBody } from '@/lib/api/contract-forms'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { useT } from '@/lib/i18n/react'
import type { Flow } from '@/lib/meta/form-flow'
import { refusalText } from '@/lib/ui/api'
import { problemWords } from '@/lib/ui/data/problem-words'
import { isEmpty, type Messages, startingValues, type Values } from '@/lib/ui/form/values'
import { changedCells, filled, openRows, type Rows, rowsAnswer } from './rows'
import {
  answersOf,
  type Fault,
  faultsOf,
  fieldWritable,
  flowOver,
  pathOfServer,
  type StepView,
  stepOfPath,
  stepsOf,
} from './steps'

export interface Filler {
  views: StepView[]
  /** Place of the open step in `views`. */
  at: number
  flow: Flow
  values: Values
  rows: Record<string, Rows>
  messages: Messages
  /** What is wrong with the form as a whole. */
  refusal?: string
  /** Counts every change, so that a draft knows when to be kept. */
  changes: number
  change(key: string, value: CellValue | undefined): void
  leave(key: string): void
  changeRows(field: string, change: (rows: Rows) => Rows): void
  /** Opens a step; forwards only past steps in which nothing is wrong. Answers where the first problem is. */
  open(at: number): string | undefined
  /** Checks every step, opens the one with the first problem and answers where it is. */
  check(): string | undefined
  /** Puts a refusal of the server at its places; answers the first of them. */
  refuse(error: ApiError): string | undefined
  draft(): FormDraft
  body(): Omit<SubmitBody, 'consent' | 'trap' | 'prefill'>
  startOfRow(field: string): Values
}

/** The DOM id of the control at a message path. */
export const pathId = (form: string, path: string): string => `${form}-${path.replaceAll('/', '-')}`

export function useFiller(args: {
  form: FormAnswer
  /** With the words of the form. */
  fields: ReadonlyMap<string, FieldAnswer>
  context: FieldContext
  me: string | undefined
}): Filler {
  const { form, fields, context, me } = args
  const t = useT()
  const startOfRow = useCallback(
    (field: string): Values =>
      startingValues(
        (form.rows[field]?.fields ?? []).filter((f) => f.creatable),
        context,
        me,
      ),
    [form, context, me],
  )
  const [values, setValues] = useState<Values>(() => ({ ...form.values, ...filled(form.draft?.answers) }))
  const [rows, setRows] = useState(() => startingRows(form, startOfRow))
  const [step, setStep] = useState(form.draft?.step)
  const [messages, setMessages] = useState<Messages>({})
  const [refusal, setRefusal] = useState<string>()
  const [changes, setChanges] = useState(0)
  const sent = useRef<Record<string, string[]>>({})

  const flow = useMemo(() => flowOver(form, values, context, me), [form, values, context, me])
  const views = useMemo(() => stepsOf(form.steps, flow), [form, flow])
  const at = Math.max(
    0,
    views.findIndex((view) => view.step.key === step),
  )

  const wordsOf = ({ path, problem, field }: Fault): string => {
    // A field of the form is called as the form calls it; a cell of a row as its column.
    const { label } = fields.get(path) ?? field ?? {}
    const named = { key: field?.key ?? '', label: label ?? {}, message: field?.message }
    return problemWords(t, named, problem, context.locale)
  }
  const judged = (now: Values) => ({
    form,
    flow: now === values ? flow : flowOver(form, now, context, me),
    values: now,
    rows: latest.current.rows,
    writable: (field: FieldAnswer) => fieldWritable(form, field),
    context,
    me,
  })

  // A control may change its value and leave in one go, before anything is drawn again.
  const latest = useRef({ values, rows, wordsOf, judged, views })
  latest.current = { values, rows, wordsOf, judged, views }

  const touched = useCallback((path: string) => {
    setMessages((old) =>
      Object.fromEntries(Object.entries(old).filter(([key]) => key !== path && !key.startsWith(`${path}/`))),
    )
    setRefusal(undefined)
    setChanges((n) => n + 1)
  }, [])
  const change = useCallback(
    (key: string, value: CellValue | undefined) => {
      latest.current = { ...latest.current, values: { ...latest.current.values, [key]: value } }
      setValues((old) => ({ ...old, [key]: value }))
      touched(key)
    },
    [touched],
  )
  const changeRows = useCallback(
    (field: string, with_: (rows: Rows) => Rows) => {
      setRows((old) => ({ ...old, [field]: with_(old[field]!) }))
      touched(field)
    },
    [touched],
  )
  const leave = useCallback((key: string) => {
    const { values: now, judged, views, wordsOf } = latest.current
    // An untouched empty field is not scolded for being passed by.
    if (isEmpty(now[key])) return
    const about = judged(now)
    const fault = views.flatMap((view) => faultsOf(view, about)).find((one) => one.path === key)
    if (fault) setMessages((old) => ({ ...old, [key]: wordsOf(fault) }))
  }, [])

  /** Says what is wrong in these steps and opens the first such step. */
  const tell = (places: readonly number[]): string | undefined => {
    const { values: now, views } = latest.current
    const about = judged(now)
    const faults = places.flatMap((place) => faultsOf(views[place]!, about))
    setRefusal(undefined)
    setMessages(Object.fromEntries(faults.map((fault) => [fault.path, wordsOf(fault)])))
    const first = faults[0]?.path
    if (first !== undefined) setStep(views[stepOfPath(views, first)]?.step.key)
    return first
  }
  const open = (to: number): string | undefined => {
    const between = views.map((_, i) => i).filter((i) => i >= at && i < to)
    const wrong = tell(between)
    if (wrong === undefined) {
      setStep(views[to]?.step.key)
      // A step that was merely looked at is no change worth a draft of its own.
      if (changes > 0) setChanges((n) => n + 1)
    }
    return wrong
  }

  const refuse = (error: ApiError): string | undefined => {
    const found: Messages = {}
    const elsewhere: string[] = []
    for (const one of [error, ...(error.more ?? [])]) {
      const text = refusalText(one)
      const path = one.field === undefined ? undefined : pathOfServer(one.field, rows, sent.current)
      if (path !== undefined && stepOfPath(views, path) >= 0) found[path] ??= text
      else elsewhere.push(one.label && !text.includes(one.label) ? `${one.label}: ${text}` : text)
    }
    setMessages(found)
    setRefusal(elsewhere.length > 0 ? elsewhere.join('\n') : undefined)
    const place = (path: string) => stepOfPath(views, path)
    const first = Object.keys(found).sort((a, b) => place(a) - place(b))[0]
    if (first !== undefined) setStep(views[place(first)]?.step.key)
    return first
  }

  const rowsOf = (which: (field: string) => boolean) => {
    const all = Object.entries(rows).filter(([field]) => which(field))
    const told = all.map(([field, list]) => [field, rowsAnswer(list)] as const)
    return {
      answer: Object.fromEntries(told.flatMap(([field, { answer }]) => (answer ? [[field, answer]] : []))),
      sent: Object.fromEntries(told.map(([field, { sent }]) => [field, sent])),
    }
  }
  const draft = (): FormDraft => {
    const changed = changedCells({ start: form.values, values })
    return {
      answers: Object.fromEntries(changed.map((key) => [key, isEmpty(values[key]) ? null : values[key]!])),
      rows: rowsOf(() => true).answer,
      step: views[at]?.step.key,
    }
  }
  const body = () => {
    const { answer, sent: order } = rowsOf((field) => flow.rows.has(field))
    sent.current = order
    return {
      ticket: form.ticket,
      ...answersOf(form, flow, form.values, values),
      rows: answer,
      ...(form.record && { record: form.record.id }),
    }
  }

  return {
    views,
    at,
    flow,
    values,
    rows,
    messages,
    refusal,
    changes,
    change,
    leave,
    changeRows,
    open,
    check: () => tell(views.map((_, i) => i)),
    refuse,
    draft,
    body,
    startOfRow,
  }
}

/** The rows that are there and those of the draft; an empty list begins with a line to type in. */
function startingRows(form: FormAnswer, startOfRow: (field: string) => Values): Record<string, Rows> {
  return Object.fromEntries(
    Object.entries(form.rows).map(([field, about]) => {
      const start = startOfRow(field)
      const rows = openRows(form.record?.rows[field] ?? [], form.draft?.rows?.[field], start)
      const wanted = Math.max(about.min ?? 0, 1) - rows.list.length
      if (!about.add || wanted <= 0) return [field, rows]
      const blank = openRows([], { add: Array.from({ length: wanted }, () => ({})) }, start)
      const spare = blank.list.map((row) => ({ ...row, values: start }))
      return [field, { ...rows, list: [...rows.list, ...spare] }]
    }),
  )
}
