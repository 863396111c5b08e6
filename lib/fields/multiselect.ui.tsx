'use client'
/** Multi-select: coloured labels in a row; a searchable list that stays open while choosing. */
import { useT } from '@/lib/i18n/react'
import { Tag } from '@/lib/kit/tag'
import { type ChoiceOptions, optionLabel, optionsOf } from './choice'
import { multiselect as meaning } from './multiselect'
import { OptionTag, optionSource } from './parts/option'
import { Picker } from './parts/picker'
import { Row } from './parts/row'
import type { CellProps, FieldUi, InputProps } from './ui-type'

function Cell({ value, options, context, dense }: CellProps<string[], ChoiceOptions>) {
  return (
    <Row dense={dense} items={value}>
      {(item) => <OptionTag value={item} options={options} context={context} />}
    </Row>
  )
}

function Input(props: InputProps<string[], ChoiceOptions>) {
  const { value, options, context, onChange } = props
  const t = useT()
  const all = optionsOf(options, context)
  return (
    <Picker
      multiple
      input={props}
      source={optionSource(all, context.locale)}
      chosen={value ?? []}
      read={(text) => meaning.parse(text, options, context)}
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
      onChange={(chosen) => onChange(chosen.length > 0 ? chosen : undefined)}
    />
  )
}

export const multiselect: FieldUi<string[], ChoiceOptions> = { Cell, Input }
