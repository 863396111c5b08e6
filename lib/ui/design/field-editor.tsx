'use client'
/** Everything that can be said of one field: name, settings of its type, rules, who may see it. */
import { type ReactNode, useId, useState } from 'react'
import type { DesignAnswer, FieldRoles } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { FormRow, NativeSelect, Switch } from '@/lib/kit/input'
import type { Sensitivity } from '@/lib/meta/model'
import type { TableHandle } from '@/lib/ui/data/table'
import type { Way } from './catalogue'
import type { Names } from './complete'
import { type Computed, ComputedEditor } from './computed'
import { Condition } from './condition'
import { DefaultEditor } from './default-editor'
import type { FieldForm } from './form'
import { LabelsInput } from './labels-input'
import type { DraftOption } from './options'
import { hasSettings, SettingsPanel } from './settings-panel'
import { SourceSettings } from './source-settings'
import type { Design } from './state'
import { VisibilityChoice } from './visibility-choice'

export interface FieldEditorProps {
  design: Design
  answer: DesignAnswer
  handle: TableHandle
  names: Names
  form: FieldForm
  onForm(form: FieldForm): void
  /** How the value comes about; a lookup and a rollup are formulas with a form of their own. */
  way: Way
  /** Key of the field; absent while it is new. */
  field?: string
  section: string
  onSection(section: string): void
  roles: FieldRoles
  onRoles(roles: FieldRoles): void
  shared: readonly DraftOption[] | undefined
  onShared(options: DraftOption[]): void
  onMerge?(from: DraftOption, to: DraftOption): void
  /** Parts whose formula is not right yet. */
  onBroken(part: string, broken: boolean): void
  /** Show what is missing. */
  strict: boolean
}

