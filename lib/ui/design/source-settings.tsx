'use client'
/** The settings of values that come by themselves: the pattern of numbers, watched fields, the other side of a link. */
import type { DesignAnswer } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import { type Labels, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { CheckBox, FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import type { Source } from '@/lib/meta/model'

export function SourceSettings(props: {
  id: string
  answer: DesignAnswer
  fresh: boolean
  source: Source
  /** With a name that suggests itself. */
  onChange(source: Source, label?: Labels): void
}) {
  const { source } = props
  const t = useT()
  if (source.kind === 'inverse') return <InverseChoice {...props} source={source} />
  if (source.kind !== 'auto') return null
  if (source.of === 'number')
    return (
      <FormRow id={`${props.id}-pattern`} label={t('design.pattern')} help={t('design.patternHelp')} required>
        <TextInput
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={source.pattern}
          onChange={(event) => props.onChange({ ...source, pattern: event.target.value })}
          className="font-mono"
        />
      </FormRow>
    )
  if (source.of === 'updated')
    return (
      <Watched
        answer={props.answer}
        watch={source.watch}
        onChange={(watch) => props.onChange({ kind: 'auto', of: 'updated', ...(watch ? { watch } : {}) })}
      />
    )
  return <p className="text-[13px] text-muted">{t('design.createdHint')}</p>
}

/** Changes of which fields count; all of them until some are chosen. */
function Watched(props: {
  answer: DesignAnswer
  watch: string[] | undefined
  onChange(watch: string[] | undefined): void
}) {
  const { watch, onChange } = props
  const t = useT()
  const locale = useLocale()
  const fields = props.answer.table.fields.filter((field) => field.source.kind === 'input')
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('design.watched')}</legend>
      <NativeSelect
        aria-label={t('design.watched')}
        value={watch ? 'some' : 'all'}
        onChange={(event) => onChange(event.target.value === 'all' ? undefined : [])}
      >
        <option value="all">{t('design.watchAll')}</option>
        <option value="some">{t('design.watchSome')}</option>
      </NativeSelect>
      {watch && (
        <ul className="grid max-h-60 gap-1 overflow-y-auto rounded-lg border border-line p-2 sm:grid-cols-2">
          {fields.map((field) => (
            <li key={field.key}>
              <CheckBox
                label={labelOf(field.label, locale, field.key)}
                checked={watch.includes(field.key)}
                onChange={(on) =>
                  onChange(on ? [...watch, field.key] : watch.filter((key) => key !== field.key))
                }
              />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}

/** Links of other tables to this one that are not shown here yet. */
function InverseChoice(props: {
  id: string
  answer: DesignAnswer
  fresh: boolean
  source: Extract<Source, { kind: 'inverse' }>
  onChange(source: Source, label?: Labels): void
}) {
  const { answer, source } = props
  const t = useT()
  const locale = useLocale()
  const shown = new Set(
    answer.table.fields.flatMap(({ source: one }) =>
      one.kind === 'inverse' ? [`${one.table} ${one.field}`] : [],
    ),
  )
  // What shows the other side of a link is a list of records as well, but of ours: it is not in this list twice.
  const offered = answer.tables.flatMap((table) =>
    table.fields
      .filter((field) => field.target === answer.table.key && fieldType(field.type).kind !== 'json')
      .filter((field) => !props.fresh || !shown.has(`${table.key} ${field.key}`))
      .map((field) => ({ table, field })),
  )
  if (offered.length === 0) return <p className="text-muted">{t('design.noLinkHere')}</p>
  return (
    <FormRow
      id={`${props.id}-inverse`}
      label={t('design.inverseOf')}
      help={props.fresh ? t('design.inverseOfHelp') : t('design.referenceFixed')}
      required
    >
      <NativeSelect
        disabled={!props.fresh}
        value={source.table === '' ? '' : `${source.table} ${source.field}`}
        onChange={(event) => {
          const [table = '', field = ''] = event.target.value.split(' ')
          props.onChange(
            { kind: 'inverse', table, field },
            answer.tables.find((one) => one.key === table)?.label,
          )
        }}
      >
        <option value="">{t('design.choose')}</option>
        {offered.map(({ table, field }) => (
          <option key={`${table.key} ${field.key}`} value={`${table.key} ${field.key}`}>
            {labelOf(table.label, locale, table.key)} › {labelOf(field.label, locale, field.key)}
          </option>
        ))}
      </NativeSelect>
    </FormRow>
  )
}
