'use client'
/** Adding a member: by an invitation link, or with a password that the administrator sets. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { refusalText } from '@/lib/ui/api'
import {
  type Complaint,
  emailComplaint,
  nameComplaint,
  passwordComplaint,
} from '@/lib/ui/shell/account-rules'
import { useSubmit } from '@/lib/ui/shell/submit'
import type { MemberDialogProps } from './dialogs'
import { PasswordChoice, type PasswordDraft } from './password-choice'
import { type Place, PlaceChoice } from './place-choice'
import { RoleChecks } from './role-checks'

const fields = ['name', 'email', 'password', 'teams'] as const
type Errors = Partial<Record<(typeof fields)[number], string>>

export function AddMember(props: MemberDialogProps) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<string[]>([])
  const [places, setPlaces] = useState<Place[]>([])
  const [password, setPassword] = useState<PasswordDraft>({ typed: false, text: '' })
  const [errors, setErrors] = useState<Errors>({})
  const { busy, run } = useSubmit(props.onClose)
  const words = (complaint: Complaint | undefined) => complaint && t(complaint.key, complaint.args)

  const submit = () => {
    const wrong: Errors = {
      // Who is invited says their own name.
      name: password.typed ? words(nameComplaint(name)) : undefined,
      email: words(emailComplaint(email)),
      password: password.typed ? words(passwordComplaint(password.text)) : undefined,
    }
    setErrors(wrong)
    const first = (['name', 'email'] as const).find((key) => wrong[key])
    if (first) document.getElementById(`${id}-${first}`)?.focus()
    if (fields.some((key) => wrong[key])) return
    const person = {
      name: name.trim(),
      email: email.trim(),
      roles,
      ...(places.length > 0 && { teams: places }),
    }
    void run(password.typed ? () => add(person) : () => invite(person), ({ error }) => {
      const field = fields.find((key) => key === error.field)
      if (field) setErrors({ [field]: refusalText(error) })
      return field !== undefined
    })
  }
  type NewPerson = { name: string; email: string; roles: string[]; teams?: Place[] }
  const add = async (person: NewPerson) => {
    const member = await props.members.add({ ...person, password: password.text })
    return t('members.added', { name: member.name })
  }
  const invite = async (person: NewPerson) => {
    const { joined, mailed, link, until, name } = await props.members.invite(person)
    if (joined) return t('members.joined', { name })
    if (mailed) return t('account.invited', { email: person.email })
    if (!link || !until) return t('account.invitedElsewhere', { name })
    props.onLink({ name, link, until })
    return t('members.added', { name })
  }

  return (
    <FormDialog
      title={t('members.addTitle')}
      submit={t('members.addButton')}
      busy={busy}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <FormRow
        id={`${id}-name`}
        label={password.typed ? t('members.name') : t('account.inviteName')}
        required={password.typed}
        error={errors.name}
      >
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
      {props.teams.length > 0 && (
        <PlaceChoice teams={props.teams} value={places} error={errors.teams} onChange={setPlaces} />
      )}
      <PasswordChoice
        label={t('account.entry')}
        link={t('account.entryLink')}
        linkHelp={props.mail ? t('account.entryLinkMail') : t('account.entryLinkHand')}
        value={password}
        error={errors.password}
        onChange={setPassword}
      />
    </FormDialog>
  )
}
