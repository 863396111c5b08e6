/** One part of the page of one's account: its name, what it is for, and what is there. */
import type { ReactNode } from 'react'

export function Part(props: {
  /** To which an address can lead. */
  id?: string
  title: string
  hint?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <section id={props.id} className="flex scroll-mt-6 flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-semibold">{props.title}</h2>
          {props.hint && <p className="mt-0.5 text-pretty text-muted">{props.hint}</p>}
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}
