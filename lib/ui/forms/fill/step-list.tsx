'use client'
/** Where one is in a form of several steps; those already passed can be opened again. */
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { StepView } from './steps'

export function StepList(props: {
  views: readonly StepView[]
  at: number
  context: FieldContext
  onOpen(at: number): void
}) {
  const { views, at, context } = props
  const t = useT()
  const name = (view: StepView, index: number) =>
    labelOf(view.step.label, context.locale) || t('formFill.stepName', { number: index + 1 })
  return (
    <nav aria-label={t('formFill.steps')}>
      {/* Narrow: a bar and words. */}
      <div className="@xl:hidden">
        <p className="mb-1.5 flex gap-2 text-[13px] text-muted">
          <span className="tabular-nums">{t('formFill.step', { number: at + 1, count: views.length })}</span>
          <span className="truncate font-medium text-ink">
            {labelOf(views[at]!.step.label, context.locale)}
          </span>
        </p>
        <div className="flex gap-1" aria-hidden>
          {views.map((view, index) => (
            <span
              key={view.step.key}
              className={cx('h-1 flex-1 rounded-full', index <= at ? 'bg-accent' : 'bg-skeleton')}
            />
          ))}
        </div>
      </div>
      <ol className="hidden items-center gap-2 @xl:flex">
        {views.map((view, index) => (
          <li
            key={view.step.key}
            className={cx('flex min-w-0 items-center gap-2', index < views.length - 1 && 'flex-1')}
          >
            <button
              type="button"
              aria-current={index === at ? 'step' : undefined}
              onClick={() => props.onOpen(index)}
              className={cx(
                'flex min-w-0 cursor-pointer items-center gap-2 rounded-md py-1 pr-1.5 text-[13px]',
                index === at ? 'font-medium text-ink' : 'text-muted hover:text-ink',
              )}
            >
              <span
                className={cx(
                  'flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-medium tabular-nums',
                  index < at
                    ? 'border-accent bg-accent-soft text-accent'
                    : index === at
                      ? 'border-accent bg-accent text-on-accent'
                      : 'border-line-control',
                )}
              >
                {index < at ? <Icon name="check" className="size-3.5" /> : index + 1}
              </span>
              <span className="truncate">{name(view, index)}</span>
            </button>
            {index < views.length - 1 && <span aria-hidden className="h-px min-w-3 flex-1 bg-line" />}
          </li>
        ))}
      </ol>
    </nav>
  )
}
