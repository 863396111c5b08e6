'use client'
/** An option as its coloured label, and the options that a search for a word leaves. */
import type { Locale } from '@/lib/i18n/labels'
import { Tag } from '@/lib/kit/tag'
import { type ChoiceOptions, optionLabel, optionsOf } from '../choice'
import type { FieldContext, Option } from '../type'
import type { Source } from './choices'

/** An unknown value shows itself, without colour. */
export function OptionTag(props: { value: string; options: ChoiceOptions; context: FieldContext }) {
  const option = optionsOf(props.options, props.context).find((o) => o.value === props.value)
  return (
    <Tag color={option?.color ?? 'gray'}>
      {option ? optionLabel(option, props.context.locale) : props.value}
    </Tag>
  )
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Options that are still offered, by label in either language or by value; what begins with the word comes first. */
export function optionSource(all: readonly Option[], locale: Locale): Source {
  return {
    find(query) {
      const wanted = fold(query)
      const texts = (o: Option) => [...Object.values(o.label), o.value].map(fold)
      const offered = all.filter((o) => !o.retired && texts(o).some((text) => text.includes(wanted)))
      const begins = (o: Option) => texts(o).some((text) => text.startsWith(wanted))
      return [...offered.filter(begins), ...offered.filter((o) => !begins(o))].map((o) => ({
        id: o.value,
        title: optionLabel(o, locale),
      }))
    },
  }
}
