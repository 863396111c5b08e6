'use client'
/** Address: one line as people write it; an editor with a field per part, and lists for the places of China. */
import { useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { type Address, type AddressOptions, address as meaning } from './address'
import { AddressEditor } from './parts/address-editor'
import { Box } from './parts/box'
import { Flyout } from './parts/flyout'
import { useLeaving } from './parts/leaving'
import type { CellProps, FieldUi, InputProps } from './ui-type'

function Cell({ value, options, context, dense }: CellProps<Address, AddressOptions>) {
  return (
    <span className={cx(dense ? 'block truncate' : 'wrap-anywhere')}>
      {meaning.format(value, options, context)}
    </span>
  )
}

function Input(props: InputProps<Address, AddressOptions>) {
  return props.mode === 'cell' ? <CellInput {...props} /> : <AddressEditor input={props} />
}

/** A cell is too small for six fields: they open under it. */
function CellInput(props: InputProps<Address, AddressOptions>) {
  const { value, options, context } = props
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(true)
  const { commit, cancel, onBlur } = useLeaving(props, [box, panel], () => setOpen(false))
  return (
    <>
      <Box ref={box} mode="cell" invalid={props.invalid}>
        <span className={cx('truncate', value === undefined && 'text-faint')}>
          {value === undefined
            ? t('fieldChoice.addressPlaceholder')
            : meaning.format(value, options, context)}
        </span>
      </Box>
      <Flyout
        anchor={box}
        panel={panel}
        open={open}
        onClose={commit}
        label={t('fieldChoice.address')}
        className="p-3"
      >
        <AddressEditor input={props} onEnter={commit} onEscape={cancel} onBlur={onBlur} />
      </Flyout>
    </>
  )
}

export const address: FieldUi<Address, AddressOptions> = { Cell, Input }
