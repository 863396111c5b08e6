'use client'
/** Choosing what a new field is: types with an example each, in groups, searched in Chinese, English or by initials. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { TextInput } from '@/lib/kit/input'
import { groups, inLocale, type Offer, offersOf, search } from './catalogue'

export function FieldPicker({ onChoose }: { onChoose(offer: Offer): void }) {
  const t = useT()
  const locale = useLocale()
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const offers = useMemo(() => offersOf(inLocale(t, locale)), [t, locale])
  const found = search(offers, text, locale)

  // Once the panel has taken the focus, it goes on to where one types.
  useEffect(() => {
    const frame = requestAnimationFrame(() => document.getElementById('design-picker')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])

  /** Arrow keys go from line to line, from the search box on. */
  const step = (by: 1 | -1): void => {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const at = lines.indexOf(document.activeElement as HTMLElement)
    const next = lines[at + by]
    if (next) next.focus()
    else if (by === -1) document.getElementById('design-picker')?.focus()
  }
  const line = (offer: Offer) => (
    <li key={offer.id}>
      <button
        type="button"
        onClick={() => onChoose(offer)}
        className="flex w-full cursor-pointer items-start gap-3 rounded-md px-2 py-2 text-left hover:bg-hover"
      >
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-raised text-muted">
          <Icon name={offer.icon} />
        </span>
        <span className="min-w-0">
          <span className="block font-medium">{labelOf(offer.label, locale, offer.id)}</span>
          <span className="block text-[13px] text-pretty text-muted">{labelOf(offer.help, locale)}</span>
        </span>
      </button>
    </li>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys between the buttons inside.
    <div
      className="flex flex-col gap-3 p-5 max-md:p-4"
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        step(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      <div className="relative">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
        />
        <TextInput
          id="design-picker"
          type="search"
          aria-label={t('design.searchTypes')}
          placeholder={t('design.searchTypes')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return
            event.preventDefault()
            if (text.trim() !== '' && found[0]) onChoose(found[0])
          }}
          className="pl-8"
        />
      </div>
      <div ref={list}>
        {text.trim() !== '' ? (
          <ul>{found.map(line)}</ul>
        ) : (
          groups.map((group) => (
            <section key={group} className="pb-3">
              <h3 className="px-2 pb-1 text-xs font-medium text-faint">{t(`design.group_${group}`)}</h3>
              <ul className="grid sm:grid-cols-2">
                {found.filter((offer) => offer.group === group).map(line)}
              </ul>
            </section>
          ))
        )}
        {found.length === 0 && (
          <p className="px-2 py-6 text-center text-muted">{t('design.noType', { text })}</p>
        )}
      </div>
    </div>
  )
}
