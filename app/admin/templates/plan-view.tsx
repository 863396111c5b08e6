'use client'
/** What an upgrade or an install beside others will do, group by group: what comes, what gives way, what stays as it is. */
import type { PlanConflict, PlanLine, PlanSubject, PlanValue, UpgradePlan } from '@/lib/api/contract-upgrade'
import { fieldType, isTypeName } from '@/lib/fields/index'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'

type T = ReturnType<typeof useT>

/** In the order in which a person wants to know. */
const groups = [
  { do: 'compute', icon: 'sigma' },
  { do: 'broken', icon: 'triangle-alert' },
  { do: 'add', icon: 'plus' },
  { do: 'change', icon: 'pencil' },
  { do: 'deleted', icon: 'trash-2' },
  { do: 'gone', icon: 'archive' },
] as const

export function PlanView({ plan }: { plan: UpgradePlan }) {
  const t = useT()
  if (plan.lines.length === 0 && plan.conflicts.length === 0)
    return <p className="text-muted">{t('gallery.planNothing')}</p>
  return (
    <div className="flex flex-col gap-2">
      {plan.conflicts.length > 0 && <Conflicts conflicts={plan.conflicts} />}
      {groups.map((group) => (
        <Lines key={group.do} {...group} lines={plan.lines.filter((line) => line.do === group.do)} />
      ))}
    </div>
  )
}

function Group(props: {
  icon: string
  title: string
  hint?: string
  count: number
  children: React.ReactNode
}) {
  return (
    <details className="group rounded-lg border border-line" open={props.count <= 6}>
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2.5 rounded-lg px-3 py-2 outline-none hover:bg-hover focus-visible:ring-2 focus-visible:ring-focus [&::-webkit-details-marker]:hidden">
        <Icon name={props.icon} className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1 font-medium">{props.title}</span>
        <span className="text-[13px] text-faint tabular-nums">{props.count}</span>
        <Icon
          name="chevron-down"
          className="shrink-0 text-faint transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="border-t border-line px-3 py-2">
        {props.hint && <p className="mb-2 text-[13px] text-pretty text-muted">{props.hint}</p>}
        {props.children}
      </div>
    </details>
  )
}

function Lines({ do: what, icon, lines }: { do: PlanLine['do']; icon: string; lines: readonly PlanLine[] }) {
  const t = useT()
  const locale = useLocale()
  if (lines.length === 0) return null
  return (
    <Group
      icon={icon}
      title={t(`gallery.plan_${what}`)}
      hint={t(`gallery.plan_${what}_hint`)}
      count={lines.length}
    >
      <ul className="flex max-h-64 flex-col gap-1 overflow-y-auto">
        {lines.map((line) => (
          <li key={JSON.stringify(line)} className="text-[13px]">
            {subjectWords(t, locale, line.subject)}
            {line.parts && <span className="text-muted"> · {partsWords(t, line.parts)}</span>}
            {line.typed !== undefined && line.typed > 0 && (
              <span className="text-muted"> · {t('gallery.planTyped', { count: line.typed })}</span>
            )}
          </li>
        ))}
      </ul>
    </Group>
  )
}

/** Both values of each, so that whoever prefers the other one knows what to type. */
function Conflicts({ conflicts }: { conflicts: readonly PlanConflict[] }) {
  const t = useT()
  const locale = useLocale()
  return (
    <Group
      icon="shield-check"
      title={t('gallery.planKept')}
      hint={t('gallery.planKeptHint')}
      count={conflicts.length}
    >
      <ul className="flex max-h-64 flex-col gap-2.5 overflow-y-auto">
        {conflicts.map((conflict) => (
          <li key={JSON.stringify(conflict)} className="text-[13px]">
            <span>
              {subjectWords(t, locale, conflict.subject)}
              <span className="text-muted"> · {partsWords(t, [conflict.part])}</span>
            </span>
            <dl className="mt-0.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-muted">
              <dt>{t('gallery.planMine')}</dt>
              <dd className="break-words text-ink">{valueWords(t, locale, conflict.mine)}</dd>
              <dt>{t('gallery.planTheirs')}</dt>
              <dd className="break-words">{valueWords(t, locale, conflict.theirs)}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </Group>
  )
}

function subjectWords(t: T, locale: Locale, { kind, label, of }: PlanSubject): string {
  const name = labelOf(label, locale)
  const place = of ? labelOf(of, locale) : ''
  return t(`gallery.subject_${kind}`, { name, place })
}

const partsWords = (t: T, parts: NonNullable<PlanLine['parts']>): string =>
  parts.map((part) => t(`gallery.part_${part}`)).join(t('gallery.partBetween'))

function valueWords(t: T, locale: Locale, given: PlanValue | undefined): string {
  if (!given) return t('gallery.valueNone')
  if ('labels' in given) return labelOf(given.labels, locale)
  const value = 'text' in given ? given.text : given.value
  if (typeof value === 'boolean') return t(value ? 'gallery.valueYes' : 'gallery.valueNo')
  if (value === 'hidden' || value === 'read' || value === 'edit') return t(`gallery.right_${value}`)
  if (typeof value === 'string' && isTypeName(value)) return labelOf(fieldType(value).label, locale, value)
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return t('gallery.valueOther')
}
