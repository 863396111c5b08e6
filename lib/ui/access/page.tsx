'use client'
/** The rights page: who sees which records and which fields, role by role and side by side; in draft until published. */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { NativeSelect, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { RightsPages } from '@/lib/ui/explain/pages'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { isLooking } from '@/lib/ui/view-as/state'
import { CellEditor } from './cell-editor'
import { FieldList } from './field-list'
import { FieldMatrix } from './field-matrix'
import { HistoryDialog } from './history-dialog'
import { type Paint, paintBySensitivity, paintFields, withActions, withDenial, withRule } from './matrix'
import { NewsBanner } from './news'
import { placesIn } from './problems'
import { PublishDialog } from './publish-dialog'
import { type MenuTarget, RightMenu } from './right-menu'
import { RoleDialogs, type RoleTask } from './role-dialogs'
import { RoleList, RoleMenu } from './role-list'
import { RoleNotes } from './role-notes'
import { RowRules } from './row-rules'
import { showRule, useRuleAddress } from './rule-address'
import { SaveBar } from './save-bar'
import type { Target } from './scopes'
import { SetPicker } from './set-picker'
import { withSet } from './sets'
import { type Rights, useRights } from './state'
import { TableMenu } from './table-menu'
import { useTell } from './tell'
import { useUnsavedGuard } from './unsaved'

export function AccessPage({ base }: { base: string }) {
  const t = useT()
  const rights = useRights(base)
  const guard = useUnsavedGuard(rights.saving === 'failed')
  if (!rights.answer)
    return !rights.error ? (
      <PageSkeleton />
    ) : rights.error.code === 'FORBIDDEN' ? (
      <Refused title={t('access.notAdmin')} />
    ) : (
      <Failure inside error={rights.error} onRetry={rights.reload} />
    )
  const [role] = rights.roles
  const [table] = rights.answer.tables
  if (!role || !table)
    return <EmptyState icon="shield" title={t('access.noTables')} hint={t('access.noTablesHint')} />
  return (
    <>
      <Editor base={base} rights={rights} />
      <ConfirmDialog
        open={guard.waiting}
        onOpenChange={(open) => !open && guard.stay()}
        title={t('access.leaveTitle')}
        description={t('access.leaveText')}
        confirmLabel={t('access.leave')}
        danger
        onConfirm={guard.leave}
      />
    </>
  )
}

function PageSkeleton() {
  return (
    <div className="flex flex-col gap-5 p-6" aria-busy>
      <Skeleton className="h-8 w-72" />
      <div className="flex gap-6">
        <Skeleton className="h-60 w-64 max-md:hidden" />
        <Skeleton className="h-60 flex-1" />
      </div>
      <Skeleton className="h-96 w-full" />
    </div>
  )
}

/** Control and Z take back the last edit, except where one is writing. */
function useUndoKey(undo: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!undo || event.isComposing || event.key.toLowerCase() !== 'z') return
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.defaultPrevented) return
      if ((event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable]')) return
      event.preventDefault()
      undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo])
}

