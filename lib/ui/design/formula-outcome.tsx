'use client'
/** What a formula comes to: its mistake and the remedy, or its kind, when it is worked out, and results on real records. */
import type { FormulaAsk } from '@/lib/api/contract-design'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { refusalText } from '@/lib/ui/api'
import type { FormulaState } from './use-formula'

const timingIcons = { stored: 'save', dated: 'calendar-clock', read: 'eye' } as const

export function FormulaOutcome({
  formula,
  purpose,
  unfinished,
}: {
  formula: FormulaState
  purpose: FormulaAsk['purpose']
  /** It is still being written: what is missing is no mistake yet. */
  unfinished?: boolean
}) {
  const { answer, failure, asking } = formula
  const t = useT()
  if (failure)
    return (
      <div className="flex items-start gap-2 text-[13px] text-danger">
        <Icon name="circle-alert" className="mt-[3px] size-3.5" />
        <span className="min-w-0 flex-1">{failure}</span>
        <Button size="sm" variant="ghost" icon="refresh-cw" onClick={formula.retry}>
          {t('kit.retry')}
        </Button>
      </div>
    )
  if (asking)
    return (
      <p className="flex items-center gap-2 text-[13px] text-faint">
        <Icon name="loader-circle" className="size-3.5 animate-spin motion-reduce:animate-none" />
        {t('design.formulaAsking')}
      </p>
    )
  if (!answer) return <p className="text-[13px] text-muted">{t(`design.formulaHint_${purpose}`)}</p>
  if (answer.problem)
    return (
      <p className={cx('flex items-start gap-2 text-[13px]', unfinished ? 'text-muted' : 'text-danger')}>
        <Icon name={unfinished ? 'info' : 'circle-alert'} className="mt-[3px] size-3.5" />
        <span className="min-w-0">{refusalText(answer.problem)}</span>
      </p>
    )
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
        {answer.kind && (
          <span className="flex items-center gap-1.5 text-ok">
            <Icon name="circle-check" className="size-3.5" />
            {t('design.formulaResult', { kind: t(`design.kind_${answer.kind}`) })}
          </span>
        )}
        {answer.timing && purpose === 'formula' && (
          <span className="flex items-center gap-1.5">
            <Icon name={timingIcons[answer.timing]} className="size-3.5" />
            {t(`design.timing_${answer.timing}`)}
          </span>
        )}
      </p>
      {answer.samples && answer.samples.length > 0 && (
        <table className="w-full table-fixed text-[13px]">
          <caption className="pb-1 text-left text-xs text-faint">{t('design.formulaSamples')}</caption>
          <tbody>
            {answer.samples.map((sample) => (
              <tr key={sample.id} className="border-t border-line">
                <th scope="row" className="w-1/2 truncate py-1 pr-3 text-left font-normal text-muted">
                  {sample.title || t('design.untitled')}
                </th>
                <td className="py-1 font-medium break-words tabular-nums">
                  {sample.value || <span className="font-normal text-faint">{t('grid.emptyValue')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
