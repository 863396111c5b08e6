'use client'
/** Where one is among the steps of an import. */
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'

const steps = ['Source', 'Columns', 'Check', 'Run'] as const

export type Step = (typeof steps)[number]

export function Steps({ now }: { now: Step }) {
  const t = useT()
  const place = steps.indexOf(now)
  return (
    <ol aria-label={t('import.steps')} className="flex items-center gap-2 text-[13px]">
      {steps.map((step, index) => {
        const done = index < place
        return (
          <li
            key={step}
            aria-current={index === place ? 'step' : undefined}
            className={cx(
              'flex items-center gap-2',
              index === place ? 'font-medium text-ink' : 'text-muted',
              index > 0 && 'before:h-px before:w-6 before:bg-line-control max-md:before:w-3',
            )}
          >
            <span
              className={cx(
                'flex size-5 shrink-0 items-center justify-center rounded-full text-xs tabular-nums',
                done && 'bg-accent-soft text-accent',
                !done && (index === place ? 'bg-accent text-on-accent' : 'border border-line-control'),
              )}
            >
              {done ? <Icon name="check" className="size-3" /> : index + 1}
            </span>
            <span className={cx(index !== place && 'max-md:sr-only')}>{t(`import.step${step}`)}</span>
          </li>
        )
      })}
    </ol>
  )
}
