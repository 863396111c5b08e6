'use client'
/** What an open form holds: values, conditions, messages, open sections; nothing typed is lost by an error. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ApiError, FieldAnswer } from '@/lib/api/contract'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { useT } from '@/lib/i18n/react'
import { problemWords } from '@/lib/ui/data/problem-words'
import { conditionsOf } from './conditions'
import type { FormSection } from './layout'
import { type Messages, problemOf, serverMessages, type Values } from './values'

/** The DOM id of a field's control. */
export const controlId = (form: string, key: string): string => `${form}-${key}`

export interface FormState {
  values: Values
  /** Keys of fields whose show-if holds, and of those that must be filled in now. */
  shown: ReadonlySet<string>
  required: ReadonlySet<string>
  messages: Messages
  /** What is wrong with the record as a whole. */
  refusal?: string
  open: ReadonlySet<string>
  change: (key: string, value: CellValue | undefined) => void
  /** The focus has left a field: the moment to say what is wrong with it. */
  leave: (key: string) => void
  toggle: (section: string) => void
  /** Checks every shown field; opens the section of the first wrong one and returns its key. */
  check: () => string | undefined
  /** Puts a refusal of the server at its fields; returns the first of them. */
  refuse: (error: ApiError) => string | undefined
}

export function useForm(args: {
  sections: readonly FormSection[]
  start: Values
  context: FieldContext
  me: string | undefined
}): FormState {
  const { sections, context, me } = args
  const t = useT()
  const [values, setValues] = useState(args.start)
  const [messages, setMessages] = useState<Messages>({})
  const [refusal, setRefusal] = useState<string>()
  const [open, setOpen] = useState(() => new Set(sections.filter((s) => s.open).map((s) => s.key)))
  const fields = useMemo(() => sections.flatMap((s) => s.fields), [sections])
  const { shown, required } = useMemo(
    () => conditionsOf(fields, values, context, me),
    [fields, values, context, me],
  )

  const wordsOf = (field: FieldAnswer, value: CellValue | undefined): string | undefined => {
    const problem = problemOf(field, value, required.has(field.key))
    return problem && problemWords(t, field, problem, context.locale)
  }

  // Handlers keep their identity, so that typing in one field leaves the others as they are.
  const latest = useRef({ wordsOf, fields, values })
  latest.current = { wordsOf, fields, values }

  const change = useCallback((key: string, value: CellValue | undefined) => {
    // A control may change its value and lose the focus in one go, before anything is drawn again.
    latest.current = { ...latest.current, values: { ...latest.current.values, [key]: value } }
    setValues((old) => ({ ...old, [key]: value }))
    setMessages(({ [key]: _gone, ...rest }) => rest)
    setRefusal(undefined)
  }, [])

  const leave = useCallback((key: string) => {
    const { fields, values } = latest.current
    const field = fields.find((f) => f.key === key)
    // An untouched empty field is not scolded for being passed by.
    const text = field && values[key] !== undefined ? latest.current.wordsOf(field, values[key]) : undefined
    if (text) setMessages((old) => ({ ...old, [key]: text }))
  }, [])

  const toggle = useCallback((section: string) => {
    setOpen((old) => {
      const next = new Set(old)
      if (!next.delete(section)) next.add(section)
      return next
    })
  }, [])

  /** Shows these messages and opens the sections that they are in. */
  const tell = (found: Messages): string | undefined => {
    setMessages(found)
    const wrong = sections.filter((s) => s.fields.some((f) => found[f.key]))
    setOpen((old) => new Set([...old, ...wrong.map((s) => s.key)]))
    return fields.find((f) => found[f.key])?.key
  }

  const check = (): string | undefined => {
    setRefusal(undefined)
    const found: Messages = {}
    for (const field of fields) {
      const text = shown.has(field.key) ? wordsOf(field, latest.current.values[field.key]) : undefined
      if (text) found[field.key] = text
    }
    return tell(found)
  }

  const refuse = (error: ApiError): string | undefined => {
    const found = serverMessages(error, shown)
    setRefusal(found.form)
    return tell(found.fields)
  }

  return { values, shown, required, messages, refusal, open, change, leave, toggle, check, refuse }
}
