'use client'
/** What holds for records as a whole: no two alike in several fields, and conditions that each one must satisfy. */
import { useId, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { printText } from '@/lib/expr/print-text'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { CheckBox } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import type { CheckRule, UniqueRule } from '@/lib/meta/model'
import { api, failureText } from '@/lib/ui/api'
import { useTable } from '@/lib/ui/data/table'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { fromFilter } from '@/lib/ui/toolbar/conditions'
import { conditionWords } from '@/lib/ui/toolbar/words'
import { Condition } from './condition'
import { spoken } from './form'
import { LabelsInput } from './labels-input'
import { type Design, namesOf } from './state'

type Task = { kind: 'unique'; index?: number } | { kind: 'check'; index?: number }
type Patch = { uniques?: Omit<UniqueRule, 'number'>[]; checks?: CheckRule[] }

export function Rules({ design, answer }: { design: Design; answer: DesignAnswer }) {
  const { uniques, checks, fields } = answer.table
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const [task, setTask] = useState<Task>()
  const handle = useTable(design.base, answer.table.key)
  const nameOf = (key: string) => labelOf(fields.find((field) => field.key === key)?.label, locale, key)
  const names = (keys: readonly string[]) => keys.map(nameOf).join(t('grid.listSeparator'))
  /** A simple condition in words, another one as its text. */
  const checkWords = ({ expr }: CheckRule): string => {
    const conditions = fromFilter(expr)
    const parts = conditions?.map((one) => {
      const field = handle.table?.fields.find(({ key }) => key === one.field)
      return field && conditionWords(one, field, handle.context, t)
    })
    return parts && !parts.includes(undefined) ? parts.join(` ${t('grid.and')} `) : printText(expr.expr)
  }
  const save = async (patch: Patch) => {
    await api.patch(design.path, patch)
    design.changed()
  }
  const remove = (patch: Patch) =>
    save(patch).catch((thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }))
  const line = (key: string, text: string, message: string, onEdit: () => void, onRemove: () => void) => (
    <li
      key={key}
      className="flex min-h-11 items-center gap-2 border-b border-line px-3 py-1.5 last:border-b-0"
    >
      <button
        type="button"
        onClick={onEdit}
        className="min-h-9 min-w-0 flex-1 cursor-pointer rounded-md text-left"
      >
        <span className="block">{text}</span>
        {message && <span className="block text-[13px] text-muted">{message}</span>}
      </button>
      <IconButton
        size="sm"
        icon="trash-2"
        label={t('design.removeRule', { rule: text })}
        onClick={onRemove}
      />
    </li>
  )
  return (
    <section className="mt-8" aria-labelledby="design-rules">
      <h2 id="design-rules" className="font-semibold">
        {t('design.tableRules')}
      </h2>
      <p className="mb-3 text-[13px] text-muted">{t('design.tableRulesHint')}</p>
      {uniques.length + checks.length > 0 && (
        <ul className="mb-3 rounded-lg border border-line bg-surface">
          {uniques.map((rule, index) =>
            line(
              rule.fields.join(),
              t('design.uniqueRule', { fields: names(rule.fields) }),
              labelOf(rule.message, locale),
              () => setTask({ kind: 'unique', index }),
              () => void remove({ uniques: uniques.toSpliced(index, 1) }),
            ),
          )}
          {checks.map((rule, index) =>
            line(
              rule.key,
              checkWords(rule),
              labelOf(rule.message, locale),
              () => setTask({ kind: 'check', index }),
              () => void remove({ checks: checks.toSpliced(index, 1) }),
            ),
          )}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button icon="key" onClick={() => setTask({ kind: 'unique' })}>
          {t('design.addUnique')}
        </Button>
        <Button icon="shield-check" onClick={() => setTask({ kind: 'check' })}>
          {t('design.addCheck')}
        </Button>
      </div>
      {task?.kind === 'unique' && (
        <UniqueDialog answer={answer} index={task.index} onClose={() => setTask(undefined)} onSave={save} />
      )}
      {task?.kind === 'check' && (
        <CheckDialog
          design={design}
          answer={answer}
          index={task.index}
          onClose={() => setTask(undefined)}
          onSave={save}
        />
      )}
    </section>
  )
}

interface RuleDialogProps {
  answer: DesignAnswer
  /** Of the rule that is changed; a new one otherwise. */
  index: number | undefined
  onClose(): void
  onSave(patch: Patch): Promise<void>
}

/** What both dialogs do: save, or say why not. */
function useSaving({ onSave, onClose }: RuleDialogProps) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const save = async (patch: Patch) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await onSave(patch)
      onClose()
    } catch (thrown) {
      setFailure(failureText(thrown))
      setBusy(false)
    }
  }
  return { busy, failure, setFailure, save }
}

