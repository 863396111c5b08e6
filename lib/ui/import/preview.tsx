'use client'
/** The first rows as the grid would show them; what does not fit keeps its text and says why. */
import type { FieldContext } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { Row, Target } from './rows'

interface Props {
  rows: readonly Row[]
  targets: readonly Target[]
  context: FieldContext
}

export const mostPreviewed = 20
const head = 'h-8 px-3 text-left text-xs font-medium whitespace-nowrap text-faint'
const frozen = 'sticky left-0 w-px border-r border-line text-right tabular-nums'

export function Preview({ rows, targets, context }: Props) {
  const t = useT()
  const shown = rows.slice(0, mostPreviewed)
  return (
    <section aria-label={t('import.preview', { count: shown.length })} className="flex flex-col gap-2">
      <h3 className="font-medium">{t('import.preview', { count: shown.length })}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line focus-visible:ring-2 focus-visible:ring-focus"
      >
        <table className="w-max min-w-full text-[13px]">
          <thead className="bg-canvas">
            <tr>
              <th className={cx(head, frozen, 'bg-canvas')}>{t('import.rowNumber')}</th>
              {targets.map(({ field }) => (
                <th key={field.key} className={head}>
                  {labelOf(field.label, context.locale, field.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <PreviewRow key={row.line.number} row={row} targets={targets} context={context} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function PreviewRow({ row, targets, context }: Pick<Props, 'targets' | 'context'> & { row: Row }) {
  const whole = row.problems.filter(({ field }) => !targets.some((target) => target.field.key === field))
  const words = whole.map(({ message }) => message).join('\n')
  return (
    <tr className="h-8 border-t border-line">
      <td className={cx(frozen, 'bg-surface px-3 text-faint')} title={words || undefined}>
        <span className="inline-flex items-center gap-1.5">
          {words && <Icon name="circle-alert" className="size-3.5 text-danger" />}
          {row.line.number}
        </span>
        {words && <span className="sr-only">{words}</span>}
      </td>
      {targets.map((target) => (
        <PreviewCell key={target.field.key} row={row} target={target} context={context} />
      ))}
    </tr>
  )
}

function PreviewCell({
  row,
  target: { field, index },
  context,
}: {
  row: Row
  target: Target
  context: FieldContext
}) {
  const problem = row.problems.find((one) => one.field === field.key)
  const value = row.fields[field.key]
  const { Cell } = fieldUi(field.type)
  const text = row.line.cells[index]?.trim()
  return (
    <td className={cx('max-w-64 px-3', problem && 'bg-danger-soft text-danger')} title={problem?.message}>
      <div className="truncate">
        {value !== undefined && !problem ? (
          <Cell value={value} options={field.options} context={context} dense />
        ) : (
          text
        )}
      </div>
      {problem && <span className="sr-only">{problem.message}</span>}
    </td>
  )
}
