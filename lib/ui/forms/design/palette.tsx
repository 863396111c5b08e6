'use client'
/** What can be put into the form: fields that are not in it yet, rows, and things to read. A click adds, dragging places. */
import { type PointerEvent, useState } from 'react'
import type { FieldAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { TextInput } from '@/lib/kit/input'
import type { MenuEntry } from '@/lib/kit/menu'
import { fieldKeys, rowsKeys } from './blocks'
import { type Board, hasRows, isFillable, useBoard } from './board'

/** Something that can be added: `field:key`, `rows:key`, `text`, `image`, `section`, `step`. */
export interface Offer {
  id: string
  label: string
  icon: string
  required?: boolean
}

/** Above this many fields one looks for them by name. */
const manyFields = 8

export function useOffers(): { fields: Offer[]; rows: Offer[]; others: Offer[] } {
  const { design, table } = useBoard()
  const t = useT()
  const locale = useLocale()
  const [filled, rowed] = [fieldKeys(design), rowsKeys(design)]
  const name = (field: FieldAnswer) => labelOf(field.label, locale, field.key)
  return {
    fields: table.fields
      .filter((field) => isFillable(field) && !filled.includes(field.key) && !rowed.includes(field.key))
      .map((field) => ({
        id: `field:${field.key}`,
        label: name(field),
        icon: fieldType(field.type).icon,
        required: field.required,
      })),
    rows: table.fields
      .filter((field) => hasRows(field) && !filled.includes(field.key) && !rowed.includes(field.key))
      .map((field) => ({ id: `rows:${field.key}`, label: name(field), icon: 'table-properties' })),
    others: [
      { id: 'text', label: t('formDesign.kind_text'), icon: 'text' },
      { id: 'image', label: t('formDesign.kind_image'), icon: 'image' },
      { id: 'section', label: t('formDesign.kind_section'), icon: 'heading' },
      { id: 'step', label: t('formDesign.step'), icon: 'list-ordered' },
    ],
  }
}

/** The same offers as a menu, for inserting between two blocks. */
export function offerEntries(
  offers: ReturnType<typeof useOffers>,
  t: ReturnType<typeof useT>,
  onAdd: (id: string) => void,
): MenuEntry[] {
  const entry = (offer: Offer): MenuEntry => ({
    id: offer.id,
    label: offer.label,
    icon: offer.icon,
    onSelect: () => onAdd(offer.id),
  })
  return [
    ...offers.others.map(entry),
    ...(offers.rows.length > 0
      ? ['separator' as const, { heading: t('formDesign.rowsGroup') }, ...offers.rows.map(entry)]
      : []),
    ...(offers.fields.length > 0
      ? ['separator' as const, { heading: t('formDesign.unusedFields') }, ...offers.fields.map(entry)]
      : []),
  ]
}

export function Palette(props: { onAdd(id: string): void; onDrag?(event: PointerEvent, id: string): void }) {
  const offers = useOffers()
  const t = useT()
  const [wanted, setWanted] = useState('')
  const text = wanted.trim().toLocaleLowerCase()
  const fields = offers.fields.filter((offer) => offer.label.toLocaleLowerCase().includes(text))
  return (
    <div className="flex flex-col gap-5 p-3">
      <Group title={t('formDesign.elements')}>
        <div className="grid grid-cols-2 gap-1.5">
          {offers.others.map((offer) => (
            <OfferButton key={offer.id} offer={offer} {...props} boxed />
          ))}
        </div>
      </Group>
      {offers.rows.length > 0 && (
        <Group title={t('formDesign.rowsGroup')}>
          {offers.rows.map((offer) => (
            <OfferButton key={offer.id} offer={offer} {...props} />
          ))}
        </Group>
      )}
      <Group title={t('formDesign.unusedFields')}>
        {offers.fields.length > manyFields && (
          <TextInput
            type="search"
            aria-label={t('formDesign.findField')}
            placeholder={t('formDesign.findField')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className="mb-1.5"
          />
        )}
        {fields.map((offer) => (
          <OfferButton key={offer.id} offer={offer} {...props} />
        ))}
        {fields.length === 0 && (
          <p className="px-2 py-1 text-[13px] text-muted">
            {text ? t('access.noField', { text: wanted.trim() }) : t('formDesign.allUsed')}
          </p>
        )}
      </Group>
    </div>
  )
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 px-2 text-xs font-medium text-faint">{title}</h2>
      {children}
    </section>
  )
}

function OfferButton(props: {
  offer: Offer
  boxed?: boolean
  onAdd(id: string): void
  onDrag?(event: PointerEvent, id: string): void
}) {
  const { offer, boxed } = props
  const t = useT()
  return (
    <button
      type="button"
      aria-label={t('formDesign.add', { name: offer.label })}
      onClick={() => props.onAdd(offer.id)}
      onPointerDown={(event) => event.pointerType === 'mouse' && props.onDrag?.(event, offer.id)}
      className={cx(
        'flex w-full cursor-pointer items-center gap-2 rounded-md px-2 text-left text-[13px] hover:bg-hover max-md:min-h-11',
        boxed ? 'h-9 border border-line-control bg-surface' : 'h-8',
      )}
    >
      <Icon name={offer.icon} className="text-muted" />
      <span className="min-w-0 flex-1 truncate">{offer.label}</span>
      {offer.required && (
        <span className="text-danger" title={t('kit.required')} aria-hidden>
          *
        </span>
      )}
    </button>
  )
}

/** The block that an offer stands for; undefined for a step and for a picture, which has to be chosen first. */
export function blockFor(
  id: string,
  board: Pick<Board, 'table' | 'targets'>,
  columns: (field: FieldAnswer) => FieldAnswer[],
) {
  const [kind, key] = id.split(':')
  const field = key === undefined ? undefined : board.table.fields.find((one) => one.key === key)
  if (kind === 'field' && field) return { kind, field: field.key } as const
  if (kind === 'rows' && field) {
    const all = columns(field)
    const needed = all.filter((one) => one.required)
    const few = [...needed, ...all.filter((one) => !one.required)].slice(0, Math.max(needed.length, 5))
    return {
      kind,
      field: field.key,
      columns: all.filter((one) => few.includes(one)).map((one) => one.key),
      add: true,
      edit: true,
      remove: true,
    } as const
  }
  if (kind === 'text') return { kind, text: {} } as const
  if (kind === 'section') return { kind, label: {} } as const
  return undefined
}
