'use client'
/** What a change does to roles, in the words of the rights page: what opens and what closes, and whom it touches. */
import { useId, useMemo, useState } from 'react'
import type { RolesAnswer } from '@/lib/api/contract'
import type { GoneTable, RoleChange } from '@/lib/api/contract-design'
import type { EffectAnswer } from '@/lib/api/contract-rights'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useResource } from '@/lib/ui/data/resource'
import { ChangeList, DirectionMark, grouped } from './change-list'
import type { Direction } from './direction'
import { effectOn, People, Records, Stays } from './effect-notes'
import type { RightsTable } from './matrix'
import { type RoleTurn, reachOf, tablesOf, tally, turnsOf } from './role-changes'

/** So many lines are read at once; of more, only what they come to. */
const readAtOnce = 8

interface Props {
  base: string
  changes: readonly RoleChange[]
  gone: readonly GoneTable[]
  /** Whom and what it touches, once that is counted. */
  effect?: EffectAnswer | null
  counting?: boolean
  className?: string
  /** Folded at first, or never; by its length where nothing is said. */
  folded?: boolean
}

export function RightsDifference(props: Props) {
  const roles = useResource<RolesAnswer>(`/bases/${props.base}/roles`)
  if (!roles.data) return roles.error ? null : <Skeleton className="mt-2 h-10" />
  return <Difference {...props} tables={roles.data.tables} />
}

function Difference(props: Props & { tables: readonly RightsTable[] }) {
  const { base, changes, gone, counting = false } = props
  const effect = props.effect ?? undefined
  const t = useT()
  const id = useId()
  const tables = useMemo(() => tablesOf(props.tables, gone, changes), [props.tables, gone, changes])
  const turns = useMemo(
    () =>
      // A new name is a sentence of its own beside this.
      turnsOf(changes, tables).map((turn) => ({
        ...turn,
        changes: turn.changes.filter((change) => change.kind !== 'name'),
      })),
    [changes, tables],
  )
  const changed = turns.filter((one) => one.kind === 'changed')
  const whole = turns.filter((one) => one.kind !== 'changed')
  const lines = changed.reduce((sum, one) => sum + grouped(one.changes).length, whole.length)
  const long = lines > readAtOnce
  const [open, setOpen] = useState<boolean>()
  const fold = props.folded ?? long
  const shown = open ?? !fold
  const some = whole.length > 0 || changed.some((one) => one.changes.length > 0)
  if (!some) return null
  return (
    <section
      aria-label={t('access.showRights')}
      className={cx('flex flex-col gap-2 rounded-md border border-line bg-canvas px-3 py-2', props.className)}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon name="shield" className="size-4 shrink-0 text-muted" />
        <Summary turns={turns} />
        {fold && (
          <Button
            size="sm"
            variant="ghost"
            className="-my-1 ml-auto"
            aria-expanded={shown}
            aria-controls={id}
            onClick={() => setOpen(!shown)}
          >
            {t(shown ? 'access.hideRights' : 'access.showRights')}
          </Button>
        )}
      </div>
      {shown && (
        <div id={id} className="flex flex-col gap-2">
          {whole.length > 0 && (
            <div className="flex flex-col gap-0.5">
              {whole.map((turn) => (
                <WholeRole key={turn.role.key} base={base} turn={turn} tables={tables} />
              ))}
            </div>
          )}
          {changed.some((one) => one.changes.length > 0) && (
            <ChangeList
              base={base}
              changes={changed.flatMap((one) => one.changes)}
              roles={changed.map((one) => one.after)}
              before={changed.map((one) => one.before)}
              tables={tables}
              roleNote={(role) => (
                <People effect={effect?.roles.find((r) => r.role === role)} asking={counting} />
              )}
              tableNote={(role, table) => (
                <Records
                  effect={effectOn(effect, role, table)}
                  role={effect?.roles.find((r) => r.role === role)}
                />
              )}
              tableEnd={(key, table) => {
                const role = changed.find((one) => one.after.key === key)?.after
                const here = tables.find((one) => one.key === table)
                const stays = effectOn(effect, key, table)?.stays
                return role && here && stays ? (
                  <Stays base={base} stays={stays} role={role} table={here} tables={tables} />
                ) : null
              }}
            />
          )}
        </div>
      )}
    </section>
  )
}

/** "2 new roles · opens 3 things · closes 1 thing". */
function Summary({ turns }: { turns: readonly RoleTurn[] }) {
  const t = useT()
  const count = (kind: RoleTurn['kind']) => turns.filter((one) => one.kind === kind).length
  const counts = tally(turns.flatMap((one) => (one.kind === 'changed' ? one.changes : [])))
  const [made, gone] = [count('made'), count('gone')]
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-[13px]">
      {made > 0 && <span className="font-medium">{t('access.rolesMade', { count: made })}</span>}
      {gone > 0 && <span className="font-medium">{t('access.rolesGone', { count: gone })}</span>}
      {(['opens', 'closes', 'turns'] as const satisfies Direction[]).map(
        (direction) =>
          counts[direction] > 0 && (
            <span key={direction} className="flex items-center gap-1.5">
              <DirectionMark direction={direction} />
              {t(`access.tally_${direction}`, { count: counts[direction] })}
            </span>
          ),
      )}
    </p>
  )
}

/** A role that comes or goes: what it reaches in a line, and everything beneath. */
function WholeRole({ base, turn, tables }: { base: string; turn: RoleTurn; tables: readonly RightsTable[] }) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [open, setOpen] = useState(false)
  const { role } = turn
  const { sees, edits, exports } = reachOf(role, tables)
  const made = turn.kind === 'made'
  const words = (
    <>
      <span className={cx('font-semibold', !made && 'text-muted line-through')}>
        {labelOf(role.label, locale, role.key)}
      </span>{' '}
      <span className={cx(role.admin && made ? 'font-medium text-warn' : 'text-muted')}>
        {role.admin
          ? t('access.roleAdmin')
          : sees.length === 0
            ? t('access.roleSeesNothing')
            : t('access.roleSees', {
                sees: sees.length,
                edits: edits.length,
                exports: exports.length,
              })}
      </span>
    </>
  )
  if (role.admin || turn.changes.length === 0) return <p className="pl-5.5 text-[13px]">{words}</p>
  return (
    <div className="text-[13px]">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        title={t('access.wholeRole')}
        onClick={() => setOpen(!open)}
        className="-ml-0.5 flex w-full cursor-pointer items-start gap-1.5 rounded-md py-0.5 text-left hover:bg-hover max-md:min-h-10 max-md:items-center"
      >
        <Icon
          name="chevron-right"
          className={cx('mt-0.5 size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
        />
        <span className="min-w-0 text-pretty">{words}</span>
      </button>
      {open && (
        <div id={id} className="mt-1 pl-5.5">
          <ChangeList
            base={base}
            changes={turn.changes}
            roles={[{ ...turn.after, key: turn.before.key }]}
            before={[turn.before]}
            tables={tables}
            unnamed
          />
        </div>
      )}
    </div>
  )
}
