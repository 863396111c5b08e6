'use client'
/** Looks one under the other: who, what in a sentence, when and through which door. */
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Tag } from '@/lib/kit/tag'
import { recordHref } from '@/lib/ui/record/stack'
import { grouped } from './group'
import { lookedAs, lookedBy, sentence } from './words'

export function LogLines(props: { base: string; zone: string; lines: readonly AccessLogLine[] }) {
  const t = useT()
  return (
    <ol
      aria-label={t('audit.lines')}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {grouped(props.lines).map((lines) => (
        <LogGroup key={lines[0]!.seq} {...props} lines={lines} />
      ))}
    </ol>
  )
}

/** Looks that repeat each other as one, to be unfolded. */
function LogGroup({ lines, ...props }: { base: string; zone: string; lines: readonly AccessLogLine[] }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const [newest, oldest] = [lines[0]!, lines.at(-1)!]
  if (lines.length === 1) return <LogLine {...props} line={newest} />
  return (
    <>
      <LogLine {...props} line={newest} oldest={oldest}>
        <Tag color="gray">{t('audit.times', { count: lines.length })}</Tag>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="inline-flex cursor-pointer items-center gap-1 text-accent underline-offset-4 hover:underline max-md:min-h-10"
        >
          {t(open ? 'audit.fold' : 'audit.unfold')}
        </button>
      </LogLine>
      {open && lines.map((line) => <LogLine key={line.seq} {...props} line={line} inside />)}
    </>
  )
}

function LogLine(props: {
  base: string
  zone: string
  line: AccessLogLine
  /** The first of those that this line stands for. */
  oldest?: AccessLogLine
  /** One of a group that is unfolded. */
  inside?: boolean
  children?: ReactNode
}) {
  const { base, zone, line, oldest } = props
  const t = useT()
  const locale = useLocale()
  const name = lookedBy(line, t, locale)
  const as = lookedAs(line, t, locale)
  const { by, record, table, erased } = line
  const [from, to] = [oldest ?? line, line].map(({ at }) => formatDateTime(at, locale, zone)) as [
    string,
    string,
  ]
  return (
    <li className={cx('flex gap-3 px-4 py-2.5 hover:bg-hover/60', props.inside && 'bg-canvas pl-14')}>
      {by && !by.form ? (
        <Avatar name={name} />
      ) : (
        <Icon name={by ? 'clipboard-list' : erased ? 'eraser' : 'shield'} className="m-1 text-faint" />
      )}
      <div className="min-w-0 flex-1">
        <p className="leading-relaxed text-pretty wrap-anywhere">
          <span className="font-medium">{name}</span> {as && <Tag color="amber">{as}</Tag>}{' '}
          {erased ? t('audit.said_erased') : sentence(line, t, locale)}
        </p>
        {line.reason && (
          <p className="text-muted wrap-anywhere">{t('audit.reason', { reason: line.reason })}</p>
        )}
        <p className="flex flex-wrap items-center gap-x-2 text-[13px] text-faint">
          <time
            dateTime={line.at}
            title={formatRelative(line.at, new Date(), locale, zone)}
            className="tabular-nums"
          >
            {from === to ? to : t('audit.since', { from, to })}
          </time>
          {props.children}
          {by && line.door !== 'page' && <span>{t.any(`history.door_${line.door}`)}</span>}
          {record && table && (
            <Link
              href={recordHref(base, { table: table.key, id: record.id })}
              className="inline-flex items-center text-accent underline-offset-4 hover:underline max-md:min-h-10"
            >
              {t('audit.showRecord')}
            </Link>
          )}
        </p>
      </div>
    </li>
  )
}
