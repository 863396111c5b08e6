'use client'
/** The dialogs of the members page: which of them is open, and changing roles, deactivating. */
import { useState } from 'react'
import type { MemberAnswer } from '@/lib/api/contract'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { FormDialog } from '@/lib/kit/form-dialog'
import type { Role } from '@/lib/meta/model'
import { useSubmit } from '@/lib/ui/shell/submit'
import { AddMember } from './add'
import { ChangeEmail } from './change-email'
import { HandOver } from './hand-over'
import type { HandedLink } from './handed-link'
import { isLastAdmin } from './people'
import { ResetFactor, ResetPassword, SignOut, Withdraw } from './rescue'
import { RoleChecks } from './role-checks'
import type { Members } from './state'

export type MemberTask =
  | { kind: 'add' }
  | {
      kind: 'roles' | 'reset' | 'email' | 'deactivate' | 'map' | 'withdraw' | 'factor' | 'signOut'
      member: MemberAnswer
    }

export interface MemberDialogProps {
  task: MemberTask
  members: Members
  roles: readonly Role[]
  all: readonly MemberAnswer[]
  /** The teams that a new member can be put into: none where this administrator changes none. */
  teams: readonly TeamAnswer[]
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
    email: ChangeEmail,
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
