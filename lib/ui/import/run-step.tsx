'use client'
/** The import itself: how far it is, a way to stop and to go on, and in the end what came of it and the way back. */
import Link from 'next/link'
import { useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Progress } from '@/lib/kit/progress'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import type { TableHandle } from '@/lib/ui/data/table'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import type { Checked } from './check'
import { columnFields } from './columns'
import { Counts } from './counts'
import type { Plan } from './plan'
import { Problems } from './problems'
import { hasProblems } from './report'
import { useRun } from './run'
import { Section } from './section'

interface Props {
  /** `/bases/{base}/tables/{table}` */
  path: string
  /** Of the table's page. */
  address: string
  handle: TableHandle
  table: TableAnswer
  plan: Plan
  checked: Checked
  name: string
  onAnother(): void
}

export function RunStep(props: Props) {
  const { path, handle, table, plan, checked } = props
  const t = useT()
  const toast = useToast()
  const run = useRun(path, checked, plan.existing)
  const [asking, setAsking] = useState(false)
  const { step, tally, through, message } = run.state
  const label = labelOf(table.label, handle.context.locale, table.key)

  const rows = checked.batches.flat()
  const passed = checked.batches.slice(0, through).flat()
  const bad = passed.filter(hasProblems)
  const ahead = rows.slice(passed.length).filter((row) => !hasProblems(row)).length
  const working = step === 'running' || step === 'stopping'
  const ended = step === 'done' || step === 'stopped' || step === 'undone'
  const undoable = ended && step !== 'undone' && run.made > 0 && mayUndo(table, run.made)

  if (working || step === 'paused')
    return (
      <Section
        title={t(working ? 'import.running' : 'import.paused')}
        hint={t(working ? 'import.runningHint' : 'import.pausedHint')}
        footer={
          working ? (
            <Button disabled={step === 'stopping'} onClick={run.stop}>
              {t(step === 'stopping' ? 'import.stopping' : 'import.stop')}
            </Button>
          ) : (
            <>
              <Button onClick={run.end}>{t('import.stop')}</Button>
              <Button variant="primary" icon="refresh-cw" onClick={run.goOn}>
                {t('import.goOn')}
              </Button>
            </>
          )
        }
      >
        {message && <FormFailure text={message} />}
        <div className="flex flex-col gap-2">
          <Progress
            label={t('import.running')}
            value={rows.length > 0 ? passed.length / rows.length : null}
          />
          <p role="status" className="text-muted tabular-nums">
            {t('import.progress', { done: passed.length, total: rows.length })}
          </p>
        </div>
      </Section>
    )

  return (
    <Section
      title={t(step === 'undone' ? 'import.undone' : step === 'stopped' ? 'import.stopped' : 'import.done')}
      footer={
        <>
          {undoable && (
            <Button icon="undo-2" writes onClick={() => setAsking(true)}>
              {t('import.undo')}
            </Button>
          )}
          {step === 'stopped' && ahead > 0 ? (
            <Button icon="refresh-cw" writes onClick={run.goOn}>
              {t('import.goOn')}
            </Button>
          ) : (
            <Button onClick={props.onAnother}>{t('import.another')}</Button>
          )}
          <Link href={props.address} className={linkLook}>
            {t('import.show', { table: label })}
          </Link>
        </>
      }
    >
      <div role="status" className="flex flex-col gap-2 rounded-lg bg-canvas px-4 py-3">
        {step === 'undone' ? (
          <>
            <p>{t('import.undoneText', { count: run.undone })}</p>
            {tally.updated > 0 && <p className="text-muted">{t('import.undoneKept')}</p>}
          </>
        ) : (
          <Counts
            counts={[
              [tally.created, 'import.created', 'circle-check', 'text-ok'],
              [tally.updated, 'import.updated', 'square-pen', 'text-ok'],
              [tally.skipped, 'import.skipped', 'circle-minus', 'text-muted'],
              [bad.length, 'import.leftBehind', 'triangle-alert', 'text-warn'],
              [ahead, 'import.notReached', 'circle', 'text-muted'],
            ]}
          />
        )}
      </div>
      {step !== 'undone' && (
        <Problems
          rows={passed}
          header={plan.lines[plan.header]}
          name={props.name}
          fields={columnFields(table)}
          context={handle.context}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('import.undoTitle')}
        description={t('import.undoText', { count: run.made, updated: tally.updated })}
        confirmLabel={t('import.undo')}
        onConfirm={() =>
          run.undo().catch((thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }))
        }
      />
    </Section>
  )
}

const linkLook =
  'inline-flex h-8 items-center justify-center rounded-md bg-accent px-3 font-medium text-on-accent shadow-button ' +
  'hover:bg-accent-hover max-md:min-h-10'

/** Many at once are deleted only by those who may change many at once. */
const mayUndo = ({ can, actions }: TableAnswer, count: number): boolean =>
  can.delete && (count === 1 || actions.includes('bulk'))
