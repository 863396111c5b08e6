'use client'
/** Everything about the right on a field: shown, changed and given apart, each always, never or on a condition; the mask. */
import { useId, useMemo, useState } from 'react'
import type { StoredExpr } from '@/lib/expr/ast'
import { type MaskName, masks } from '@/lib/fields/masks'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Dialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { CheckBox } from '@/lib/kit/input'
import type { FieldModes, FieldRight, Role, When } from '@/lib/meta/model'
import { modesOf, rightOfModes } from '@/lib/meta/rights'
import { RightsCondition } from './condition'
import { commonMasks, type RightsTable } from './matrix'
import { rightInWords } from './right-look'
import { namesIn, type Target } from './scopes'
import { useTell } from './tell'

type Mode = 'read' | 'edit' | 'create'
/** What each mode is while it is being set: a condition may still be empty. */
type Choice = 'always' | 'never' | 'when'
type Draft = Record<Mode, { choice: Choice; expr?: StoredExpr }>

const draftOf = (when: When): Draft[Mode] =>
  typeof when === 'boolean' ? { choice: when ? 'always' : 'never' } : { choice: 'when', expr: when }
const whenOf = ({ choice, expr }: Draft[Mode]): When | undefined =>
  choice === 'when' ? expr : choice === 'always'

