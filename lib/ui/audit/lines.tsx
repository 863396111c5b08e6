'use client'
/** Looks one under the other: who, what in a sentence, when and through which door. */
import Link from 'next/link'
import type { AccessLogLine } from '@/lib/api/contract-audit'
import { formatDateTime, formatRelative } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Icon } from '@/lib/kit/icon'
import { Tag } from '@/lib/kit/tag'
import { recordHref } from '@/lib/ui/record/stack'
import { lookedAs, lookedBy, sentence } from './words'

export function LogLines(props: { base: string; zone: string; lines: readonly AccessLogLine[] }) {
  const t = useT()
  return (
    <ol
      aria-label={t('audit.lines')}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {props.lines.map((line) => (
        <LogLine key={line.seq} {...props} line={line} />
      ))}
    </ol>
  )
}

function LogLine({ base, zone, line }: { base: string; zone: string; line: AccessLogLine }) {
  const t = useT()
  const locale = useLocale()
  const name = lookedBy(line, t, locale)
  const as = lookedAs(line, t, locale)
  const { by, record, table, erased } = line
  return (
    <li className="flex gap-3 px-4 py-2.5 hover:bg-hover/60">
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
            {formatDateTime(line.at, locale, zone)}
          </time>
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
