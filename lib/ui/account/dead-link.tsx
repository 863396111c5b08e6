'use client'
/** What stands where a link used to open something, and where to go from there. */
import Link from 'next/link'
import { Icon } from '@/lib/kit/icon'

export function DeadLink(props: { title: string; hint: string; ways: { href: string; label: string }[] }) {
  return (
    <div role="alert" className="flex flex-col gap-4">
      <Icon name="unlink" className="size-8 text-faint" />
      <div>
        <h1 className="text-2xl leading-tight font-semibold">{props.title}</h1>
        <p className="mt-2 text-pretty text-muted">{props.hint}</p>
      </div>
      <ul className="flex flex-col gap-1">
        {props.ways.map(({ href, label }) => (
          <li key={href}>
            <TextLink href={href}>{label}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A line of text that leads elsewhere, as high as a finger on a phone. */
export function TextLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-8 items-center rounded-md font-medium text-accent underline-offset-4 hover:underline max-md:min-h-10"
    >
      {children}
    </Link>
  )
}
