'use client'
/** Gives the ticked records one value in one field, after saying how many of them that changes. */
import { useEffect, useId, useState } from 'react'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { CheckBox, FormRow, NativeSelect } from '@/lib/kit/input'
import { failureText } from '@/lib/ui/api'
import { isAbort } from '@/lib/ui/data/failure'
import { problemWords } from '@/lib/ui/data/problem-words'
import type { TableHandle } from '@/lib/ui/data/table'
import { isEmpty, problemOf } from '@/lib/ui/form/values'
import { type BulkCell, bulkFields, planBulk, presentCells } from './bulk'

export interface BulkDialogProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  handle: TableHandle
  table: TableAnswer
  ids: readonly string[]
  onClose(): void
  /** Makes the change; what is thrown is said here. */
  onChange(field: FieldAnswer, cells: readonly BulkCell[]): Promise<void>
}

export function BulkDialog(props: BulkDialogProps) {
  const { path, handle, table, ids } = props
  const { context, services } = handle
  const t = useT()
  const id = useId()
  const fields = bulkFields(table)
  const [field, setField] = useState<FieldAnswer>()
  const [given, setGiven] = useState<CellValue>()
  /** To empty many cells is said, and not just the value left out. */
  const [clears, setClears] = useState(false)
  const [records, setRecords] = useState<readonly ApiRecord[]>()
  const [refusal, setRefusal] = useState<string>()
  const [touched, setTouched] = useState(false)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    if (!field) return
    const request = new AbortController()
    presentCells(path, field.key, ids, request.signal).then(setRecords, (thrown: unknown) => {
      if (!isAbort(thrown)) setRefusal(failureText(thrown))
    })
    return () => request.abort()
  }, [path, field, ids])

  const choose = (key: string) => {
    setField(fields.find((one) => one.key === key))
    setGiven(undefined)
    setClears(false)
    setRecords(undefined)
    setRefusal(undefined)
    setTouched(false)
  }
  // As it will be stored: what is only spaces is nothing.
  const normal = field && fieldType(field.type).normalize(given, field.options)
  const value = clears || isEmpty(normal) ? undefined : (normal as CellValue)
  const open = !clears && value === undefined
  const problem = field && !open ? problemOf(field, value, false) : undefined
  const plan = field && records && !open && !problem ? planBulk(field, records, value, ids.length) : undefined
  const count = plan?.cells.length ?? 0
  const label = field ? labelOf(field.label, context.locale, field.key) : ''

  const start = async () => {
    if (!field || busy) return
    setTouched(true)
    if (!plan || count === 0) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await props.onChange(field, plan.cells)
      props.onClose()
    } catch (thrown) {
      setRefusal(failureText(thrown))
      setBusy(false)
    }
  }

  const Input = field && fieldUi(field.type).Input
  const words = problem && problemWords(t, field, problem, context.locale)
  const message = touched && words
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      locked={busy}
      title={t('exits.bulkTitle', { count: ids.length })}
      description={t(fields.length > 0 ? 'exits.bulkText' : 'exits.bulkNoFields')}
      footer={
        <>
          <Button disabled={busy} onClick={props.onClose}>
            {t('kit.cancel')}
          </Button>
          <Button
            variant={clears && count > 0 ? 'danger' : 'primary'}
            busy={busy}
            aria-disabled={count === 0}
            onClick={() => void start()}
          >
            {t(clears && count > 0 ? 'exits.bulkStartClear' : 'exits.bulkStart', { count })}
          </Button>
        </>
      }
    >
      {fields.length > 0 && (
        <div className="flex flex-col gap-4">
          <FormRow id={`${id}-field`} label={t('exits.bulkField')}>
            <NativeSelect value={field?.key ?? ''} onChange={(event) => choose(event.target.value)}>
              <option value="" disabled>
                {t('exits.bulkChoose')}
              </option>
              {fields.map((one) => (
                <option key={one.key} value={one.key}>
                  {labelOf(one.label, context.locale, one.key)}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
          {field && Input && (
            <FormRow id={`${id}-value`} label={t('exits.bulkValue')} error={message || undefined}>
              <Input
                key={field.key}
                id={`${id}-value`}
                value={clears ? undefined : given}
                disabled={clears}
                options={field.options}
                context={context}
                services={services}
                mode="form"
                invalid={Boolean(message)}
                describedBy={message ? `${id}-value-error` : undefined}
                labelledBy={`${id}-value-label`}
                onChange={(next: CellValue | undefined) => {
                  setGiven(next)
                  setTouched(false)
                  setRefusal(undefined)
                }}
                onCommit={() => setTouched(true)}
              />
            </FormRow>
          )}
          {field && !field.required && (
            <CheckBox
              checked={clears}
              label={t('exits.bulkClear')}
              onChange={(next) => {
                setClears(next)
                setTouched(false)
                setRefusal(undefined)
              }}
            />
          )}
          {field && (
            <div role="status" className="rounded-lg bg-hover px-3 py-2.5 text-[13px] leading-5">
              {!records && !refusal && t('exits.bulkLooking')}
              {records && !plan && (words ?? t('exits.bulkOpen'))}
              {plan && (
                <>
                  <p className="font-medium">
                    {count === 0
                      ? t('exits.bulkNone')
                      : t(clears ? 'exits.bulkWillClear' : 'exits.bulkWill', { count, label })}
                  </p>
                  {plan.same > 0 && <p className="text-muted">{t('exits.bulkSame', { count: plan.same })}</p>}
                  {plan.locked > 0 && (
                    <p className="text-muted">{t('exits.bulkLocked', { count: plan.locked })}</p>
                  )}
                  {plan.gone > 0 && <p className="text-muted">{t('exits.bulkGone', { count: plan.gone })}</p>}
                </>
              )}
            </div>
          )}
          {refusal && (
            <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2.5 text-pretty text-danger">
              {refusal}
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}
