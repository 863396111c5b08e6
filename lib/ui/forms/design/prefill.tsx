'use client'
/** Makes a signed link that opens the form with some fields filled in. */
import { useId, useState } from 'react'
import type { PrefilledValue } from '@/lib/api/contract-forms'
import { fieldType } from '@/lib/fields/index'
import type { CellValue } from '@/lib/fields/type'
import { fieldUi } from '@/lib/fields/ui'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { isEmpty } from '@/lib/ui/form/values'
import { fieldKeys } from './blocks'
import { useBoard } from './board'
import { CopyLine } from './copy-line'

interface Line {
  key: number
  field: string
  value: CellValue | undefined
  how: PrefilledValue['how']
}

export function PrefillMaker({ addresses }: { addresses: { member: string; public?: string } }) {
  const { base, formKey, design, table, handle } = useBoard()
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const id = useId()
  const [lines, setLines] = useState<Line[]>([])
  const [days, setDays] = useState('')
  const [made, setMade] = useState<string>()
  const [busy, setBusy] = useState(false)
  const fields = fieldKeys(design).flatMap(
    (key) => table.fields.find((one) => one.key === key && !fieldType(one.type).fileIds) ?? [],
  )
  const unused = fields.filter((field) => !lines.some((line) => line.field === field.key))
  const change = (next: Line[]) => {
    setLines(next)
    setMade(undefined)
  }
  const set = (at: number, part: Partial<Line>) => change(lines.with(at, { ...lines[at]!, ...part }))
  const make = async () => {
    setBusy(true)
    try {
      const values = Object.fromEntries(
        lines.flatMap((line) =>
          isEmpty(line.value) ? [] : [[line.field, { value: line.value, how: line.how }]],
        ),
      )
      const body = { values, ...(Number(days) > 0 && { days: Math.min(3650, Math.round(Number(days))) }) }
      const { prefill } = await api.post<{ prefill: string }>(`/bases/${base}/forms/${formKey}/prefill`, body)
      setMade(prefill)
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-3">
      {lines.map((line, at) => {
        const field = fields.find((one) => one.key === line.field)
        if (!field) return null
        const { Input } = fieldUi(field.type)
        const name = labelOf(field.label, locale, field.key)
        return (
          <div
            key={line.key}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 border-b border-line pb-3 sm:grid-cols-[minmax(0,1fr)_11rem_auto]"
          >
            <div className="min-w-0">
              <span id={`${id}-${line.key}`} className="mb-1 block text-[13px] font-medium">
                {name}
              </span>
              <Input
                id={`${id}-${line.key}-input`}
                labelledBy={`${id}-${line.key}`}
                mode="form"
                value={line.value}
                options={field.options}
                context={handle.context}
                services={handle.services}
                onChange={(value: CellValue | undefined) => set(at, { value })}
              />
            </div>
            <NativeSelect
              aria-label={t('formDesign.prefillHow', { field: name })}
              value={line.how}
              onChange={(event) => set(at, { how: event.target.value as Line['how'] })}
              className="max-sm:order-3 max-sm:col-span-2"
            >
              {(['editable', 'shown', 'hidden'] as const).map((how) => (
                <option key={how} value={how}>
                  {t(`formDesign.prefill_${how}`)}
                </option>
              ))}
            </NativeSelect>
            <IconButton
              icon="x"
              label={t('formDesign.prefillRemove', { field: name })}
              onClick={() => change(lines.toSpliced(at, 1))}
            />
          </div>
        )
      })}
      <div className="flex flex-wrap items-end gap-3">
        <NativeSelect
          aria-label={t('formDesign.prefillAdd')}
          value=""
          disabled={unused.length === 0}
          onChange={(event) => {
            const field = event.target.value
            if (field) change([...lines, { key: Date.now(), field, value: undefined, how: 'editable' }])
          }}
          className="max-w-56"
        >
          <option value="">{t('formDesign.prefillAdd')}</option>
          {unused.map((field) => (
            <option key={field.key} value={field.key}>
              {labelOf(field.label, locale, field.key)}
            </option>
          ))}
        </NativeSelect>
        {lines.length > 0 && (
          <>
            <div className="w-36">
              <FormRow id={`${id}-days`} label={t('formDesign.prefillDays')}>
                <TextInput
                  inputMode="numeric"
                  placeholder={t('formDesign.noLimit')}
                  value={days}
                  onChange={(event) => {
                    setDays(event.target.value)
                    setMade(undefined)
                  }}
                />
              </FormRow>
            </div>
            <Button
              icon="link"
              busy={busy}
              disabled={lines.every((line) => isEmpty(line.value))}
              onClick={() => void make()}
            >
              {t('formDesign.prefillMake')}
            </Button>
          </>
        )}
      </div>
      {made && (
        <>
          {addresses.public && (
            <CopyLine label={t('formDesign.publicAddress')} text={`${addresses.public}?prefill=${made}`} />
          )}
          <CopyLine label={t('formDesign.address')} text={`${addresses.member}?prefill=${made}`} />
        </>
      )}
    </div>
  )
}
