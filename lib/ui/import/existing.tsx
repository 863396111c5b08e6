'use client'
/** What happens to rows for which there is a record already, and by which field that is told. */
import { useId } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { matchable, type Plan, withExisting } from './plan'

interface Props {
  table: TableAnswer
  plan: Plan
  onPlan(plan: Plan): void
}

export function ExistingChoice({ table, plan, onPlan }: Props) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const { existing, match } = plan.existing
  const fields = matchable(table, plan)
  if (fields.length === 0) return null
  const best = (fields.find((field) => field.unique) ??
    fields.find((f) => f.key === table.title) ??
    fields[0])!
  const choose = (chosen: string) => {
    const mode = chosen === 'skip' || chosen === 'update' ? chosen : undefined
    onPlan(withExisting(table, plan, mode ? { existing: mode, match: match ?? best.key } : {}))
  }
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <FormRow
        id={`${id}-existing`}
        label={t('import.existing')}
        help={existing && t(existing === 'skip' ? 'import.existingSkipHint' : 'import.existingUpdateHint')}
      >
        <NativeSelect value={existing ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('import.existingNone')}</option>
          <option value="skip">{t('import.existingSkip')}</option>
          {table.can.update && <option value="update">{t('import.existingUpdate')}</option>}
        </NativeSelect>
      </FormRow>
      {existing && (
        <FormRow id={`${id}-match`} label={t('import.match')}>
          <NativeSelect
            value={match}
            onChange={(event) => onPlan(withExisting(table, plan, { existing, match: event.target.value }))}
          >
            {fields.map((field) => (
              <option key={field.key} value={field.key}>
                {labelOf(field.label, locale, field.key)}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
      )}
    </div>
  )
}
