'use client'
/** The settings of rows: which columns in which order, how many, and what may be done with them. */
import { type ReactNode, useId } from 'react'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { CheckBox, FormRow, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import type { RowsBlock } from '@/lib/meta/form'
import { LabelsInput } from '@/lib/ui/design/labels-input'
import { columnChoices, useBoard } from './board'

export function RowsSettings(props: {
  block: RowsBlock
  onChange(block: RowsBlock, tag?: string): void
  showIf: ReactNode
}) {
  const { block, onChange } = props
  const board = useBoard()
  const t = useT()
  const locale = useLocale()
  const input = useId()
  const field = board.table.fields.find((one) => one.key === block.field)
  if (!field) return <p className="text-muted">{t('formDesign.fieldGone')}</p>
  const choices = columnChoices(board, field)
  const used = block.columns.flatMap((key) => choices.find((one) => one.key === key) ?? [])
  const unused = choices.filter((one) => !block.columns.includes(one.key))
  const move = (at: number, by: -1 | 1) => {
    const key = block.columns[at]!
    onChange({ ...block, columns: block.columns.toSpliced(at, 1).toSpliced(at + by, 0, key) })
  }
  const toggle = (key: string, on: boolean) =>
    onChange({ ...block, columns: on ? [...block.columns, key] : block.columns.filter((one) => one !== key) })
  const toggleSum = (key: string) => {
    const sums = block.sums ?? []
    onChange({ ...block, sums: sums.includes(key) ? sums.filter((one) => one !== key) : [...sums, key] })
  }
  const number = (text: string): number | undefined => {
    const found = Number(text)
    return text !== '' && Number.isInteger(found) && found >= 0 ? Math.min(found, 1000) : undefined
  }
  return (
    <>
      <LabelsInput
        id={`${input}-label`}
        label={t('formDesign.label')}
        placeholder={labelOf(field.label, locale, field.key)}
        value={block.label ?? {}}
        onChange={(label) => onChange({ ...block, label }, 'label')}
      />
      <LabelsInput
        id={`${input}-help`}
        label={t('formDesign.help')}
        long
        value={block.help ?? {}}
        onChange={(help) => onChange({ ...block, help }, 'help')}
      />
      <fieldset>
        <legend className="mb-1 font-medium">{t('formDesign.columns')}</legend>
        {choices.length === 0 && !board.targets.has(field.target?.table ?? '') ? (
          <Skeleton className="h-24 w-full" />
        ) : (
          <ul className="flex flex-col rounded-md border border-line">
            {used.map((one, at) => (
              <li
                key={one.key}
                className="flex items-center gap-1 border-b border-line py-0.5 pr-1 pl-2.5 last:border-0"
              >
                <CheckBox
                  checked
                  disabled={used.length === 1}
                  onChange={() => toggle(one.key, false)}
                  label={labelOf(one.label, locale, one.key)}
                  className="min-w-0 flex-1"
                />
                {fieldType(one.type).adds && (
                  <IconButton
                    size="sm"
                    icon="sigma"
                    label={t('formDesign.columnSum', { column: labelOf(one.label, locale, one.key) })}
                    aria-pressed={block.sums?.includes(one.key) ?? false}
                    className={block.sums?.includes(one.key) ? 'bg-selected text-accent' : undefined}
                    onClick={() => toggleSum(one.key)}
                  />
                )}
                <IconButton
                  size="sm"
                  icon="arrow-up"
                  label={t('formDesign.columnLeft', { column: labelOf(one.label, locale, one.key) })}
                  disabled={at === 0}
                  onClick={() => move(block.columns.indexOf(one.key), -1)}
                />
                <IconButton
                  size="sm"
                  icon="arrow-down"
                  label={t('formDesign.columnRight', { column: labelOf(one.label, locale, one.key) })}
                  disabled={at === used.length - 1}
                  onClick={() => move(block.columns.indexOf(one.key), 1)}
                />
              </li>
            ))}
            {unused.map((one) => (
              <li key={one.key} className="border-b border-line px-2.5 py-1.5 last:border-0">
                <CheckBox
                  checked={false}
                  onChange={() => toggle(one.key, true)}
                  label={<span className="text-muted">{labelOf(one.label, locale, one.key)}</span>}
                />
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        {(['min', 'max'] as const).map((which) => (
          <FormRow key={which} id={`${input}-${which}`} label={t(`formDesign.rows_${which}`)}>
            <TextInput
              inputMode="numeric"
              value={block[which] ?? ''}
              placeholder={t('formDesign.noLimit')}
              onChange={(event) =>
                onChange({ ...block, [which]: number(event.target.value) || undefined }, which)
              }
            />
          </FormRow>
        ))}
      </div>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium">{t('formDesign.rowsMay')}</legend>
        {(['add', 'edit', 'remove'] as const).map((which) => (
          <CheckBox
            key={which}
            checked={block[which]}
            onChange={(on) => onChange({ ...block, [which]: on })}
            label={t(`formDesign.rows_${which}`)}
          />
        ))}
      </fieldset>
      {props.showIf}
    </>
  )
}
