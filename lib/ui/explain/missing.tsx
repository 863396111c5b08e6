'use client'
/** What somebody misses of the table that is open: rows that are out of sight, fields that are not all there, and why. */
import type { MissingAnswer, Viewing } from '@/lib/api/contract-explain'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Dialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useSession } from '@/lib/ui/shell/session'
import { ownEyes, useAsked } from '@/lib/ui/view-as/state'
import { Lines, outcomes } from './answer'
import { FindRecord } from './find-record'
import { principalQuery } from './principal'
import { principalOf } from './why'

export function MissingDialog(props: { viewing: Viewing; table: string; who: string; onClose(): void }) {
  const { viewing, table, who } = props
  const t = useT()
  const locale = useLocale()
  const { base } = useSession()
  const asked = useAsked<MissingAnswer>(
    `/bases/${viewing.base}/tables/${table}/missing?${principalQuery(principalOf(viewing.eyes))}`,
    ownEyes,
  )
  const label = labelOf(base?.tables.find((one) => one.key === table)?.label, locale, table)
  const { rows, fields } = asked.data ?? {}
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('viewAs.missingTitle', { table: label })}
    >
      {asked.error && (
        <EmptyState icon="triangle-alert" title={t('viewAs.loadFailed')} hint={asked.error.message} />
      )}
      {!asked.data && !asked.error && (
        <div className="flex flex-col gap-2" aria-busy>
          <Skeleton className="h-5 w-3/4" />
          <Skeleton className="h-5 w-1/2" />
        </div>
      )}
      {rows && fields && (
        <div className="flex flex-col gap-5">
          <section>
            <p className="font-medium">
              {rows.all === rows.seen
                ? t('viewAs.missingNoRows', { all: rows.all })
                : t('viewAs.missingRows', {
                    who,
                    all: rows.all,
                    seen: rows.seen,
                    hidden: rows.all - rows.seen,
                  })}
            </p>
            <Lines base={viewing.base} lines={rows.why} />
          </section>
          <FindRecord base={viewing.base} table={table} about={principalOf(viewing.eyes)} />
          <section>
            <h3 className="mb-1 font-medium">
              {fields.length === 0 ? t('viewAs.missingNoFields') : t('viewAs.missingFields')}
            </h3>
            <ul className="flex flex-col gap-2">
              {fields.map((field) => (
                <li key={field.key}>
                  <p className="flex items-center gap-2">
                    <Icon
                      name={outcomes[field.outcome].icon}
                      className={cx('size-3.5', outcomes[field.outcome].look)}
                    />
                    {labelOf(field.label, locale, field.key)}
                    <span className="text-[13px] text-muted">
                      {field.outcome === 'no'
                        ? t('explain.reach_hidden')
                        : t(`viewAs.outcome_${field.outcome}`)}
                    </span>
                  </p>
                  <Lines base={viewing.base} lines={field.lines} />
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Dialog>
  )
}
