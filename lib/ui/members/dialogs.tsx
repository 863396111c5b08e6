'use client'
/** The dialogs of the members page: add, change roles, reset a password, deactivate, hand over a sample person's records. */
import { useId, useState } from 'react'
import type { MemberAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog, Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import type { Role } from '@/lib/meta/model'
import { ApiFailure, failureText, refusalText } from '@/lib/ui/api'
import {
  type Complaint,
  emailComplaint,
  nameComplaint,
  passwordComplaint,
} from '@/lib/ui/shell/account-rules'
import { PasswordChoice, type PasswordDraft } from './password-choice'
import { isLastAdmin, newPassword } from './people'
import { RoleChecks } from './role-checks'
import type { Details } from './shown-once'
import type { Members } from './state'

export type MemberTask =
  | { kind: 'add' }
  | { kind: 'roles' | 'reset' | 'deactivate' | 'map'; member: MemberAnswer }

export interface MemberDialogProps {
  task: MemberTask
  members: Members
  roles: readonly Role[]
  all: readonly MemberAnswer[]
  onClose: () => void
  /** A password was made that is shown once. */
  onDetails: (details: Details) => void
}

export function MemberDialog(props: MemberDialogProps) {
  const { task } = props
  if (task.kind === 'add') return <AddMember {...props} />
  const dialogs = { roles: ChangeRoles, reset: ResetPassword, deactivate: Deactivate, map: HandOver }
  const Task = dialogs[task.kind]
  return <Task {...props} member={task.member} />
}

type OneMember = MemberDialogProps & { member: MemberAnswer }

/** Runs one request at a time; says what went wrong, and closes when it went well. */
function useSubmit(onClose: () => void) {
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<string>, onRefused?: (failure: ApiFailure) => boolean) => {
    if (busy) return
    setBusy(true)
    try {
      toast({ kind: 'ok', message: await work() })
      onClose()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (!onRefused?.(error)) toast({ kind: 'error', message: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run }
}

/** A dialog around one form. */
function FormDialog(props: {
  title: string
  description?: string
  submit: string
  busy: boolean
  disabled?: boolean
  onClose: () => void
  onSubmit: () => void
  children: React.ReactNode
}) {
  const t = useT()
  const id = useId()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={props.busy}
      size="sm"
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={props.onClose} disabled={props.busy}>
            {t('kit.cancel')}
          </Button>
          <Button type="submit" form={id} variant="primary" busy={props.busy} disabled={props.disabled}>
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          props.onSubmit()
        }}
      >
        {props.children}
      </form>
    </Dialog>
  )
}

function AddMember(props: MemberDialogProps) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<string[]>([])
  const [password, setPassword] = useState<PasswordDraft>({ typed: false, text: '' })
  const [errors, setErrors] = useState<{ name?: string; email?: string; password?: string }>({})
  const { busy, run } = useSubmit(props.onClose)
  const words = (complaint: Complaint | undefined) => complaint && t(complaint.key, complaint.args)

  const submit = () => {
    const wrong = {
      name: words(nameComplaint(name)),
      email: words(emailComplaint(email)),
      password: password.typed ? words(passwordComplaint(password.text)) : undefined,
    }
    setErrors(wrong)
    const first = (['name', 'email'] as const).find((key) => wrong[key])
    if (first) document.getElementById(`${id}-${first}`)?.focus()
    if (wrong.name || wrong.email || wrong.password) return
    const person = { name: name.trim(), email: email.trim() }
    void run(
      async () => {
        const secret = password.typed ? { password: password.text } : {}
        const member = await props.members.add({ ...person, ...secret, roles })
        if (member.password) props.onDetails({ ...person, password: member.password })
        // Somebody with an account in the workspace joins with it: no password was made.
        else if (!password.typed) return t('members.joined', { name: member.name })
        return t('members.added', { name: member.name })
      },
      ({ error }) => {
        const field = (['name', 'email', 'password'] as const).find((key) => key === error.field)
        if (field) setErrors({ [field]: refusalText(error) })
        return field !== undefined
      },
    )
  }

  return (
    <FormDialog
      title={t('members.addTitle')}
      submit={t('members.addButton')}
      busy={busy}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <FormRow id={`${id}-name`} label={t('members.name')} required error={errors.name}>
        <TextInput
          autoFocus
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </FormRow>
      <FormRow id={`${id}-email`} label={t('members.email')} required error={errors.email}>
        <TextInput
          type="email"
          value={email}
          autoComplete="off"
          onChange={(event) => setEmail(event.target.value)}
        />
      </FormRow>
      <RoleChecks label={t('members.roles')} roles={props.roles} value={roles} onChange={setRoles} />
      <PasswordChoice
        label={t('members.password')}
        value={password}
        error={errors.password}
        onChange={setPassword}
      />
    </FormDialog>
  )
}

