'use client'
/** What the fields of a form may know: its options, its zone, and the names that came with it or were picked here. */
import { useMemo } from 'react'
import type { FormAnswer } from '@/lib/api/contract-forms'
import type { FieldContext } from '@/lib/fields/type'
import { useLocale } from '@/lib/i18n/react'
import type { Titles } from '@/lib/ui/data/services'

export function useFormContext(form: FormAnswer | undefined, picked: Titles): FieldContext {
  const locale = useLocale()
  return useMemo(
    () => ({
      locale,
      zone: form?.zone ?? 'UTC',
      today: form?.today ?? '',
      optionSet: (key) => form?.optionSets[key] ?? [],
      title: (id) => form?.titles[id] ?? picked.get(id),
    }),
    [locale, form, picked],
  )
}
