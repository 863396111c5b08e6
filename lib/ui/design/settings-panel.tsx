'use client'
/** The settings of a field type, generated from its schema: no type has a panel of its own. */
import { useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { fieldType, type TypeName } from '@/lib/fields/index'
import type { Option } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { Json, JsonObject } from '@/lib/json'
import { FormRow, NativeSelect, Switch, TextArea, TextInput } from '@/lib/kit/input'
import { choiceSettings, problemOf, type Setting, settingsIn } from './controls'
import { type DraftOption, savedOptions } from './options'
import { OptionsEditor } from './options-editor'

export interface SettingsPanelProps {
  id: string
  type: TypeName
  value: JsonObject
  onChange(value: JsonObject): void
  answer: DesignAnswer
  /** The shared set that is chosen, as it is being edited here. */
  shared: readonly DraftOption[] | undefined
  onShared(options: DraftOption[]): void
  onMerge?(from: DraftOption, to: DraftOption): void
  /** What a linked field points at is fixed once records may be linked. */
  fixedReferences?: boolean
  /** Show what is missing: someone tried to save. */
  strict: boolean
}

export function SettingsPanel(props: SettingsPanelProps) {
  const settings = settingsIn(fieldType(props.type).optionsSchema)
  const choice = choiceSettings(settings)
  const plain = settings.filter(({ key }) => key !== choice?.set && key !== choice?.options)
  const set = (key: string, value: Json | undefined) => {
    const { [key]: _, ...rest } = props.value
    props.onChange(value === undefined ? rest : { ...rest, [key]: value })
  }
  if (settings.length === 0) return null
  return (
    <div className="flex flex-col gap-4">
      {choice && <ChoicePanel {...props} keys={choice} most={mostOf(settings, choice.options)} />}
      <div className="grid gap-4 sm:grid-cols-2">
        {plain.map((setting) => (
          <SettingInput
            key={setting.key}
            id={`${props.id}-${setting.key}`}
            setting={setting}
            value={props.value[setting.key]}
            answer={props.answer}
            fixed={props.fixedReferences && setting.control.kind === 'reference'}
            strict={props.strict}
            onChange={(value) => set(setting.key, value)}
          />
        ))}
      </div>
    </div>
  )
}

function mostOf(settings: readonly Setting[], key: string): number {
  const control = settings.find((setting) => setting.key === key)?.control
  return control?.kind === 'options' ? control.most : 0
}

export const hasSettings = (type: TypeName): boolean => settingsIn(fieldType(type).optionsSchema).length > 0

/** Whether every setting is filled in and within its limits, as far as the browser can tell. */
export const isFit = (type: TypeName, value: JsonObject): boolean =>
  settingsIn(fieldType(type).optionsSchema).every((setting) => !problemOf(setting, value[setting.key]))

/** Options of the field's own, or a set that several fields share. */
function ChoicePanel(props: SettingsPanelProps & { keys: { set: string; options: string }; most: number }) {
  const { answer, keys, value } = props
  const t = useT()
  const locale = useLocale()
  const chosen = value[keys.set]
  const own = (Array.isArray(value[keys.options]) ? value[keys.options] : []) as unknown as DraftOption[]
  const rest = Object.fromEntries(
    Object.entries(value).filter(([key]) => key !== keys.set && key !== keys.options),
  )
  const others = answer.table.fields.filter(
    (field) => (field.options as JsonObject)[keys.set] === chosen && chosen !== undefined,
  )
  return (
    <div className="flex flex-col gap-3">
      {answer.optionSets.length > 0 && (
        <FormRow
          id={`${props.id}-set`}
          label={t('design.optionsFrom')}
          help={
            typeof chosen === 'string'
              ? t('design.optionsShared', { count: Math.max(1, others.length) })
              : undefined
          }
        >
          <NativeSelect
            value={typeof chosen === 'string' ? chosen : ''}
            onChange={(event) =>
              props.onChange(
                event.target.value === ''
                  ? { ...rest, [keys.options]: [] }
                  : { ...rest, [keys.set]: event.target.value },
              )
            }
          >
            <option value="">{t('design.optionsOwn')}</option>
            {answer.optionSets.map((set) => (
              <option key={set.key} value={set.key}>
                {t('design.optionsOf', { set: labelOf(set.label, locale, set.key) })}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
      )}
      <FormRow
        id={`${props.id}-options`}
        label={t('design.options')}
        error={
          props.strict && chosen === undefined && own.length === 0 ? t('design.optionsNeeded') : undefined
        }
      >
        <OptionsEditor
          id={`${props.id}-options`}
          options={chosen === undefined ? own : (props.shared ?? [])}
          most={props.most}
          onChange={(options) =>
            chosen === undefined
              ? props.onChange({ ...rest, [keys.options]: options as unknown as Json })
              : props.onShared(options)
          }
          onMerge={props.onMerge}
        />
      </FormRow>
    </div>
  )
}

/** The settings as they are saved: without the marks of the options editor. */
export function savedSettings(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      Array.isArray(one) && one.every((item) => item !== null && typeof item === 'object' && 'color' in item)
        ? (savedOptions(one as unknown as Option[]) as unknown as Json)
        : one,
    ]),
  )
}

function SettingInput(props: {
  id: string
  setting: Setting
  value: Json | undefined
  answer: DesignAnswer
  fixed?: boolean
  strict: boolean
  onChange(value: Json | undefined): void
}) {
  const { id, setting, value, answer, onChange } = props
  const { control } = setting
  const t = useT()
  const locale = useLocale()
  const label = labelOf(setting.label, locale, setting.key)
  const problem = problemOf(setting, value)
  const shown = problem && (problem.key !== 'needed' || props.strict)
  const row = {
    id,
    label,
    help: setting.help && labelOf(setting.help, locale),
    required: setting.required,
    error: shown ? t(`design.${problem.key}`, problem.params) : undefined,
  }
  if (control.kind === 'switch')
    return (
      <div className="sm:col-span-2">
        <Switch label={label} checked={value === true} onChange={onChange} />
        {row.help && <p className="mt-1 text-[13px] text-muted">{row.help}</p>}
      </div>
    )
  if (control.kind === 'choice')
    return (
      <FormRow {...row}>
        <NativeSelect
          value={String(value ?? '')}
          onChange={(event) =>
            onChange(control.choices.find((one) => String(one.value) === event.target.value)?.value)
          }
        >
          {(!setting.required || value === undefined) && <option value="">{t('design.notSet')}</option>}
          {control.choices.map((one) => (
            <option key={one.value} value={one.value}>
              {labelOf(one.label, locale, String(one.value))}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
    )
  if (control.kind === 'reference') {
    const targets = control.to === 'table' ? answer.tables : answer.optionSets
    return (
      <FormRow {...row} help={props.fixed ? t('design.referenceFixed') : row.help}>
        <NativeSelect
          disabled={props.fixed}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value || undefined)}
        >
          <option value="">{t(control.to === 'table' ? 'design.chooseTable' : 'design.notSet')}</option>
          {targets.map((one) => (
            <option key={one.key} value={one.key}>
              {labelOf(one.label, locale, one.key)}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
    )
  }
  if (control.kind === 'lines') {
    const lines = Array.isArray(value) ? value.map(String) : []
    return (
      <div className="sm:col-span-2">
        <FormRow {...row} help={row.help ?? t('design.oneALine')}>
          <TextArea
            value={lines.join('\n')}
            onChange={(event) =>
              onChange(event.target.value === '' ? undefined : event.target.value.split('\n'))
            }
          />
        </FormRow>
      </div>
    )
  }
  if (control.kind === 'number')
    return (
      <FormRow {...row}>
        <NumberText value={value} initial={setting.initial} onChange={onChange} />
      </FormRow>
    )
  if (control.kind === 'text')
    return (
      <FormRow {...row}>
        <TextInput
          autoComplete="off"
          maxLength={control.most}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      </FormRow>
    )
  return null
}

/** A number as it is typed; what is no number yet is kept as text and complained about. */
function NumberText(props: {
  value: Json | undefined
  initial: Json | undefined
  onChange(value: Json | undefined): void
}) {
  const [text, setText] = useState(props.value === undefined ? '' : String(props.value))
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      value={text}
      placeholder={props.initial === undefined ? undefined : String(props.initial)}
      onChange={(event) => {
        const typed = event.target.value
        setText(typed)
        const plain = typed.normalize('NFKC').replaceAll(',', '').trim()
        const number = Number(plain)
        props.onChange(plain === '' ? undefined : Number.isFinite(number) ? number : typed)
      }}
    />
  )
}