function ChangeRoles({ member, ...props }: OneMember) {
  const t = useT()
  const [roles, setRoles] = useState(member.roles)
  const { busy, run } = useSubmit(props.onClose)
  const last = isLastAdmin(member, props.all, props.roles)
  const held = props.roles.filter((r) => r.admin && roles.includes(r.key))
  // The last of the admin roles that the last admin holds stays ticked.
  const fixed = new Set(last && held.length === 1 ? held.map((r) => r.key) : [])
  return (
    <FormDialog
      title={t('members.rolesOf', { name: member.name })}
      submit={t('access.save')}
      busy={busy}
      onClose={props.onClose}
      onSubmit={() =>
        void run(async () => {
          await props.members.change(member.id, { roles })
          return t('members.rolesSaved', { name: member.name })
        })
      }
    >
      <RoleChecks
        label={t('members.roles')}
        roles={props.roles}
        value={roles}
        fixed={fixed}
        onChange={setRoles}
      />
    </FormDialog>
  )
}

function ResetPassword({ member, ...props }: OneMember) {
  const t = useT()
  const [password, setPassword] = useState<PasswordDraft>({ typed: false, text: '' })
  const [error, setError] = useState<string>()
  const { busy, run } = useSubmit(props.onClose)
  const submit = () => {
    const complaint = password.typed ? passwordComplaint(password.text) : undefined
    if (complaint) return setError(t(complaint.key, complaint.args))
    const secret = password.typed ? password.text : newPassword()
    void run(async () => {
      await props.members.change(member.id, { password: secret })
      if (!password.typed) props.onDetails({ name: member.name, email: member.email ?? '', password: secret })
      return t('members.resetDone', { name: member.name })
    })
  }
  return (
    <FormDialog
      title={t('members.resetTitle', { name: member.name })}
      description={t('members.resetText', { name: member.name })}
      submit={t('members.reset')}
      busy={busy}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <PasswordChoice
        label={t('members.passwordNew')}
        value={password}
        error={error}
        onChange={(next) => {
          setPassword(next)
          setError(undefined)
        }}
      />
    </FormDialog>
  )
}

function Deactivate({ member, ...props }: OneMember) {
  const t = useT()
  const { run } = useSubmit(props.onClose)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('members.deactivateTitle', { name: member.name })}
      description={t('members.deactivateText', { name: member.name })}
      confirmLabel={t('members.deactivate')}
      danger
      onConfirm={() =>
        run(async () => {
          await props.members.change(member.id, { active: false })
          return t('members.deactivated', { name: member.name })
        })
      }
    />
  )
}

function HandOver({ member, ...props }: OneMember) {
  const t = useT()
  const id = useId()
  const people = props.all.filter((m) => m.active && !m.placeholder)
  const namesake = people.filter((m) => m.name === member.name)
  const [to, setTo] = useState(namesake.length === 1 ? namesake[0]!.id : '')
  const [wrong, setWrong] = useState(false)
  const { busy, run } = useSubmit(props.onClose)
  const submit = () => {
    const person = people.find((m) => m.id === to)
    if (!person) return setWrong(true)
    void run(async () => {
      const { changed } = await props.members.map(member.id, to)
      return t('members.mapped', { count: changed, name: person.name })
    })
  }
  return (
    <FormDialog
      title={t('members.mapTitle', { name: member.name })}
      description={t('members.mapText', { name: member.name })}
      submit={t('members.mapButton')}
      busy={busy}
      disabled={people.length === 0}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <FormRow
        id={id}
        label={t('members.mapTo')}
        required
        error={wrong && to === '' && t('members.mapChoose')}
        help={people.length === 0 && t('members.mapNobody')}
      >
        <NativeSelect value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t('members.mapChoose')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.email ? `${person.name} (${person.email})` : person.name}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
    </FormDialog>
  )
}
