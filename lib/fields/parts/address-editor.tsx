'use client'
/** The parts of an address as fields; a whole line pasted into any of them is taken apart. */
import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useState,
} from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { TextInput } from '@/lib/kit/input'
import type { Address, AddressOptions, AddressPart } from '../address'
import { citiesOf, type Divisions, districtsOf, loadDivisions, provinces, splitAddress } from '../china'
import { countries, countryName } from '../countries'
import type { InputProps } from '../ui-type'
import { isComposing, swallow } from './leaving'
import { PlacePicker } from './place-picker'

interface AddressEditorProps {
  input: InputProps<Address, AddressOptions>
  /** In a grid cell: Enter keeps, Escape puts back. */
  onEnter?(): void
  onEscape?(): void
  onBlur?(event: FocusEvent): void
}

export function AddressEditor({ input, onEnter, onEscape, onBlur }: AddressEditorProps) {
  const { id, context, disabled } = input
  const t = useT()
  const tree = useDivisions()
  // Typing in the grid replaces: the first character begins a new street.
  const start = input.initialText ? { country: 'CN', street: input.initialText } : input.value
  const [address, setAddress] = useState<Partial<Address>>(isObject(start) ? start : {})
  const [given, setGiven] = useState(input.value)
  if (input.value !== given) {
    setGiven(input.value)
    setAddress(isObject(input.value) ? input.value : {})
  }
  const country = address.country ?? 'CN'
  const china = country === 'CN'
  // The editor opens where the writing begins: the places first, the street when they are there.
  const [focused] = useState(() =>
    input.mode === 'cell' || input.autoFocus
      ? address.province || address.street
        ? 'street'
        : 'province'
      : undefined,
  )

  function set(change: Partial<Address>): void {
    const next = { country, ...address, ...change }
    const filled = Object.fromEntries(
      Object.entries(next).filter(([, part]) => part !== undefined && part !== ''),
    )
    const onlyCountry = Object.keys(filled).length <= 1
    setAddress(next)
    const value = onlyCountry ? undefined : (filled as unknown as Address)
    setGiven(value)
    input.onChange(value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    if (input.initialText) set({})
  }, [])

  function onPaste(event: ClipboardEvent): void {
    const found = splitAddress(
      event.clipboardData.getData('text'),
      Object.keys(tree).length > 0 ? tree : undefined,
    )
    if (!china || !found || (!found.city && !found.district && !found.street)) return
    event.preventDefault()
    set({ province: undefined, city: undefined, district: undefined, street: undefined, ...found })
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || event.defaultPrevented) return
    const action = event.key === 'Enter' ? onEnter : event.key === 'Escape' ? onEscape : undefined
    if (!action) return
    swallow(event)
    action()
  }

  // The field's own label leads to the first part.
  const idOf = (part: AddressPart) => (part === 'province' ? id : `${id}-${part}`)
  const place = (part: AddressPart, names: readonly string[], below: Partial<Address>, closed = false) => (
    <Part label={t(`fieldChoice.${part}`)} id={idOf(part)}>
      <PlacePicker
        input={{
          id: idOf(part),
          mode: 'form',
          labelledBy: `${idOf(part)}-part`,
          autoFocus: focused === part,
          invalid: input.invalid && closed,
          disabled,
        }}
        names={names}
        value={address[part]}
        onChange={(name) => set({ [part]: name, ...below })}
      />
    </Part>
  )
  const text = (part: AddressPart, label: string) => (
    <Part label={label} id={idOf(part)}>
      <TextInput
        id={idOf(part)}
        value={address[part] ?? ''}
        autoComplete="off"
        autoFocus={focused === part}
        disabled={disabled}
        invalid={input.invalid && part === 'postcode'}
        aria-describedby={input.describedBy}
        onChange={(event) => set({ [part]: event.target.value })}
      />
    </Part>
  )
  return (
    <div
      role="group"
      aria-labelledby={input.labelledBy}
      className={input.mode === 'cell' ? 'w-[28rem] max-w-full' : 'w-full'}
      onPaste={onPaste}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <div className="grid grid-cols-3 gap-2 max-md:grid-cols-1">
        {china ? (
          <>
            {place('province', provinces, { city: undefined, district: undefined }, true)}
            {place('city', citiesOf(tree, address.province), { district: undefined })}
            {place('district', districtsOf(tree, address.province, address.city), {})}
          </>
        ) : (
          <>
            {text('province', t('fieldChoice.state'))}
            {text('city', t('fieldChoice.city'))}
            {text('district', t('fieldChoice.district'))}
          </>
        )}
        <div className="col-span-full">{text('street', t('fieldChoice.street'))}</div>
        {text('postcode', t('fieldChoice.postcode'))}
        <div className="col-span-2 max-md:col-span-1">
          <Part label={t('fieldChoice.country')} id={`${id}-country`}>
            <PlacePicker
              input={{ id: `${id}-country`, mode: 'form', labelledBy: `${id}-country-part`, disabled }}
              names={countries}
              nameOf={(code) => countryName(code, context.locale)}
              value={country}
              lasting
              onChange={(code) => set({ country: code ?? 'CN' })}
            />
          </Part>
        </div>
      </div>
      <div className="mt-2 flex items-center justify-between gap-2">
        <p className="text-xs text-muted">{china && t('fieldChoice.pasteAddress')}</p>
        {onEnter && (
          <Button size="sm" variant="primary" onClick={onEnter}>
            {t('fieldChoice.done')}
          </Button>
        )}
      </div>
    </div>
  )
}

const isObject = (value: unknown): value is Address => typeof value === 'object' && value !== null

/** The division tree, fetched when the first editor opens; until then the lists are empty and names may be typed. */
function useDivisions(): Divisions {
  const [tree, setTree] = useState<Divisions>({})
  useEffect(() => {
    let current = true
    loadDivisions().then(
      (loaded) => current && setTree(loaded),
      () => {},
    )
    return () => {
      current = false
    }
  }, [])
  return tree
}

function Part({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} id={`${id}-part`} className="mb-0.5 block text-xs leading-5 text-muted">
        {label}
      </label>
      {children}
    </div>
  )
}
