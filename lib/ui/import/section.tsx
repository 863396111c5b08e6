'use client'
/** One step of the import: its heading, which takes the focus when the step begins, what is in it, and the way on. */
import { type ReactNode, useEffect, useRef } from 'react'

interface Props {
  title: string
  hint?: ReactNode
  children: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  /** The first step does not take the focus from where somebody is. */
  quiet?: boolean
}

export function Section({ title, hint, children, footer, quiet }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!quiet) heading.current?.focus({ preventScroll: true })
    if (!quiet) heading.current?.closest('main')?.scrollTo?.({ top: 0 })
  }, [quiet])
  return (
    <section className="flex flex-1 flex-col gap-5">
      <div>
        <h2 ref={heading} tabIndex={-1} className="text-[15px] font-semibold outline-none">
          {title}
        </h2>
        {hint && <p className="mt-0.5 text-pretty text-muted">{hint}</p>}
      </div>
      {children}
      {footer && (
        <footer className="sticky bottom-0 z-10 -mx-6 mt-auto flex flex-wrap justify-end gap-2 border-t border-line bg-surface px-6 py-3 max-md:-mx-4 max-md:px-4 max-md:*:flex-1">
          {footer}
        </footer>
      )}
    </section>
  )
}
