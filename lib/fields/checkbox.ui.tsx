'use client'
/** Looks of yes or no: a box that acts on one click or Space. */
import { useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { CheckBox } from '@/lib/kit/input'
import type { CheckboxOptions } from './checkbox'
import { useCellKeys } from './parts/cell-keys'
import type { CellProps, FieldUi, InputProps } from './ui-type'

function CheckboxCell({ value, dense }: CellProps<boolean, CheckboxOptions>) {
  const t = useT()
  return (
    <span className={cx('flex items-center gap-1.5', dense && 'justify-center')}>
      <span
        role="img"
        aria-label={value ? t('fieldText.yes') : t('fieldText.no')}
        className={cx(
          'inline-flex size-4 shrink-0 items-center justify-center rounded-[5px] border',
          value ? 'border-accent bg-accent text-on-accent' : 'border-edge bg-surface',
        )}
      >
        {value && <Icon name="check" className="size-3 [&_*]:stroke-3" />}
      </span>
      {!dense && <span aria-hidden>{value ? t('fieldText.yes') : t('fieldText.no')}</span>}
    </span>
  )
}

function CheckboxInput(props: InputProps<boolean, CheckboxOptions>) {
  const ref = useRef<HTMLSpanElement>(null)
  const keys = useCellKeys(props, ref)
  return (
    <span
      className={cx(
        'flex items-center',
        props.mode === 'cell' ? 'h-full justify-center' : 'min-h-8 max-md:min-h-10',
      )}
      {...keys}
      ref={ref}
    >
      <CheckBox
        id={props.id}
        checked={props.value === true}
        onChange={props.onChange}
        disabled={props.disabled}
        autoFocus={props.autoFocus || props.mode === 'cell'}
        invalid={props.invalid}
        aria-describedby={props.describedBy}
        aria-labelledby={props.labelledBy}
      />
    </span>
  )
}

export const checkbox: FieldUi<boolean, CheckboxOptions> = {
  Cell: CheckboxCell,
  Input: CheckboxInput,
  toggle: (value) => value !== true,
}
