'use client'
/** The dialogs of the members page: which of them is open, and changing roles, deactivating, handing over. */
import { useId, useState } from 'react'
import type { MemberAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import type { Role } from '@/lib/meta/model'
import { AddMember } from './add'
import { FormDialog, useSubmit } from './form-dialog'
import type { HandedLink } from './handed-link'
import { isLastAdmin } from './people'
import { ResetFactor, ResetPassword, SignOut, Withdraw } from './rescue'
import { RoleChecks } from './role-checks'
import type { Members } from './state'

export type MemberTask =
  | { kind: 'add' }
  | {
      kind: 'roles' | 'reset' | 'deactivate' | 'map' | 'withdraw' | 'factor' | 'signOut'
      member: MemberAnswer
    }

export interface MemberDialogProps {
  task: MemberTask
  members: Members
  roles: readonly Role[]
  all: readonly MemberAnswer[]
  onClose: () => void
  /** Whether links go by mail. */
  mail: boolean
  /** A link was made that is shown once, to pass on. */
  onLink: (link: HandedLink) => void
}

export function MemberDialog(props: MemberDialogProps) {
  const { task } = props
  if (task.kind === 'add') return <AddMember {...props} />
  const dialogs = {
    roles: ChangeRoles,
    reset: ResetPassword,
    deactivate: Deactivate,
    map: HandOver,
    withdraw: Withdraw,
    factor: ResetFactor,
    signOut: SignOut,
  }
  const Task = dialogs[task.kind]
  return <Task {...props} member={task.member} />
}

export type OneMember = MemberDialogProps & { member: MemberAnswer }

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
