'use client'
/** Everything that a member or a role can reach: tables by verbs with their records in words, fields, actions. */
import { useState } from 'react'
import type { Reach, ReachAnswer } from '@/lib/api/contract-explain'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import type { Verb } from '@/lib/meta/model'
import { failureText } from '@/lib/ui/api'
import { beginViewing, useAsked } from '@/lib/ui/view-as/state'
import { outcomes } from './answer'
import { PrincipalSelect, type Principals, principalQuery } from './principal'
import { WhyDialog } from './why'

const shownVerbs: readonly Verb[] = ['read', 'create', 'update', 'delete']

export function PersonReach(props: {
  base: string
  principals: Principals
  chosen: string
  onChange(chosen: string): void
}) {
  const { base, chosen, principals } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const asked = useAsked<ReachAnswer>(
    chosen ? `/bases/${base}/reach?${principalQuery(chosen)}` : undefined,
    undefined,
  )
  const [why, setWhy] = useState<string>()
  const { tables } = asked.data ?? {}
  const reached = tables?.filter((one) => Object.values(one.rows).some((r) => r.outcome !== 'no')) ?? []
  const others = tables?.filter((one) => !reached.includes(one)) ?? []
  const look = async () => {
    const [kind, which = ''] = chosen.split(':')
    try {
      await beginViewing(base, kind === 'person' ? { person: which } : { roles: which.split(',') })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <div className="w-80 max-w-full max-md:w-full">
          <PrincipalSelect
            label={t('viewAs.person')}
            value={chosen}
            principals={principals}
            onChange={props.onChange}
          />
        </div>
        {chosen && (
          <Button icon="eye" onClick={() => void look()}>
            {t('viewAs.open')}
          </Button>
        )}
      </div>
      {asked.error && (
        <EmptyState icon="triangle-alert" title={t('viewAs.loadFailed')} hint={asked.error.message} />
      )}
      {chosen && !asked.data && !asked.error && <Skeleton className="h-72" />}
      {!chosen && <EmptyState icon="users" title={t('viewAs.pickPerson')} hint={t('viewAs.reachHint')} />}
      {reached.map((one) => {
        const label = labelOf(one.label, locale, one.key)
        return (
          <section key={one.key} className="overflow-hidden rounded-lg border border-line bg-surface">
            <h2 className="flex items-center gap-2 border-b border-line bg-canvas py-1 pr-1 pl-4 font-semibold">
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <Button size="sm" variant="ghost" icon="circle-help" onClick={() => setWhy(one.key)}>
                {t('viewAs.why')}
              </Button>
            </h2>
            <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 px-4 py-1.5 md:grid-cols-[7rem_minmax(0,1fr)]">
              {shownVerbs.map((verb) => (
                <Line
                  key={verb}
                  label={t(`viewAs.verb_${verb}`)}
                  reach={one.rows[verb]}
                  answer={asked.data!}
                />
              ))}
              <dt className="py-1 text-muted">{t('viewAs.fieldsHead')}</dt>
              <dd className="py-1 tabular-nums">{t('viewAs.fieldCount', one.fields)}</dd>
              <dt className="py-1 text-muted">{t('viewAs.actionsHead')}</dt>
              <dd className="py-1">
                {one.actions.map((a) => t(`viewAs.action_${a}`)).join(' · ') || t('viewAs.none')}
              </dd>
            </dl>
          </section>
        )
      })}
      {others.length > 0 && (
        <p className="text-muted">
          {t('viewAs.unreached', { count: others.length })}{' '}
          {others.map((one) => labelOf(one.label, locale, one.key)).join(' · ')}
        </p>
      )}
      {why && (
        <WhyDialog path={`/bases/${base}/tables/${why}`} about={chosen} onClose={() => setWhy(undefined)} />
      )}
    </>
  )
}

function Line({ label, reach, answer }: { label: string; reach: Reach; answer: ReachAnswer }) {
  const t = useT()
  const locale = useLocale()
  const names = reach.roles.map((key) => labelOf(answer.roles.find((r) => r.key === key)?.label, locale, key))
  const { icon, look } = outcomes[reach.outcome]
  return (
    <>
      <dt className="py-1 text-muted">{label}</dt>
      <dd className="flex items-start gap-2 py-1">
        <Icon name={icon} className={cx('mt-[3px] size-3.5', look)} />
        <span className="min-w-0">
          {reach.text}
          {answer.roles.length > 1 && names.length > 0 && (
            <span className="block text-[13px] text-muted">
              {t('viewAs.through', { roles: names.join(' · ') })}
            </span>
          )}
        </span>
      </dd>
    </>
  )
}
