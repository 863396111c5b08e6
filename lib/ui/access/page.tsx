'use client'
/** The rights page: who sees which records and which fields, role by role and side by side. */
import { useDeferredValue, useMemo, useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { NativeSelect, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { refusalText } from '@/lib/ui/api'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { FieldList } from './field-list'
import { FieldMatrix } from './field-matrix'
import { type Paint, paintBySensitivity, paintFields, withRule } from './matrix'
import { type MenuTarget, RightMenu } from './right-menu'
import { RoleDialogs, type RoleTask } from './role-dialogs'
import { RoleList, RoleMenu } from './role-list'
import { RoleNotes } from './role-notes'
import { RowRules } from './row-rules'
import { SaveBar } from './save-bar'
import { type Rights, useRights } from './state'
import { TableMenu } from './table-menu'
import { useUnsavedGuard } from './unsaved'

export function AccessPage({ base }: { base: string }) {
  const t = useT()
  const rights = useRights(base)
  const guard = useUnsavedGuard(rights.changes.length > 0)
  if (!rights.answer)
    return !rights.error ? (
      <PageSkeleton />
    ) : rights.error.code === 'FORBIDDEN' ? (
      <Refused title={t('access.notAdmin')} />
    ) : (
      <Failure inside error={rights.error} onRetry={rights.reload} />
    )
  return (
    <>
      <Editor base={base} rights={rights} />
      <ConfirmDialog
        open={guard.waiting}
        onOpenChange={(open) => !open && guard.stay()}
        title={t('access.leaveTitle')}
        description={t('access.leaveText', { count: rights.changes.length })}
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

function Editor({ base, rights }: { base: string; rights: Rights }) {
  const { roles, changes } = rights
  const tables = rights.answer!.tables
  const members = rights.answer!.members
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const [roleKey, setRoleKey] = useState('')
  const [tableKey, setTableKey] = useState('')
  const [search, setSearch] = useState('')
  const [menu, setMenu] = useState<MenuTarget>()
  const [task, setTask] = useState<RoleTask>()
  const [busy, setBusy] = useState(false)
  const found = useDeferredValue(search)

  // The first role that has anything to set is the more useful start.
  const role = roles.find((r) => r.key === roleKey) ?? roles.find((r) => !r.admin) ?? roles[0]
  const table = tables.find((one) => one.key === tableKey) ?? tables[0]
  const changed = useMemo(() => new Set(changes.map((c) => c.role)), [changes])
  const memberCount = (key: string) => members.find((m) => m.role === key)?.count ?? 0

  if (!role || !table)
    return <EmptyState icon="shield" title={t('access.noTables')} hint={t('access.noTablesHint')} />
  const names = {
    role: labelOf(role.label, locale, role.key),
    table: labelOf(table.label, locale, table.key),
  }

  const paint = (target: Omit<MenuTarget, 'anchor'>, with_: Paint) =>
    rights.edit(target.roles, (r) => paintFields(r, table, target.rows, with_))
  const save = async () => {
    setBusy(true)
    try {
      const refused = await rights.save()
      if (!refused) return toast({ kind: 'ok', message: t('access.saved') })
      toast({
        kind: 'error',
        message: t('access.saveFailed', {
          role: labelOf(refused.role.label, locale, refused.role.key),
          message: refusalText(refused.error),
        }),
      })
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[110rem] flex-col gap-5 p-6 pt-5 max-md:gap-4 max-md:p-4">
          <header className="flex flex-wrap items-end gap-x-6 gap-y-3">
            <div className="min-w-0 flex-1">
              <h1 className="text-lg font-semibold">{t('access.title')}</h1>
              <p className="text-muted">{t('access.hint')}</p>
            </div>
            <TableMenu
              tables={tables}
              chosen={table}
              changed={new Set(changes.flatMap((c) => (c.kind === 'name' ? [] : [c.table])))}
              onChoose={setTableKey}
            />
          </header>

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
              <RoleMenu role={role} roles={roles} onTask={setTask} />
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
                <RowRules
                  key={`${role.key} ${table.key}`}
                  role={role}
                  table={table}
                  onChange={(verb, rule) => rights.edit([role.key], (r) => withRule(r, table, verb, rule))}
                />
              )}
              <RoleNotes notes={role.notes} />
            </section>
          </div>

          <section>
            <div className="mb-2 flex flex-wrap items-end gap-x-4 gap-y-2">
              <div className="min-w-0 flex-1">
                <h2 className="font-semibold">{t('access.fields')}</h2>
                <p className="text-[13px] text-muted max-md:hidden">{t('access.fieldsHint')}</p>
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
                onChoose={setRoleKey}
                onMenu={setMenu}
                onPaint={paint}
              />
            </div>
            <div className="md:hidden">
              <FieldList table={table} role={role} search={found} onMenu={setMenu} />
            </div>
          </section>
        </div>
      </div>

      {changes.length > 0 && (
        <SaveBar
          changes={changes}
          roles={roles}
          tables={tables}
          busy={busy}
          onSave={() => void save()}
          onDiscard={rights.discard}
        />
      )}
      <RightMenu
        table={table}
        target={menu}
        onClose={() => setMenu(undefined)}
        onPaint={paint}
        onBySensitivity={(target) => rights.edit(target.roles, (r) => paintBySensitivity(r, table))}
      />
      <RoleDialogs
        base={base}
        roles={roles}
        task={task}
        memberCount={memberCount}
        onClose={() => setTask(undefined)}
        onAdded={(added) => {
          rights.added(added)
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
