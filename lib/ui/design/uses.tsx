'use client'
/** What uses a definition, each with the way to it; what would break stands first. */
import Link from 'next/link'
import type { Use } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

const icons: Record<Use['kind'], string> = {
  table: 'table',
  field: 'text-cursor-input',
  view: 'eye',
  form: 'clipboard-list',
  role: 'shield',
  options: 'list',
  template: 'layout-template',
}

/** These need nothing; they only have to be out of the way. */
const obstacles: ReadonlySet<string> = new Set(['useRecords', 'useMembers', 'useInstalled'])

/** Where a use is edited. */
function addressOf(base: string, { kind, table, key }: Use): string | undefined {
  if (kind === 'table') return `/${base}/${key}`
  if (kind === 'field' && table) return `/${base}/${table}/fields?field=${key}`
  if (kind === 'view' && table) return `/${base}/${table}?view=${key}`
  if (kind === 'form' && table) return `/${base}/${table}/forms`
  return kind === 'role' ? `/${base}/access` : undefined
}

/** Uses of one kind in one way are one line: six roles with a right on a field are one thought. */
function grouped(uses: readonly Use[]): Use[][] {
  const groups = new Map<string, Use[]>()
  for (const use of uses) {
    const key = `${use.breaks} ${use.kind} ${use.how}`
    groups.set(key, [...(groups.get(key) ?? []), use])
  }
  return [...groups.values()].sort((a, b) => Number(b[0]!.breaks) - Number(a[0]!.breaks))
}

export function Uses({ base, uses }: { base: string; uses: readonly Use[] }) {
  const t = useT()
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {grouped(uses).map((group) => {
        const [{ kind, how, breaks }] = group as [Use, ...Use[]]
        return (
          <li key={`${breaks} ${kind} ${how}`} className="flex items-start gap-2 px-3 py-2 text-[13px]">
            <Icon name={icons[kind]} className="mt-[3px] size-3.5 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 text-muted">
                <span>{t(`design.use_${kind}`)}</span>
                <span>{t.any(`design.${how}`)}</span>
                {breaks && (
                  <span className="flex items-center gap-1 text-danger">
                    <Icon name="triangle-alert" className="size-3.5" />
                    {t(obstacles.has(how) ? 'design.obstacle' : 'design.breaks')}
                  </span>
                )}
              </p>
              <ul className="flex flex-wrap gap-x-3">
                {group.map((use) => (
                  <li key={`${use.table ?? ''} ${use.key}`} className="min-w-0">
                    <Name base={base} use={use} />
                  </li>
                ))}
              </ul>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Name({ base, use }: { base: string; use: Use }) {
  const locale = useLocale()
  const address = addressOf(base, use)
  const name = labelOf(use.label, locale, use.key)
  if (!address) return <span className="font-medium">{name}</span>
  return (
    <Link
      href={address}
      target="_blank"
      className="inline-block font-medium text-accent underline-offset-4 hover:underline max-md:py-2"
    >
      {name}
    </Link>
  )
}