export function FieldEditor(props: FieldEditorProps) {
  const { answer, form, onForm, way, strict } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const type = fieldType(form.type)
  const fresh = props.field === undefined
  const computed = form.source.kind === 'formula' || way === 'formula' || way === 'lookup' || way === 'rollup'
  const byHand = form.source.kind === 'input' && !computed
  const set = (change: Partial<FieldForm>) => onForm({ ...form, ...change })
  const named = Boolean(form.label['zh-CN']?.trim() || form.label.en?.trim())
  const rules = [form.requiredIf ?? form.required, form.unique, form.default, form.showIf].filter(
    Boolean,
  ).length
  return (
    <div className="flex flex-col gap-5 p-5 max-md:p-4">
      <LabelsInput
        id={`${id}-label`}
        label={t('design.name')}
        value={form.label}
        autoFocus={fresh}
        required
        placeholder={t('design.namePlaceholder')}
        error={strict && !named ? t('design.nameNeeded') : undefined}
        onChange={(label) => set({ label })}
      />
      {computed && (
        <ComputedEditor
          design={props.design}
          answer={answer}
          names={props.names}
          field={props.field}
          mode={way === 'lookup' || way === 'rollup' ? way : 'formula'}
          expr={form.source.kind === 'formula' ? form.source.expr : undefined}
          type={form.type}
          options={form.options}
          onChange={(next: Computed | undefined) => {
            props.onBroken('formula', next === undefined)
            if (!next) return
            const { expr, stored, ...kept } = next
            set({ ...kept, source: { kind: 'formula', expr, stored } })
          }}
        />
      )}
      {!byHand && !computed && (
        <SourceSettings
          id={id}
          answer={answer}
          fresh={fresh}
          source={form.source}
          onChange={(source, label) => set({ source, ...(label && !named ? { label: { ...label } } : {}) })}
        />
      )}
      {form.source.kind === 'formula' && hasSettings(form.type) && (
        <Fold title={t('design.resultLook')} hint={labelOf(type.label, locale, type.name)}>
          <SettingsPanel
            key={form.type}
            id={`${id}-settings`}
            type={form.type}
            value={form.options}
            onChange={(options) => set({ options })}
            answer={answer}
            shared={props.shared}
            onShared={props.onShared}
            fixedReferences
            strict={strict}
          />
        </Fold>
      )}
      {byHand && (
        <SettingsPanel
          key={form.type}
          id={`${id}-settings`}
          type={form.type}
          value={form.options}
          onChange={(options) => set({ options })}
          answer={answer}
          shared={props.shared}
          onShared={props.onShared}
          onMerge={props.onMerge}
          fixedReferences={!fresh}
          strict={strict}
        />
      )}
      <LabelsInput
        id={`${id}-help`}
        label={t('design.help')}
        value={form.help}
        long
        placeholder={t('design.helpPlaceholder')}
        onChange={(help) => set({ help })}
      />
      {fresh && (
        <VisibilityChoice
          roles={answer.roles}
          sensitivity={form.sensitivity}
          writable={byHand}
          value={props.roles}
          onChange={props.onRoles}
        />
      )}
      {byHand && (
        <Fold
          title={t('design.rules')}
          hint={rules > 0 ? t('design.rulesSet', { count: rules }) : t('design.rulesHint')}
          open={rules > 0 && !fresh}
        >
          <RequiredChoice {...props} />
          {type.uniqueable && (
            <Toggle
              label={t('design.unique')}
              help={t('design.uniqueHelp')}
              checked={form.unique}
              onChange={(unique) => set({ unique })}
            />
          )}
          <DefaultEditor
            form={form}
            answer={answer}
            path={props.design.path}
            field={props.field}
            handle={props.handle}
            names={props.names}
            onChange={(next) => set({ default: next })}
            onBroken={(broken) => props.onBroken('default', broken)}
          />
          <ShowIf {...props} />
          <LabelsInput
            id={`${id}-message`}
            label={t('design.message')}
            help={t('design.messageHelp')}
            value={form.message}
            most={300}
            placeholder={t('design.messagePlaceholder')}
            onChange={(message) => set({ message })}
          />
        </Fold>
      )}
      <Fold
        title={t('design.place')}
        hint={t(`design.sensitivity_${form.sensitivity}`)}
        open={form.sensitivity !== 'normal' && !fresh}
      >
        <FormRow
          id={`${id}-sensitivity`}
          label={t('design.sensitivity')}
          help={t(`design.sensitivityHelp_${form.sensitivity}`)}
        >
          <NativeSelect
            value={form.sensitivity}
            onChange={(event) => set({ sensitivity: event.target.value as Sensitivity })}
          >
            {(['normal', 'personal', 'confidential'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`design.sensitivity_${one}`)}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
        {form.source.kind === 'formula' && (
          <Toggle
            label={t('design.declassified')}
            help={t('design.declassifiedHelp')}
            checked={form.declassified}
            onChange={(declassified) => set({ declassified })}
          />
        )}
        {fresh && answer.table.sections.length > 1 && (
          <FormRow id={`${id}-section`} label={t('design.section')}>
            <NativeSelect value={props.section} onChange={(event) => props.onSection(event.target.value)}>
              {answer.table.sections.map((section) => (
                <option key={section.key} value={section.key}>
                  {labelOf(section.label, locale, section.key)}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
        )}
      </Fold>
    </div>
  )
}

type Required = 'optional' | 'always' | 'if'

function RequiredChoice(props: FieldEditorProps) {
  const { form, onForm } = props
  const t = useT()
  const id = useId()
  const [conditional, setConditional] = useState(form.requiredIf !== undefined)
  const value: Required = form.required ? 'always' : conditional ? 'if' : 'optional'
  return (
    <div className="flex flex-col gap-2">
      <FormRow id={id} label={t('design.required')}>
        <NativeSelect
          value={value}
          onChange={(event) => {
            const next = event.target.value as Required
            setConditional(next === 'if')
            props.onBroken('requiredIf', false)
            onForm({
              ...form,
              required: next === 'always',
              requiredIf: next === 'if' ? form.requiredIf : undefined,
            })
          }}
        >
          {(['optional', 'always', 'if'] as const).map((one) => (
            <option key={one} value={one}>
              {t(`design.required_${one}`)}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
      {value === 'if' && (
        <OwnCondition
          {...props}
          label={t('design.required_if')}
          part="requiredIf"
          value={form.requiredIf}
          onChange={(requiredIf) => onForm({ ...form, requiredIf })}
        />
      )}
    </div>
  )
}

function ShowIf(props: FieldEditorProps) {
  const { form, onForm } = props
  const t = useT()
  const [on, setOn] = useState(form.showIf !== undefined)
  return (
    <div className="flex flex-col gap-2">
      <Toggle
        label={t('design.showIf')}
        help={t('design.showIfHelp')}
        checked={on}
        onChange={(next) => {
          setOn(next)
          props.onBroken('showIf', false)
          if (!next) onForm({ ...form, showIf: undefined })
        }}
      />
      {on && (
        <OwnCondition
          {...props}
          label={t('design.showIf')}
          part="showIf"
          value={form.showIf}
          onChange={(showIf) => onForm({ ...form, showIf })}
        />
      )}
    </div>
  )
}

/** A condition on the other fields of the record. */
function OwnCondition(
  props: FieldEditorProps & {
    label: string
    part: string
    value: StoredExpr | undefined
    onChange(value: StoredExpr | undefined): void
  },
) {
  const { handle, design } = props
  if (!handle.table) return null
  const others = { ...handle.table, fields: handle.table.fields.filter((field) => field.key !== props.field) }
  return (
    <Condition
      label={props.label}
      path={design.path}
      table={others}
      handle={handle}
      names={props.names}
      value={props.value}
      onChange={props.onChange}
      onBroken={(broken) => props.onBroken(props.part, broken)}
    />
  )
}

function Toggle(props: { label: string; help: string; checked: boolean; onChange(checked: boolean): void }) {
  const id = useId()
  return (
    <div>
      <Switch label={props.label} checked={props.checked} onChange={props.onChange} aria-describedby={id} />
      <p id={id} className="mt-1 text-[13px] text-muted">
        {props.help}
      </p>
    </div>
  )
}

/** What most fields do not need stays folded, and says what is in it. */
export function Fold(props: { title: string; hint?: string; open?: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(props.open ?? false)
  const id = useId()
  return (
    <section className="rounded-lg border border-line">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-h-10 w-full cursor-pointer items-center gap-2 rounded-lg px-3 text-left hover:bg-hover"
        >
          <Icon
            name="chevron-right"
            className={cx(
              'text-muted transition-transform motion-reduce:transition-none',
              open && 'rotate-90',
            )}
          />
          <span className="shrink-0 font-medium">{props.title}</span>
          {props.hint && (
            <span className="ml-auto min-w-0 truncate text-[13px] text-faint">{props.hint}</span>
          )}
        </button>
      </h3>
      <div
        id={id}
        className={cx('flex-col gap-5 border-t border-line p-4 max-md:p-3', open ? 'flex' : 'hidden')}
      >
        {props.children}
      </div>
    </section>
  )
}
