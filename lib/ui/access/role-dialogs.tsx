'use client'
/** Making, naming and deleting a role. */
import Link from 'next/link'
import { useId, useState } from 'react'
import type { Role } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog, Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'

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
  onAdded: (role: Role) => void
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
        title={t('access.rename')}
        name={name}
        onClose={props.onClose}
        onName={(next) => props.onRenamed(task.role, next)}
      />
    )
  const count = props.memberCount(task.role.key)
  if (count > 0)
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && props.onClose()}
        size="sm"
        title={t('access.deleteRoleTitle', { role: name })}
        description={t('access.deleteRoleUsed', { count })}
        footer={
          <Link
            href={`/${props.base}/members`}
            className="inline-flex h-8 items-center rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-hover max-md:h-10"
          >
            {t('access.toMembers')}
          </Link>
        }
      />
    )
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

function NameDialog(props: {
  title: string
  name: string
  onClose: () => void
  onName: (name: string) => void
}) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState(props.name)
  const [wrong, setWrong] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary">
            {t('access.rename')}
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return setWrong(true)
          props.onName(name.trim())
          props.onClose()
        }}
      >
        <FormRow id={id} label={t('access.roleName')} required error={wrong && t('access.roleNameRequired')}>
          <TextInput
            autoFocus
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </FormRow>
      </form>
    </Dialog>
  )
}

function AddRole(props: {
  base: string
  roles: readonly Role[]
  copyOf?: Role
  onClose: () => void
  onAdded: (role: Role) => void
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

  const add = async () => {
    if (busy) return
    if (name.trim() === '') return setError(t('access.roleNameRequired'))
    setBusy(true)
    try {
      const body = { label: { [locale]: name.trim() }, ...(from && { copyOf: from }) }
      const role = await api.post<Role>(`/bases/${props.base}/roles`, body)
      toast({ kind: 'ok', message: t('access.roleAdded', { role: name.trim() }) })
      props.onAdded(role)
      props.onClose()
    } catch (failure) {
      setError(failureText(failure))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      size="sm"
      title={t('access.addRole')}
      description={t('access.addRoleHint')}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('kit.cancel')}
          </Button>
          <Button type="submit" form={`${id}-form`} variant="primary" busy={busy}>
            {t('access.create')}
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <FormRow id={`${id}-name`} label={t('access.roleName')} required error={error}>
          <TextInput
            autoFocus
            value={name}
            maxLength={60}
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
      </form>
    </Dialog>
  )
}
