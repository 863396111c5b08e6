'use client'
/** Select: a coloured label; a searchable list to choose from. */
import { useT } from '@/lib/i18n/react'
import { Tag } from '@/lib/kit/tag'
import { type ChoiceOptions, findOption, optionLabel, optionsOf } from './choice'
import { OptionTag, optionSource } from './parts/option'
import { Picker } from './parts/picker'
import type { CellProps, FieldUi, InputProps } from './ui-type'

function Cell({ value, options, context }: CellProps<string, ChoiceOptions>) {
  return <OptionTag value={value} options={options} context={context} />
}

function Input(props: InputProps<string, ChoiceOptions>) {
  const { value, options, context, onChange } = props
  const t = useT()
  const all = optionsOf(options, context)
  const find = (text: string) => findOption(text, all, context.locale)
  return (
    <Picker
      input={props}
      source={optionSource(all, context.locale)}
      chosen={value === undefined ? [] : [value]}
      read={(text) => {
        const option = find(text)
        return option && [option.value]
      }}
      name={(id) => {
        const option = all.find((o) => o.value === id)
        return option && optionLabel(option, context.locale)
      }}
      chip={(id) => <OptionTag value={id} options={options} context={context} />}
      line={({ id, title }) => <Tag color={all.find((o) => o.value === id)?.color ?? 'gray'}>{title}</Tag>}
      words={{
        list: t('fieldChoice.options'),
        none: t('fieldChoice.noOptions'),
        placeholder: t('fieldChoice.chooseOption'),
      }}
      onChange={([chosen]) => onChange(chosen)}
    />
  )
}

export const select: FieldUi<string, ChoiceOptions> = { Cell, Input }
