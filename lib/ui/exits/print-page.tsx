'use client'
/** What goes on paper: one element beside the page, which alone is printed, and the key that asks for it. */
import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { formatDateTime } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { useSession } from '@/lib/ui/shell/session'

/** Prints its children once they stand there; `onDone` when the person has printed them, or not. */
export function PrintPage(props: { title: string; about?: string; onDone(): void; children: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const { session } = useSession()
  const done = useRef(props.onDone)
  done.current = props.onDone
  useEffect(() => {
    const over = () => done.current()
    addEventListener('afterprint', over)
    const frame = requestAnimationFrame(() => window.print())
    return () => {
      removeEventListener('afterprint', over)
      cancelAnimationFrame(frame)
    }
  }, [])
  const time = formatDateTime(new Date(), locale, session.workspace.zone)
  return createPortal(
    <article data-printed="page">
      <header>
        <h1>{props.title}</h1>
        <p>
          {props.about && <span>{props.about}</span>}
          <span>{t('exits.printBy', { name: session.person.name, time })}</span>
        </p>
      </header>
      {props.children}
    </article>,
    document.body,
  )
}

/** What a printer gets of a page that is not made for it: a sentence. That keeps no data in: the screen shows it. */
export function PrintNote({ text }: { text: string }) {
  return createPortal(<p data-printed="note">{text}</p>, document.body)
}

/** Ctrl+P and ⌘P print what is made for it; a panel over the page, which listens nearer, goes first. */
export function usePrintKey(onPrint: (() => void) | undefined, over: 'page' | 'panel'): void {
  const print = useRef(onPrint)
  print.current = onPrint
  useEffect(() => {
    const place = over === 'page' ? window : document
    const onKey = (event: Event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event as KeyboardEvent
      if (defaultPrevented || !print.current || key.toLowerCase() !== 'p') return
      if (!(ctrlKey || metaKey) || altKey || shiftKey) return
      event.preventDefault()
      print.current()
    }
    place.addEventListener('keydown', onKey)
    return () => place.removeEventListener('keydown', onKey)
  }, [over])
}
