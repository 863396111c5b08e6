'use client'
/** Which column goes into which field, where the headings are, and what happens to records that are there already. */
import { useId, useState } from 'react'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { ColumnRow } from './column-row'
import { columnFields, possibleHeaders } from './columns'
import { ExistingChoice } from './existing'
import { missingFields, type Plan, rowsOf, withField, withHeader } from './plan'
import { Section } from './section'
import { quoted } from './words'

interface Props {
  table: TableAnswer
  plan: Plan
  /** What went wrong with the sheet that was chosen. */
  failure: string | undefined
  onPlan(plan: Plan): void
  onSheet(sheet: number): void
  onBack(): void
  onCheck(): void
}

const head = 'px-3 py-2 text-left text-xs font-medium text-faint'

export function ColumnsStep(props: Props) {
  const { table, plan, onPlan } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [asked, setAsked] = useState(false)
  const { source, lines, columns } = plan
  const fields = columnFields(table)
  const matched = columns.filter((column) => column.field !== undefined)
  const missing = missingFields(table, plan)
  const names = (several: readonly FieldAnswer[]) =>
    quoted(
      several.map((field) => labelOf(field.label, locale, field.key)),
      { locale },
    )
  const doubled = [...new Set(columns.map(({ heading }) => heading))].filter(
    (heading) => heading !== '' && columns.filter((column) => column.heading === heading).length > 1,
  )
  const rows = rowsOf(plan).length
  const check = () => {
    setAsked(true)
    if (matched.length > 0 && rows > 0) props.onCheck()
  }
  return (
    <Section
      title={t('import.columnsTitle')}
      hint={
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Icon name="sheet" />
          <span className="max-w-full truncate font-medium text-ink">
            {source.name ?? t('import.pasted')}
          </span>
          <span className="tabular-nums">{t('import.rows', { count: rows })}</span>
          <span className="tabular-nums">
            {t('import.matched', { matched: matched.length, all: columns.length })}
          </span>
        </span>
      }
      footer={
        <>
          <Button onClick={props.onBack}>{t('import.previous')}</Button>
          <Button variant="primary" onClick={check}>
            {t('import.check')}
          </Button>
        </>
      }
    >
      {props.failure && <FormFailure text={props.failure} />}
      {asked && matched.length === 0 && <FormFailure text={t('import.needColumn')} />}
      {asked && rows === 0 && <FormFailure text={t('import.headerOnly')} />}
      <div className="grid gap-4 md:grid-cols-2">
        {source.sheets.length > 1 && (
          <FormRow id={`${id}-sheet`} label={t('import.sheet')}>
            <NativeSelect value={plan.sheet} onChange={(event) => props.onSheet(Number(event.target.value))}>
              {source.sheets.map((name, sheet) => (
                <option key={name} value={sheet}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
        )}
        <FormRow id={`${id}-header`} label={t('import.header')}>
          <NativeSelect
            value={plan.header}
            onChange={(event) => onPlan(withHeader(table, plan, Number(event.target.value)))}
          >
            {lines.slice(0, possibleHeaders(lines)).map((line, place) => (
              <option key={line.number} value={place}>
                {t('import.headerAt', { row: line.number, text: beginning(line.cells) })}
              </option>
            ))}
            <option value={-1}>{t('import.headerNone')}</option>
          </NativeSelect>
        </FormRow>
      </div>
      {matched.length === 0 && !asked && <Notice text={t('import.noneMatched')} />}
      {matched.length > 0 && missing.length > 0 && (
        <Notice text={t('import.missing', { fields: names(missing) })} />
      )}
      {doubled.length > 0 && <Notice text={t('import.doubled', { names: quoted(doubled, { locale }) })} />}
      <div className="overflow-hidden rounded-lg border border-line">
        <table className="w-full table-fixed text-[13px] max-md:block">
          <thead className="border-b border-line bg-canvas max-md:sr-only">
            <tr>
              <th className={`${head} w-[28%]`}>{t('import.inFile')}</th>
              <th className={head}>{t('import.samples')}</th>
              <th className={`${head} w-[34%]`}>{t('import.toField')}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-md:block">
            {columns.map((column) => (
              <ColumnRow
                key={column.index}
                column={column}
                columns={columns}
                fields={fields}
                onField={(field) => onPlan(withField(table, plan, column.index, field))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ExistingChoice table={table} plan={plan} onPlan={onPlan} />
    </Section>
  )
}

const mostShown = 40

/** The first cells of a line, to know it by. */
function beginning(cells: readonly string[]): string {
  const text = cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' · ')
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}

export function Notice({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-2.5 rounded-md bg-warn-soft px-3 py-2.5 text-pretty">
      <Icon name="triangle-alert" className="mt-[3px] text-warn" />
      <span className="min-w-0">{text}</span>
    </p>
  )
}
