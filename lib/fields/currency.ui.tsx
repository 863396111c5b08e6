'use client'
/** Looks of an amount of money. */
import { type CurrencyOptions, currency as meaning } from './currency'
import { NumberCell } from './parts/plain-cell'
import { TextEditor } from './parts/text-editor'
import type { FieldUi } from './ui-type'

export const currency: FieldUi<number, CurrencyOptions> = {
  Cell: ({ value, options, context, dense }) => (
    <NumberCell dense={dense}>{meaning.format(value, options, context)}</NumberCell>
  ),
  Input: (props) => (
    <TextEditor
      {...props}
      meaning={meaning}
      inputMode="decimal"
      align="right"
      suffix={props.options.currency}
    />
  ),
}
