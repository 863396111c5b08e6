'use client'
/** Opens a form by its door, and opens it again when it has changed, after sending, or to begin anew. */
import { useCallback, useEffect, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { FormAnswer } from '@/lib/api/contract-forms'
import { failureOf } from '@/lib/ui/data/failure'
import { withOptions } from './parts'
import type { FormDoor } from './transport'

export interface OpenForm {
  form?: FormAnswer
  error?: ApiError
  /** Counts openings: a form that is opened again is another form on the page. */
  opening: number
  /** Opens again; with the ticket, what was typed and uploaded is there again. */
  open(ticket?: string): Promise<void>
}

export function useForm(door: FormDoor, ticketAtFirst: () => string | undefined): OpenForm {
  const [state, setState] = useState<Omit<OpenForm, 'open'>>({ opening: 0 })
  const open = useCallback(
    async (ticket?: string) => {
      try {
        const form = withOptions(await door.load({ ticket }))
        setState((old) => ({ form, opening: old.opening + 1 }))
      } catch (thrown) {
        const error = failureOf(thrown)
        // A ticket that is used up or too old is no reason to refuse the form.
        if (error.code === 'FORM_TICKET' && ticket !== undefined) return open()
        setState((old) => ({ ...old, form: undefined, error }))
      }
    },
    [door],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first ticket is looked up once.
  useEffect(() => void open(ticketAtFirst()), [open])
  return { ...state, open }
}