function Editor({ base, rights }: { base: string; rights: Rights }) {
  const { roles, changes, problems } = rights
  const { tables, members, teams } = rights.answer!
  const t = useT()
  const locale = useLocale()
  const asked = useRuleAddress(tables, locale)
  const [roleKey, setRoleKey] = useState(asked.role)
  const [tableKey, setTableKey] = useState(asked.table)
  const [search, setSearch] = useState(asked.field)
  const [menu, setMenu] = useState<MenuTarget>()
  const [details, setDetails] = useState<Target>()
  const [task, setTask] = useState<RoleTask>()
  const [publishing, setPublishing] = useState(false)
  const [history, setHistory] = useState(false)
  const found = useDeferredValue(search)
  useUndoKey(rights.undo)

  // The first role that has anything to set is the more useful start.
  const role = roles.find((r) => r.key === roleKey) ?? roles.find((r) => !r.admin) ?? roles[0]!
  const table = tables.find((one) => one.key === tableKey) ?? tables[0]!
  const tell = useTell(base, table, roles)
  const changed = useMemo(() => new Set(changes.map((c) => c.role)), [changes])
  const wrong = useMemo(() => placesIn(problems, table.key), [problems, table.key])
  const memberCount = (key: string) => members.find((m) => m.role === key)?.count ?? 0
  const names = {
    role: labelOf(role.label, locale, role.key),
    table: labelOf(table.label, locale, table.key),
  }

  const paint = (target: Target, with_: Paint) =>
    rights.edit(target.roles, (r) => paintFields(r, table, target.rows, with_))

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[110rem] flex-col gap-5 p-6 pt-5 max-md:gap-4 max-md:p-4">
          <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
            <div className="min-w-0 flex-1 max-md:basis-full">
              <h1 className="text-lg font-semibold">{t('access.title')}</h1>
              <p className="text-muted">{t('access.hint')}</p>
            </div>
            <RightsPages base={base} role={role.key} table={table.key} />
            <Button variant="ghost" icon="history" onClick={() => setHistory(true)}>
              {t('access.history')}
            </Button>
            <TableMenu
              tables={tables}
              chosen={table}
              changed={new Set(changes.flatMap((c) => (c.kind === 'name' ? [] : [c.table])))}
              onChoose={setTableKey}
            />
          </header>
          <NewsBanner base={base} rights={rights} />
          {isLooking() && (
            <p className="flex items-center gap-2 rounded-lg border border-line bg-canvas px-4 py-2 text-muted">
              <Icon name="eye" />
              {t('viewAs.locked')}
            </p>
          )}

          <div className="flex flex-col gap-3 md:hidden">
            <div className="flex items-center gap-2">
              <NativeSelect
                aria-label={t('access.role')}
                value={role.key}
                onChange={(event) => setRoleKey(event.target.value)}
              >
                {roles.map((r) => (
                  <option key={r.key} value={r.key}>
                    {labelOf(r.label, locale, r.key)}
                  </option>
                ))}
              </NativeSelect>
              <IconButton icon="plus" label={t('access.addRole')} onClick={() => setTask({ kind: 'add' })} />
              <RoleMenu base={base} role={role} roles={roles} onTask={setTask} />
            </div>
            <NativeSelect
              aria-label={t('access.table')}
              value={table.key}
              onChange={(event) => setTableKey(event.target.value)}
            >
              {tables.map((one) => (
                <option key={one.key} value={one.key}>
                  {labelOf(one.label, locale, one.key)}
                </option>
              ))}
            </NativeSelect>
          </div>

          <div className="flex gap-6">
            <aside className="w-72 shrink-0 max-lg:w-52 max-md:hidden">
              <h2 className="mb-1 px-2.5 text-xs font-semibold text-faint">{t('access.roles')}</h2>
              <RoleList
                base={base}
                roles={roles}
                chosen={role.key}
                changed={changed}
                memberCount={memberCount}
                onChoose={setRoleKey}
                onTask={setTask}
              />
            </aside>
            <section className="min-w-0 flex-1">
              <h2 className="font-semibold">{t('access.records')}</h2>
              <p className="mb-2 text-[13px] text-muted">{t('access.recordsHint', names)}</p>
              {role.admin ? (
                <p className="flex items-start gap-2 rounded-lg border border-line bg-surface px-4 py-3 text-muted">
                  <Icon name="shield-check" className="mt-0.5 text-accent" />
                  {t('access.adminText', names)}
                </p>
              ) : (
                <>
                  <SetPicker
                    role={role}
                    table={table}
                    onSet={(name) => rights.edit([role.key], (r) => withSet(r, table, name))}
                  />
                  <RowRules
                    key={`${role.key} ${table.key}`}
                    base={base}
                    role={role}
                    table={table}
                    teams={teams}
                    tell={tell}
                    wrong={wrong.rules.get(role.key) ?? noProblems}
                    onRule={(verb, rule) => rights.edit([role.key], (r) => withRule(r, table, verb, rule))}
                    onDenial={(rule) => rights.edit([role.key], (r) => withDenial(r, table, rule))}
                    onActions={(list) => rights.edit([role.key], (r) => withActions(r, table, list))}
                  />
                </>
              )}
              <RoleNotes notes={role.notes} />
            </section>
          </div>

          {/* As high as it was while the list grows short, so that the search stays where it is typed. */}
          <section className={search + found === '' ? undefined : 'md:min-h-[calc(100dvh-2rem)]'}>
            <div className="mb-2 flex flex-wrap items-end gap-x-4 gap-y-2">
              <div className="min-w-0 flex-1">
                <h2 className="font-semibold">{t('access.fields')}</h2>
                <p className="text-[13px] text-pretty text-muted max-md:hidden">{t('access.fieldsHint')}</p>
                <p className="text-[13px] text-muted md:hidden">{t('access.fieldsHintPhone', names)}</p>
              </div>
              <TextInput
                type="search"
                aria-label={t('access.search')}
                placeholder={t('access.search')}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                className="md:w-48"
              />
            </div>
            <div className="max-md:hidden">
              <FieldMatrix
                key={table.key}
                table={table}
                roles={roles}
                chosen={role.key}
                search={found}
                tell={tell}
                wrong={wrong.cells}
                onChoose={setRoleKey}
                onMenu={setMenu}
                onPaint={paint}
              />
            </div>
            <div className="md:hidden">
              <FieldList
                table={table}
                role={role}
                roles={roles}
                search={found}
                tell={tell}
                wrong={wrong.cells}
                onMenu={setMenu}
              />
            </div>
          </section>
        </div>
      </div>

      {(changes.length > 0 || rights.saving === 'failed') && (
        <SaveBar base={base} rights={rights} onPublish={() => setPublishing(true)} />
      )}
      <RightMenu
        table={table}
        roles={roles}
        target={menu}
        onTarget={setMenu}
        onPaint={paint}
        onBySensitivity={(target) => rights.edit(target.roles, (r) => paintBySensitivity(r, table))}
        onDetails={(target) => {
          setMenu(undefined)
          setDetails(target)
        }}
      />
      {details && (
        <CellEditor
          base={base}
          table={table}
          roles={roles}
          target={details}
          onClose={() => setDetails(undefined)}
          onDone={(right) => paint(details, right)}
        />
      )}
      {publishing && (
        <PublishDialog
          base={base}
          rights={rights}
          onClose={() => setPublishing(false)}
          onGo={({ role: of, table: at, field }) => {
            setPublishing(false)
            setRoleKey(of)
            setTableKey(at)
            const named = tables.find((one) => one.key === at)?.fields.find((f) => f.key === field)
            setSearch(named ? labelOf(named.label, locale, named.key) : '')
            // Once the dialog has gone and the other table stands there.
            if (!field) setTimeout(() => showRule('read'), 200)
          }}
        />
      )}
      <HistoryDialog base={base} open={history} onOpenChange={setHistory} onUndone={rights.undone} />
      <RoleDialogs
        base={base}
        roles={roles}
        task={task}
        memberCount={memberCount}
        onClose={() => setTask(undefined)}
        onAdded={(added, from) => {
          rights.added(added)
          // A copy is one of what is on the page, edits and all.
          if (from) rights.edit([added.key], (r) => ({ ...r, tables: from.tables }))
          setRoleKey(added.key)
        }}
        onRemoved={(removed) => rights.removed(removed.key)}
        onRenamed={(renamed, name) =>
          rights.edit([renamed.key], (r) => ({ ...r, label: { ...r.label, [locale]: name } }))
        }
      />
    </div>
  )
}

const noProblems: ReadonlyMap<string, string> = new Map()