export function CellEditor(props: {
  base: string
  table: RightsTable
  roles: readonly Role[]
  target: Target
  onClose: () => void
  onDone: (right: FieldRight) => void
}) {
  const { table, target } = props
  const t = useT()
  const locale = useLocale()
  const fields = table.fields.filter((f) => target.rows.has(f.key))
  const writable = fields.some((f) => f.writable)
  const maskNames = commonMasks(fields)
  const start = modesOf(target.present ?? 'read')
  const [denied, setDenied] = useState(target.present === 'denied')
  const [draft, setDraft] = useState<Draft>({
    read: draftOf(start.read),
    edit: draftOf(start.edit),
    create: draftOf(start.create),
  })
  const [mask, setMask] = useState(start.mask)
  const [reveal, setReveal] = useState(start.reveal ?? false)
  const [broken, setBroken] = useState<ReadonlySet<Mode>>(new Set())
  const tell = useTell(
    props.base,
    table,
    props.roles,
    useMemo(() => Object.values(draft).flatMap(({ expr }) => expr ?? []), [draft]),
  )

  const named = namesIn(table, props.roles, target, locale, t('access.newFields'))
  const count = target.rows.size * target.roles.length
  const read = whenOf(draft.read)
  const edit = draft.read.choice === 'never' ? false : whenOf(draft.edit)
  const create = whenOf(draft.create)
  const complete = read !== undefined && edit !== undefined && create !== undefined && broken.size === 0
  const modes: FieldModes | undefined = complete
    ? { read, edit, create, ...(mask ? { mask, ...(reveal ? { reveal } : {}) } : {}) }
    : undefined
  const right: FieldRight | undefined = denied ? 'denied' : modes && rightOfModes(modes)

  const mode = (name: Mode) => {
    const off = name === 'edit' && draft.read.choice === 'never'
    const reason =
      name !== 'read' && !writable ? t('access.computed') : off ? t('access.editNeedsRead') : undefined
    return (
      <ModeChoice
        name={name}
        draft={off ? { choice: 'never' } : draft[name]}
        reason={reason}
        onChange={(next) => setDraft((old) => ({ ...old, [name]: next }))}
      >
        {draft[name].choice === 'when' && !reason && (
          <RightsCondition
            base={props.base}
            table={table}
            label={t(`access.mode_${name}`)}
            value={draft[name].expr}
            onChange={(expr) => setDraft((old) => ({ ...old, [name]: { choice: 'when', expr } }))}
            onBroken={(is) =>
              setBroken((old) => {
                const next = new Set(old)
                if (is) next.add(name)
                else next.delete(name)
                return next
              })
            }
          />
        )}
      </ModeChoice>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="lg"
      title={t('access.cellTitle', {
        field: named.field ?? t('access.fieldCount', { count: target.rows.size }),
        role: named.role ?? t('access.roleCount', { count: target.roles.length }),
      })}
      description={count > 1 ? t('access.setCells', { count }) : undefined}
      footer={
        <>
          <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!right}
            onClick={() => {
              if (right) props.onDone(right)
              props.onClose()
            }}
          >
            {t('access.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset disabled={denied} className={cx('flex min-w-0 flex-col gap-4', denied && 'opacity-50')}>
          {mode('read')}
          {draft.read.choice !== 'always' && (
            <MaskChoice
              names={maskNames}
              value={mask}
              onChange={setMask}
              reveal={reveal}
              onReveal={setReveal}
              conditional={draft.read.choice === 'when'}
            />
          )}
          {mode('edit')}
          {mode('create')}
        </fieldset>
        <div
          className={cx(
            'rounded-lg border px-3 py-2',
            denied ? 'border-danger/30 bg-danger-soft' : 'border-line',
          )}
        >
          <CheckBox
            checked={denied}
            onChange={setDenied}
            label={<span className="font-medium text-danger">{t('access.denied')}</span>}
          />
          <p className="pl-6.5 text-[13px] text-muted">{t('access.deniedHint')}</p>
        </div>
        <p
          className="flex items-start gap-2 rounded-lg bg-canvas px-3 py-2 text-[13px] text-pretty"
          aria-live="polite"
        >
          <Icon name="message-square-text" className="mt-0.5 shrink-0 text-muted" />
          {right ? rightInWords(t, locale, right, tell) : t('access.conditionMissing')}
        </p>
      </div>
    </Dialog>
  )
}

function ModeChoice(props: {
  name: Mode
  draft: Draft[Mode]
  reason?: string
  onChange: (draft: Draft[Mode]) => void
  children: React.ReactNode
}) {
  const { name, draft, reason } = props
  const t = useT()
  const id = useId()
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span id={id} className="w-24 shrink-0 font-medium max-md:w-full">
          {t(`access.mode_${name}`)}
        </span>
        <div
          role="radiogroup"
          aria-labelledby={id}
          className="flex flex-wrap gap-1 rounded-md bg-canvas p-0.5"
        >
          {(['always', 'never', 'when'] as const).map((choice) => {
            const chosen = draft.choice === choice
            return (
              <button
                key={choice}
                type="button"
                role="radio"
                aria-checked={chosen}
                disabled={reason !== undefined}
                onClick={() => props.onChange({ ...draft, choice })}
                className={cx(
                  'min-h-7 cursor-pointer rounded-md px-2.5 text-[13px] disabled:cursor-default disabled:opacity-50 max-md:min-h-10',
                  chosen ? 'bg-raised font-medium text-ink shadow-button' : 'text-muted hover:text-ink',
                )}
              >
                {t(`access.choice_${choice}_${name}`)}
              </button>
            )
          })}
        </div>
        {reason && <span className="text-[13px] text-faint">{reason}</span>}
      </div>
      {props.children}
    </div>
  )
}

function MaskChoice(props: {
  names: readonly MaskName[]
  value: MaskName | undefined
  conditional: boolean
  reveal: boolean
  onChange: (mask: MaskName | undefined) => void
  onReveal: (reveal: boolean) => void
}) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  if (props.names.length === 0)
    return <p className="pl-28 text-[13px] text-muted max-md:pl-0">{t('access.noMask')}</p>
  const line = (name: MaskName | undefined, label: string, example?: readonly [string, string]) => (
    <label
      key={name ?? ''}
      className="flex cursor-pointer items-baseline gap-2.5 rounded-md px-2 py-1 hover:bg-hover max-md:min-h-10"
    >
      <input
        type="radio"
        name={id}
        checked={props.value === name}
        onChange={() => props.onChange(name)}
        className="translate-y-0.5 accent-(--accent)"
      />
      <span className="min-w-0">
        {label}
        {example && (
          <span className="block text-[13px] text-muted">
            {example[0]} <span aria-hidden>→</span> <span className="text-ink">{example[1]}</span>
          </span>
        )}
      </span>
    </label>
  )
  return (
    <div role="radiogroup" aria-label={t('access.inItsPlace')} className="flex flex-col md:pl-28">
      <p className="mb-1 text-[13px] text-muted">
        {t(props.conditional ? 'access.otherwise' : 'access.inItsPlace')}
      </p>
      {line(undefined, t('access.nothingShown'))}
      {props.names.map((name) => line(name, labelOf(masks[name].label, locale, name), masks[name].example))}
      {props.value && (
        <CheckBox
          className="mt-1 px-2"
          checked={props.reveal}
          onChange={props.onReveal}
          label={t('access.reveal')}
        />
      )}
    </div>
  )
}