function UniqueDialog(props: RuleDialogProps) {
  const { answer, index } = props
  const { uniques, fields } = answer.table
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const rule = index === undefined ? undefined : uniques[index]
  const [chosen, setChosen] = useState<readonly string[]>(rule?.fields ?? [])
  const [message, setMessage] = useState(rule?.message ?? {})
  const { busy, failure, setFailure, save } = useSaving(props)
  const offered = fields.filter((field) => fieldType(field.type).uniqueable || chosen.includes(field.key))
  const submit = () => {
    if (chosen.length < 2) return setFailure(t('design.uniqueNeeds'))
    const said = spoken(message)
    const next = { fields: [...chosen], ...(Object.keys(said).length > 0 ? { message: said } : {}) }
    void save({
      uniques: index === undefined ? [...uniques, next] : uniques.with(index, { ...next, number: 0 }),
    })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      title={t('design.addUnique')}
      description={t('design.uniqueText')}
      footer={<Buttons busy={busy} onCancel={props.onClose} onSave={submit} />}
    >
      <div className="flex flex-col gap-4">
        {failure && <FormFailure text={failure} />}
        <ul className="grid gap-1 sm:grid-cols-2">
          {offered.map((field) => (
            <li key={field.key}>
              <CheckBox
                label={labelOf(field.label, locale, field.key)}
                checked={chosen.includes(field.key)}
                onChange={(on) =>
                  setChosen(on ? [...chosen, field.key] : chosen.filter((key) => key !== field.key))
                }
              />
            </li>
          ))}
        </ul>
        <LabelsInput
          id={`${id}-message`}
          label={t('design.message')}
          value={message}
          most={300}
          placeholder={t('design.messagePlaceholder')}
          onChange={setMessage}
        />
      </div>
    </Dialog>
  )
}

function CheckDialog(props: RuleDialogProps & { design: Design }) {
  const { design, answer, index } = props
  const { checks } = answer.table
  const t = useT()
  const id = useId()
  const handle = useTable(design.base, answer.table.key)
  const rule = index === undefined ? undefined : checks[index]
  const [expr, setExpr] = useState(rule?.expr)
  const [broken, setBroken] = useState(false)
  const [message, setMessage] = useState(rule?.message ?? {})
  const { busy, failure, setFailure, save } = useSaving(props)
  const submit = () => {
    const said = spoken(message)
    if (!expr || broken) return setFailure(t('design.conditionBroken'))
    if (Object.keys(said).length === 0) return setFailure(t('design.checkNeedsMessage'))
    const next = { key: rule?.key ?? freeKey(checks), expr, message: said }
    void save({ checks: index === undefined ? [...checks, next] : checks.with(index, next) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      size="lg"
      title={t('design.addCheck')}
      description={t('design.checkText')}
      footer={<Buttons busy={busy} onCancel={props.onClose} onSave={submit} />}
    >
      <div className="flex flex-col gap-4">
        {failure && <FormFailure text={failure} />}
        {handle.table && (
          <Condition
            label={t('design.addCheck')}
            path={design.path}
            table={handle.table}
            handle={handle}
            names={namesOf(answer)}
            value={expr}
            onChange={setExpr}
            onBroken={setBroken}
          />
        )}
        <LabelsInput
          id={`${id}-message`}
          label={t('design.checkMessage')}
          value={message}
          most={300}
          required
          placeholder={t('design.messagePlaceholder')}
          onChange={setMessage}
        />
      </div>
    </Dialog>
  )
}

function freeKey(checks: readonly CheckRule[]): string {
  let n = checks.length + 1
  while (checks.some((rule) => rule.key === `check_${n}`)) n++
  return `check_${n}`
}

function Buttons(props: { busy: boolean; onCancel(): void; onSave(): void }) {
  const t = useT()
  return (
    <>
      <Button onClick={props.onCancel} disabled={props.busy}>
        {t('kit.cancel')}
      </Button>
      <Button variant="primary" writes busy={props.busy} onClick={props.onSave}>
        {t('design.save')}
      </Button>
    </>
  )
}
