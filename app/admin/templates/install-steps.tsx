'use client'
/** The installer's steps as it reports them: what is done, what it is doing, how far it is. */
import type { InstallProgress } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Progress } from '@/lib/kit/progress'

const steps: readonly InstallProgress['step'][] = [
  'check',
  'tables',
  'links',
  'views',
  'roles',
  'sample',
  'indexes',
  'done',
]

export function InstallSteps({ progress, sample }: { progress: InstallProgress; sample: boolean }) {
  const t = useT()
  const locale = useLocale()
  const shown = steps.filter((step) => step !== 'done' && (step !== 'sample' || sample))
  const at = progress.step === 'done' ? shown.length : shown.indexOf(progress.step)
  return (
    <div className="flex flex-col gap-4">
      <Progress
        label={t(`install.${progress.step}`)}
        value={progress.total > 0 ? progress.completed / progress.total : null}
      />
      <ol className="flex flex-col gap-1.5">
        {shown.map((step, index) => {
          const current = index === at
          return (
            <li key={step} className={cx('flex items-center gap-2.5', index > at && 'text-faint')}>
              {index < at && <Icon name="circle-check" className="text-ok" />}
              {current && (
                <Icon name="loader-circle" className="animate-spin text-accent motion-reduce:animate-none" />
              )}
              {index > at && <Icon name="circle" />}
              <span className={cx(current && 'font-medium')}>{t(`install.${step}`)}</span>
              {current && progress.table && (
                <span className="min-w-0 truncate text-muted">{labelOf(progress.table, locale)}</span>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
