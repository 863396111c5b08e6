'use client'
/** The settings of what is chosen on the board: the form, a step, or a block of any kind. */
import { useId, useRef, useState } from 'react'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { CheckBox, FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import type { FieldBlock, FormBlock } from '@/lib/meta/form'
import { failureText } from '@/lib/ui/api'
import { LabelsInput } from '@/lib/ui/design/labels-input'
import { blockOf, earlierKeys, fieldKeys, patchBlock, patchStep } from './blocks'
import { blockIcon, blockName, stepName, useBoard } from './board'
import { ConditionRow } from './condition'
import { DefaultRow } from './default-row'
import { RowsSettings } from './rows-settings'
import { WidthRow } from './width-row'

export function Settings() {
  const board = useBoard()
  const t = useT()
  const locale = useLocale()
  const { design, chosen, table } = board
  const step = design.steps.find((one) => one.id === chosen)
  const block = blockOf(design, chosen)?.block
  const problem = board.problems.get(chosen)
  const [icon, title] = block
    ? [blockIcon[block.kind], blockName(block, table, locale, t)]
    : step
      ? ['list-ordered', stepName(step, design.steps.indexOf(step), locale, t)]
      : ['file-text', t('formDesign.wholeForm')]
  return (
    <section aria-label={t('formDesign.settings')} className="flex flex-col">
      <h2 className="flex items-center gap-2 border-b border-line px-4 py-3 font-semibold">
        <Icon name={icon} className="text-muted" />
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {block && (
          <span className="text-xs font-normal text-faint">{t(`formDesign.kind_${block.kind}`)}</span>
        )}
      </h2>
      {problem && (
        <p className="mx-4 mt-3 flex items-start gap-2 rounded-md bg-danger-soft px-2.5 py-2 text-[13px] text-danger">
          <Icon name="circle-alert" className="mt-0.5" />
          {problem.message}
        </p>
      )}
      <div className="flex flex-col gap-4 p-4">
        {block ? (
          <BlockSettings key={chosen} id={chosen} block={block} />
        ) : step ? (
          <StepSettings key={chosen} id={chosen} />
        ) : (
          <WholeForm />
        )}
      </div>
    </section>
  )
}

function BlockSettings({ id, block }: { id: string; block: FormBlock }) {
  const { design, edit } = useBoard()
  const t = useT()
  const input = useId()
  const set = (next: FormBlock, tag?: string) =>
    edit((old) => patchBlock(old, id, next), tag && `${id} ${tag}`)
  const showIf = (
    <ConditionRow
      label={t('formDesign.showIf')}
      none={block.kind === 'field' ? t('formDesign.showIfOwn') : t('formDesign.showIfNone')}
      keys={earlierKeys(design, id)}
      value={block.showIf}
      onChange={(value) => set({ ...block, showIf: value }, 'showIf')}
    />
  )
  if (block.kind === 'field') return <FieldSettings id={id} block={block} showIf={showIf} />
  if (block.kind === 'rows')
    return <RowsSettings block={block} onChange={(next, tag) => set(next, tag)} showIf={showIf} />
  if (block.kind === 'section')
    return (
      <>
        <LabelsInput
          id={`${input}-label`}
          label={t('formDesign.heading')}
          required
          value={block.label}
          onChange={(label) => set({ ...block, label }, 'label')}
        />
        <LabelsInput
          id={`${input}-help`}
          label={t('formDesign.help')}
          long
          value={block.help ?? {}}
          onChange={(help) => set({ ...block, help }, 'help')}
        />
        {showIf}
        <p className="text-[13px] text-muted">{t('formDesign.sectionHint')}</p>
      </>
    )
  if (block.kind === 'text')
    return (
      <>
        <LabelsInput
          id={`${input}-text`}
          label={t('formDesign.text')}
          long
          most={10_000}
          required
          value={block.text}
          onChange={(text) => set({ ...block, text }, 'text')}
        />
        <WidthRow value={block.width} onChange={(width) => set({ ...block, width })} />
        {showIf}
      </>
    )
  return (
    <>
      <PictureRow file={block.file} onChange={(file) => set({ ...block, file })} />
      <LabelsInput
        id={`${input}-alt`}
        label={t('formDesign.alt')}
        help={t('formDesign.altHint')}
        value={block.alt}
        onChange={(alt) => set({ ...block, alt }, 'alt')}
      />
      <WidthRow value={block.width} onChange={(width) => set({ ...block, width })} />
      {showIf}
    </>
  )
}

function FieldSettings(props: { id: string; block: FieldBlock; showIf: React.ReactNode }) {
  const { id, block, showIf } = props
  const { design, edit, table } = useBoard()
  const t = useT()
  const locale = useLocale()
  const input = useId()
  const field = table.fields.find((one) => one.key === block.field)
  const set = (change: Partial<FieldBlock>, tag?: string) =>
    edit((old) => patchBlock(old, id, { ...block, ...change }), tag && `${id} ${tag}`)
  if (!field) return <p className="text-muted">{t('formDesign.fieldGone')}</p>
  return (
    <>
      <p className="-mb-1 flex items-center gap-1.5 text-[13px] text-muted">
        <Icon name={fieldType(field.type).icon} className="size-3.5" />
        {t('formDesign.ofField', { field: labelOf(field.label, locale, field.key) })}
      </p>
      <LabelsInput
        id={`${input}-label`}
        label={t('formDesign.label')}
        placeholder={labelOf(field.label, locale, field.key)}
        value={block.label ?? {}}
        onChange={(label) => set({ label }, 'label')}
      />
      <LabelsInput
        id={`${input}-help`}
        label={t('formDesign.help')}
        long
        placeholder={labelOf(field.help, locale)}
        value={block.help ?? {}}
        onChange={(help) => set({ help }, 'help')}
      />
      <WidthRow value={block.width} onChange={(width) => set({ width })} />
      <CheckBox
        checked={field.required || block.required === true}
        disabled={field.required}
        onChange={(required) => set({ required: required || undefined })}
        label={field.required ? t('formDesign.requiredAlways') : t('formDesign.required')}
      />
      {!field.required && !block.required && (
        <ConditionRow
          label={t('formDesign.requiredIf')}
          none={t('formDesign.requiredIfNone')}
          keys={fieldKeys(design).filter((key) => key !== block.field)}
          value={block.requiredIf}
          onChange={(requiredIf) => set({ requiredIf }, 'requiredIf')}
        />
      )}
      {showIf}
      <DefaultRow
        field={field}
        value={block.default}
        onChange={(value) => set({ default: value }, 'default')}
      />
      <FormRow
        id={`${input}-fixed`}
        label={t('formDesign.fixed')}
        help={block.fixed && t('formDesign.fixedHint')}
      >
        <NativeSelect
          value={block.fixed ?? ''}
          onChange={(event) => set({ fixed: (event.target.value || undefined) as FieldBlock['fixed'] })}
        >
          <option value="">{t('formDesign.fixedNo')}</option>
          <option value="shown">{t('formDesign.fixedShown')}</option>
          <option value="hidden">{t('formDesign.fixedHidden')}</option>
        </NativeSelect>
      </FormRow>
    </>
  )
}

function PictureRow({ file, onChange }: { file: string; onChange(file: string): void }) {
  const { imageUrl, addPicture } = useBoard()
  const t = useT()
  const toast = useToast()
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const take = async (picture: File | undefined) => {
    if (!picture) return
    setBusy(true)
    try {
      onChange(await addPicture(picture))
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/performance/noImgElement: a picture of the form, at its own size. */}
      <img src={imageUrl(file)} alt="" className="max-h-40 rounded-md border border-line object-contain" />
      <Button
        size="sm"
        icon="upload"
        busy={busy}
        className="self-start"
        onClick={() => chooser.current?.click()}
      >
        {t('formDesign.replacePicture')}
      </Button>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('formDesign.replacePicture')}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}

function StepSettings({ id }: { id: string }) {
  const { design, edit } = useBoard()
  const t = useT()
  const input = useId()
  const step = design.steps.find((one) => one.id === id)!
  return (
    <>
      <LabelsInput
        id={input}
        label={t('formDesign.stepTitle')}
        value={step.label ?? {}}
        onChange={(label) => edit((old) => patchStep(old, id, { label }), `${id} label`)}
      />
      <ConditionRow
        label={t('formDesign.showIf')}
        none={t('formDesign.showIfNone')}
        keys={earlierKeys(design, id)}
        value={step.showIf}
        onChange={(showIf) => edit((old) => patchStep(old, id, { showIf }), `${id} showIf`)}
      />
    </>
  )
}

function WholeForm() {
  const { design, edit } = useBoard()
  const t = useT()
  const input = useId()
  const thanks = design.thanks ?? {}
  const setThanks = (change: object, tag: string) =>
    edit((old) => ({ ...old, thanks: { ...old.thanks, ...change } }), tag)
  return (
    <>
      <LabelsInput
        id={`${input}-label`}
        label={t('formDesign.formTitle')}
        required
        value={design.label}
        onChange={(label) => edit((old) => ({ ...old, label }), 'label')}
      />
      <LabelsInput
        id={`${input}-description`}
        label={t('formDesign.description')}
        long
        most={10_000}
        value={design.description ?? {}}
        onChange={(description) => edit((old) => ({ ...old, description }), 'description')}
      />
      <LabelsInput
        id={`${input}-submit`}
        label={t('formDesign.submitLabel')}
        placeholder={t('formFill.submit')}
        value={design.submit ?? {}}
        onChange={(submit) => edit((old) => ({ ...old, submit }), 'submit')}
      />
      <h3 className="mt-1 border-t border-line pt-4 font-semibold">{t('formDesign.thanks')}</h3>
      <LabelsInput
        id={`${input}-thanks`}
        label={t('formDesign.heading')}
        placeholder={t('formFill.thanks')}
        value={thanks.title ?? {}}
        onChange={(title) => setThanks({ title }, 'thanks title')}
      />
      <LabelsInput
        id={`${input}-thanks-text`}
        label={t('formDesign.text')}
        long
        most={10_000}
        placeholder={t('formFill.thanksText')}
        value={thanks.text ?? {}}
        onChange={(text) => setThanks({ text }, 'thanks text')}
      />
      <CheckBox
        checked={thanks.again === true}
        onChange={(again) => setThanks({ again: again || undefined }, 'again')}
        label={t('formDesign.again')}
      />
      <FormRow id={`${input}-redirect`} label={t('formDesign.redirect')} help={t('formDesign.redirectHint')}>
        <TextInput
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          value={thanks.redirect ?? ''}
          onChange={(event) => setThanks({ redirect: event.target.value.trim() || undefined }, 'redirect')}
        />
      </FormRow>
    </>
  )
}
