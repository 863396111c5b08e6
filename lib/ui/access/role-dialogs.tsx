'use client'
/** Making, naming and deleting a role. */
import Link from 'next/link'
import { useId, useState } from 'react'
import type { MemberAnswer, Role } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { ConfirmDialog, Dialog } from '@/lib/kit/dialog'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'

export type RoleTask =
  | { kind: 'add'; copyOf?: Role }
  | { kind: 'rename'; role: Role }
  | { kind: 'delete'; role: Role }

export function RoleDialogs(props: {
  base: string
  roles: readonly Role[]
  task: RoleTask | undefined
  memberCount: (role: string) => number
  onClose: () => void
  /** `from`: the role that it began as a copy of, with its edits that are not published. */
  onAdded: (role: Role, from: Role | undefined) => void
  onRemoved: (role: Role) => void
  /** A new name is a draft like every other edit. */
  onRenamed: (role: Role, name: string) => void
}) {
  const { task } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  if (!task) return null
  if (task.kind === 'add') return <AddRole {...props} copyOf={task.copyOf} />
  const name = labelOf(task.role.label, locale, task.role.key)
  if (task.kind === 'rename')
    return (
      <NameDialog
        roles={props.roles}
        role={task.role}
        title={t('access.rename')}
        name={name}
        onClose={props.onClose}
        onName={(next) => props.onRenamed(task.role, next)}
      />
    )
  const count = props.memberCount(task.role.key)
  if (count > 0) return <RoleInUse {...props} role={task.role} name={name} count={count} />
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('access.deleteRoleTitle', { role: name })}
      description={t('access.deleteRoleText')}
      confirmLabel={t('access.delete')}
      danger
      onConfirm={async () => {
        try {
          await api.delete(`/bases/${props.base}/roles/${task.role.key}`)
          toast({ kind: 'ok', message: t('access.roleDeleted', { role: name }) })
          props.onRemoved(task.role)
        } catch (error) {
          toast({ kind: 'error', message: failureText(error) })
        }
      }}
    />
  )
}

/** How many of the people who have the role are named. */
const mostNamed = 6

function RoleInUse(props: { base: string; role: Role; name: string; count: number; onClose: () => void }) {
  const { role, count } = props
  const t = useT()
  const locale = useLocale()
  const { data } = useResource<{ members: MemberAnswer[] }>(`/bases/${props.base}/members`)
  const people = (data?.members ?? []).filter((m) => m.roles.includes(role.key)).map((m) => m.name)
  const listed = new Intl.ListFormat(locale, { type: 'conjunction' }).format(people.slice(0, mostNamed))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      title={t('access.deleteRoleTitle', { role: props.name })}
      description={t('access.deleteRoleUsed', { count })}
      footer={
        <Link
          href={`/${props.base}/members`}
          className="inline-flex h-8 items-center rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-hover max-md:h-10"
        >
          {t('access.toMembers')}
        </Link>
      }
    >
      {people.length > 0 && (
        <p className="text-pretty">
          {people.length > mostNamed
            ? t('access.namedAndMore', { people: listed, count: people.length })
            : listed}
        </p>
      )}
    </Dialog>
  )
}

/** What the server would refuse, said while one can still change it. */
const longestName = 100
const unwanted = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u
function useNameProblem(roles: readonly Role[], own?: Role): (name: string) => string | undefined {
  const t = useT()
  const locale = useLocale()
  return (name) => {
    if (name === '') return t('access.roleNameRequired')
    if (Array.from(name).length > longestName) return t('rights.nameLong')
    if (unwanted.test(name)) return t('rights.nameCharacters')
    if (roles.some((r) => r.id !== own?.id && r.label[locale] === name)) return t('rights.nameTaken')
    return undefined
  }
}

function NameDialog(props: {
  roles: readonly Role[]
  role: Role
  title: string
  name: string
  onClose: () => void
  onName: (name: string) => void
}) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState(props.name)
  const [wrong, setWrong] = useState<string>()
  const problemOf = useNameProblem(props.roles, props.role)
  return (
    <FormDialog
      title={props.title}
      submit={t('access.rename')}
      onClose={props.onClose}
      onSubmit={() => {
        const problem = problemOf(name.trim())
        if (problem) return setWrong(problem)
        props.onName(name.trim())
        props.onClose()
      }}
    >
      <FormRow id={id} label={t('access.roleName')} required error={wrong}>
        <TextInput
          autoFocus
          value={name}
          onChange={(event) => {
            setName(event.target.value)
            setWrong(undefined)
          }}
        />
      </FormRow>
    </FormDialog>
  )
}

function AddRole(props: {
  base: string
  roles: readonly Role[]
  copyOf?: Role
  onClose: () => void
  onAdded: (role: Role, from: Role | undefined) => void
}) {
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const id = useId()
  const named = (role: Role) => labelOf(role.label, locale, role.key)
  const [name, setName] = useState(props.copyOf ? t('access.copyName', { role: named(props.copyOf) }) : '')
  const [from, setFrom] = useState(props.copyOf?.key ?? '')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const problemOf = useNameProblem(props.roles)

  const add = async () => {
    const problem = problemOf(name.trim())
    if (problem) return setError(problem)
    setBusy(true)
    try {
      const body = { label: { [locale]: name.trim() }, ...(from && { copyOf: from }) }
      const role = await api.post<Role>(`/bases/${props.base}/roles`, body)
      toast({ kind: 'ok', message: t('access.roleAdded', { role: name.trim() }) })
      props.onAdded(
        role,
        props.roles.find((r) => r.key === from),
      )
      props.onClose()
    } catch (failure) {
      setError(failureText(failure))
    } finally {
      setBusy(false)
    }
  }

  return (
    <FormDialog
      title={t('access.addRole')}
      description={t('access.addRoleHint')}
      submit={t('access.create')}
      busy={busy}
      onClose={props.onClose}
      onSubmit={() => void add()}
    >
      <FormRow id={`${id}-name`} label={t('access.roleName')} required error={error}>
        <TextInput
          autoFocus
          value={name}
          placeholder={t('access.roleNamePlaceholder')}
          onChange={(event) => {
            setName(event.target.value)
            setError(undefined)
          }}
        />
      </FormRow>
      <FormRow id={`${id}-from`} label={t('access.startFrom')}>
        <NativeSelect value={from} onChange={(event) => setFrom(event.target.value)}>
          <option value="">{t('access.startEmpty')}</option>
          {props.roles.map((role) => (
            <option key={role.key} value={role.key}>
              {t('access.startCopy', { role: named(role) })}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
    </FormDialog>
  )
}
