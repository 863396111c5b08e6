'use client'
/** What would come of the rows: how far checking is, how many go where, what is wrong, and how the first ones look. */
import type { TableAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Progress } from '@/lib/kit/progress'
import type { TableHandle } from '@/lib/ui/data/table'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { type Checked, useCheck } from './check'
import { columnFields } from './columns'
import { Counts } from './counts'
import { type Plan, targetsOf } from './plan'
import { Preview } from './preview'
import { Problems } from './problems'
import { hasProblems } from './report'
import { Section } from './section'

interface Props {
  path: string
  handle: TableHandle
  table: TableAnswer
  plan: Plan
  person: string
  name: string
  onBack(): void
  onStart(checked: Checked): void
}

export function CheckStep(props: Props) {
  const { handle, table, plan } = props
  const t = useT()
  const { state, retry, anew } = useCheck(props)
  const { rows } = state
  const checked = state.step === 'checked' ? state.checked : undefined
  const bad = checked ? rows.filter(hasProblems).length : 0
  const good = rows.length - bad
  return (
    <Section
      title={t('import.checkTitle')}
      footer={
        <>
          <Button onClick={props.onBack}>{t(checked ? 'import.previous' : 'import.stop')}</Button>
          {state.step === 'failed' && (
            <Button variant="primary" icon="refresh-cw" onClick={retry}>
              {t('kit.retry')}
            </Button>
          )}
          {checked && (
            <Button variant="primary" writes disabled={good === 0} onClick={() => props.onStart(checked)}>
              {t('import.start', { count: good })}
            </Button>
          )}
        </>
      }
    >
      {(state.step === 'reading' || state.step === 'checking') && (
        <div className="flex flex-col gap-2">
          <Progress
            label={t(`import.${state.step}`)}
            value={state.total > 0 ? state.done / state.total : null}
          />
          <p role="status" className="text-muted tabular-nums">
            {t(`import.${state.step}`)} {t('import.progress', { done: state.done, total: state.total })}
          </p>
        </div>
      )}
      {state.step === 'failed' && <FormFailure text={state.message} />}
      {checked && (
        <div role="status" className="flex flex-col gap-2 rounded-lg bg-canvas px-4 py-3">
          {checked.resumed && (
            <p className="text-pretty">
              {t('import.goesOn', { count: checked.earlier })}{' '}
              <button type="button" onClick={anew} className="text-accent underline-offset-4 hover:underline">
                {t('import.anew')}
              </button>
            </p>
          )}
          <Counts
            counts={[
              [checked.tally.created, 'import.willCreate', 'circle-plus', 'text-ok'],
              [checked.tally.updated, 'import.willUpdate', 'square-pen', 'text-ok'],
              [checked.tally.skipped, 'import.willSkip', 'circle-minus', 'text-muted'],
              [bad, 'import.willLeave', 'triangle-alert', 'text-warn'],
            ]}
          />
          {bad === 0 && <p className="text-muted">{t('import.allFine')}</p>}
          {good === 0 && <p className="text-pretty">{t('import.nothingLeft')}</p>}
        </div>
      )}
      {checked && (
        <Problems
          rows={rows}
          header={plan.lines[plan.header]}
          name={props.name}
          fields={columnFields(table)}
          context={handle.context}
        />
      )}
      {rows.length > 0 && <Preview rows={rows} targets={targetsOf(table, plan)} context={handle.context} />}
    </Section>
  )
}
