'use client'
/** The panel beside the grid in which a field is added or changed. */
import { useEffect, useId, useRef, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { Sheet } from '@/lib/kit/sheet'
import { Skeleton } from '@/lib/kit/skeleton'
import { useTable } from '@/lib/ui/data/table'
import { Failure } from '@/lib/ui/shell/failure'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { Conflict } from './conflict'
import { FieldEditor } from './field-editor'
import { FieldPicker } from './picker'
import type { Design } from './state'
import { useDesign } from './state'
import { type FieldDraftState, useFieldDraft } from './use-field-draft'
import { WorkProgress } from './work-progress'

/** What is being done to the fields of a table. */
export type DesignTask =
  | { kind: 'add'; section?: string }
  | { kind: 'edit'; field: string }
  | { kind: 'convert'; field: string }
  | { kind: 'delete'; field: string }

export interface PanelProps {
  base: string
  table: string
  task: Extract<DesignTask, { kind: 'add' | 'edit' }>
  onTask(task: DesignTask | undefined): void
  /** The field that was made or changed. */
  onSaved(field: string, made: boolean): void
}

export function FieldPanel(props: PanelProps) {
  const { base, table, task, onTask } = props
  const t = useT()
  const locale = useLocale()
  const design = useDesign(base, table)
  const { answer, error } = design
  /** Whether something was typed that closing would lose. */
  const unsaved = useRef(false)
  const [leaving, setLeaving] = useState(false)
  const leave = () => onTask(undefined)
  const close = () => (unsaved.current ? setLeaving(true) : leave())
  const field = task.kind === 'edit' ? answer?.table.fields.find((one) => one.key === task.field) : undefined
  const gone = answer && task.kind === 'edit' && !field
  const title = field
    ? t('design.editTitle', { name: labelOf(field.label, locale, field.key) })
    : answer && task.kind === 'add'
      ? t('design.addTitle', { table: labelOf(answer.table.label, locale, answer.table.key) })
      : t(task.kind === 'add' ? 'design.addField' : 'design.editField')
  return (
    <Sheet open onOpenChange={(open) => !open && close()} title={title}>
      {answer && !gone ? (
        <OpenPanel
          key={task.kind === 'edit' ? task.field : 'add'}
          {...props}
          design={design}
          answer={answer}
          unsaved={unsaved}
          onClose={close}
        />
      ) : error ? (
        <Failure inside error={error} onRetry={design.reload} />
      ) : gone ? (
        <p className="p-5 text-muted">{t('design.fieldGone')}</p>
      ) : (
        <div className="flex flex-col gap-4 p-5" aria-busy>
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <Skeleton key={key} className="h-10" />
          ))}
        </div>
      )}
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title={t('design.leaveTitle')}
        description={t('design.leaveText')}
        confirmLabel={t('design.leave')}
        danger
        onConfirm={leave}
      />
    </Sheet>
  )
}

function OpenPanel(
  props: PanelProps & {
    design: Design
    answer: DesignAnswer
    unsaved: { current: boolean }
    onClose(): void
  },
) {
  const { design, answer, task, unsaved } = props
  const t = useT()
  const id = useId()
  const top = useRef<HTMLDivElement>(null)
  const handle = useTable(props.base, props.table)
  const draft = useFieldDraft({
    design,
    answer,
    field: task.kind === 'edit' ? task.field : undefined,
    section: task.kind === 'add' ? task.section : undefined,
    onSaved: (field, made) => {
      props.onSaved(field, made)
      props.onTask(undefined)
    },
    onRefused: () => top.current?.scrollIntoView({ block: 'start' }),
  })
  const { form, field } = draft
  /** Half a formula is not in the draft yet, and is work all the same. */
  const [typed, setTyped] = useState(false)
  useEffect(() => {
    unsaved.current = draft.form !== undefined && (draft.dirty || typed)
    return () => {
      unsaved.current = false
    }
  }, [unsaved, draft.form, draft.dirty, typed])
  if (!form) return <FieldPicker onChoose={draft.choose} />
  return (
    <form
      id={id}
      noValidate
      onInput={() => setTyped(true)}
      className="flex min-h-full flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        void draft.save()
      }}
    >
      <div ref={top} className="flex-1">
        <Kind {...props} draft={draft} />
        {draft.failure && (
          <div className="px-5 pt-4 max-md:px-4">
            <FormFailure text={draft.failure} />
          </div>
        )}
        {draft.conflict && field && (
          <Conflict
            answer={answer}
            conflict={draft.conflict}
            mine={form}
            onTake={draft.take}
            onDone={draft.settle}
          />
        )}
        <FieldEditor
          key={draft.round}
          design={design}
          answer={answer}
          handle={handle}
          names={draft.names}
          form={form}
          onForm={draft.setForm}
          way={draft.way}
          field={field?.key}
          section={draft.section}
          onSection={draft.setSection}
          roles={draft.roles}
          onRoles={draft.setRoles}
          shared={draft.shared}
          onShared={draft.setShared}
          onMerge={field ? draft.merge : undefined}
          onBroken={draft.setBroken}
          strict={draft.strict}
        />
      </div>
      <footer className="sticky bottom-0 z-10 flex justify-end gap-2 border-t border-line bg-surface px-5 py-3 max-md:px-4 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <WorkProgress base={props.design.base} busy={draft.busy} />
        <Button onClick={props.onClose} disabled={draft.busy}>
          {t('kit.cancel')}
        </Button>
        <Button variant="primary" writes type="submit" busy={draft.busy}>
          {t(field ? 'design.save' : 'design.add')}
        </Button>
      </footer>
    </form>
  )
}

/** What the field is, and the way to something else. */
function Kind(props: PanelProps & { draft: FieldDraftState }) {
  const { draft } = props
  const { form, field, offer } = draft
  const t = useT()
  const locale = useLocale()
  if (!form) return null
  const type = fieldType(form.type)
  const label = offer && offer.way !== 'input' ? offer.label : type.label
  const computed = form.source.kind !== 'input'
  return (
    <div className="flex items-center gap-3 border-b border-line bg-canvas px-5 py-2.5 max-md:px-4">
      <Icon name={offer?.icon ?? type.icon} className="text-muted" />
      <span className="min-w-0 flex-1">
        <span className="font-medium">{labelOf(label, locale, type.name)}</span>
        {field && <code className="ml-2 font-mono text-xs text-faint">{field.key}</code>}
        {field && computed && (
          <span className="block text-[13px] text-muted">{t(`design.source_${form.source.kind}`)}</span>
        )}
      </span>
      {field ? (
        form.source.kind === 'input' && (
          <Button
            size="sm"
            icon="arrow-right-left"
            onClick={() => props.onTask({ kind: 'convert', field: field.key })}
          >
            {t('design.changeType')}
          </Button>
        )
      ) : (
        <Button size="sm" variant="ghost" icon="arrow-left" onClick={draft.back}>
          {t('design.otherType')}
        </Button>
      )}
    </div>
  )
}
