'use client'
/** Importing records of a file into a table, step by step; nothing is written before the last one. */
import Link from 'next/link'
import { useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { useLock } from '@/lib/kit/lock'
import { Skeleton } from '@/lib/kit/skeleton'
import { failureText } from '@/lib/ui/api'
import { type TableHandle, useTable } from '@/lib/ui/data/table'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import type { Checked } from './check'
import { CheckStep } from './check-step'
import { ColumnsStep } from './columns-step'
import { mayImport } from './may'
import { type Plan, suggest } from './plan'
import { RunStep } from './run-step'
import type { Line, Source } from './source'
import { SourceStep } from './source-step'
import { Steps } from './steps'
import { Trouble } from './trouble'

export function ImportRowsPage({ base, table }: { base: string; table: string }) {
  const t = useT()
  const handle = useTable(base, table)
  const locked = useLock(true)
  if (!handle.table)
    return handle.error ? (
      <Failure inside error={handle.error} onRetry={handle.reload} />
    ) : (
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-6 max-md:p-4" aria-busy>
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-5 w-80" />
        <Skeleton className="h-48 w-full" />
      </div>
    )
  const label = labelOf(handle.table.label, handle.context.locale, table)
  const back = { href: `/${base}/${table}`, label: t('import.back', { table: label }) }
  if (!mayImport(handle.table))
    return (
      <Refused title={t('import.refused', { table: label })} hint={t('import.refusedHint')} back={back} />
    )
  if (locked)
    return <Refused icon="eye" title={t('import.title', { table: label })} hint={locked} back={back} />
  return <Wizard key={table} base={base} handle={handle} table={handle.table} label={label} />
}

type Stage =
  | { step: 'Source' }
  | { step: 'Columns' | 'Check'; plan: Plan }
  | { step: 'Run'; plan: Plan; checked: Checked }

function Wizard(props: { base: string; handle: TableHandle; table: TableAnswer; label: string }) {
  const { base, handle, table, label } = props
  const t = useT()
  const person = useSession().session.person?.id ?? ''
  const [stage, setStage] = useState<Stage>({ step: 'Source' })
  const [failure, setFailure] = useState<string>()
  const path = `/bases/${base}/tables/${table.key}`
  const address = `/${base}/${table.key}`

  const begin = (source: Source, sheet: number, lines: readonly Line[]) => {
    setFailure(undefined)
    setStage({ step: 'Columns', plan: suggest(table, source, sheet, lines) })
  }
  const change = async ({ source }: Plan, sheet: number) => {
    try {
      const lines = await source.lines(sheet)
      if (lines.length === 0) throw new Trouble('import.sheetEmpty')
      begin(source, sheet, lines)
    } catch (thrown) {
      setFailure(thrown instanceof Trouble ? t(thrown.key, thrown.args) : failureText(thrown))
    }
  }
  const restart = () => setStage({ step: 'Source' })
  const named = (plan: Plan) => plan.source.name ?? label

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-1 flex-col p-6 pb-0 max-md:p-4 max-md:pb-0">
      <title>{`${t('import.title', { table: label })} · Tian`}</title>
      <header className="mb-5 flex flex-col gap-3">
        <div>
          <Link
            href={address}
            className="-ml-1 inline-flex min-h-7 items-center gap-1.5 rounded-md px-1 text-[13px] text-muted hover:text-ink max-md:min-h-10"
          >
            <Icon name="arrow-left" className="size-3.5" />
            {t('import.back', { table: label })}
          </Link>
          <h1 className="text-lg font-semibold">{t('import.title', { table: label })}</h1>
        </div>
        <Steps now={stage.step} />
      </header>
      {stage.step === 'Source' && <SourceStep onOpened={begin} />}
      {stage.step === 'Columns' && (
        <ColumnsStep
          table={table}
          plan={stage.plan}
          failure={failure}
          onPlan={(plan) => setStage({ step: 'Columns', plan })}
          onSheet={(sheet) => void change(stage.plan, sheet)}
          onBack={restart}
          onCheck={() => setStage({ step: 'Check', plan: stage.plan })}
        />
      )}
      {stage.step === 'Check' && (
        <CheckStep
          path={path}
          handle={handle}
          table={table}
          plan={stage.plan}
          person={person}
          name={named(stage.plan)}
          onBack={() => setStage({ step: 'Columns', plan: stage.plan })}
          onStart={(checked) => setStage({ step: 'Run', plan: stage.plan, checked })}
        />
      )}
      {stage.step === 'Run' && (
        <RunStep
          path={path}
          address={address}
          handle={handle}
          table={table}
          plan={stage.plan}
          checked={stage.checked}
          name={named(stage.plan)}
          onAnother={restart}
        />
      )}
    </div>
  )
}
