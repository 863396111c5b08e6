'use client'
/** What an administrator does for a member who is locked out, or must be: reset, second factor, sign out, take back. */
import { useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { FormDialog } from '@/lib/kit/form-dialog'
import { useConfirmIdentity } from '@/lib/ui/account/confirm-identity'
import { refusalText } from '@/lib/ui/api'
import { passwordComplaint } from '@/lib/ui/shell/account-rules'
import { useSubmit } from '@/lib/ui/shell/submit'
import type { OneMember } from './dialogs'
import { PasswordChoice, type PasswordDraft } from './password-choice'

export function ResetPassword({ member, ...props }: OneMember) {
  const t = useT()
  const [password, setPassword] = useState<PasswordDraft>({ typed: false, text: '' })
  const [error, setError] = useState<string>()
  const { confirmed, dialog } = useConfirmIdentity()
  const { busy, run } = useSubmit(props.onClose)
  const { name, email = '' } = member
  const submit = () => {
    const complaint = password.typed ? passwordComplaint(password.text) : undefined
    if (complaint) return setError(t(complaint.key, complaint.args))
    void run(
      () => confirmed(password.typed ? setTyped : sendLink),
      ({ error }) => {
        if (error.field === 'password') setError(refusalText(error))
        return error.field === 'password'
      },
    )
  }
  const setTyped = async () => {
    await props.members.change(member.id, { password: password.text })
    return t('members.resetDone', { name })
  }
  const sendLink = async () => {
    const { link, until } = await props.members.resetLink(member.id)
    if (!link || !until) return t('account.resetSent', { email })
    props.onLink({ name, link, until })
    return t('account.linkMade')
  }
  return (
    <>
      <FormDialog
        title={t('members.resetTitle', { name })}
        description={t('members.resetText', { name })}
        submit={t('members.reset')}
        busy={busy}
        onClose={props.onClose}
        onSubmit={submit}
      >
        <PasswordChoice
          label={t('members.passwordNew')}
          link={t('account.resetByLink')}
          linkHelp={props.mail ? t('account.resetByLinkMail', { email }) : t('account.resetByLinkHand')}
          value={password}
          error={error}
          onChange={(next) => {
            setPassword(next)
            setError(undefined)
          }}
        />
      </FormDialog>
      {dialog}
    </>
  )
}

/** A question with one answer, which may ask for the administrator's own password first. */
function Question(props: {
  title: string
  text: string
  confirm: string
  work: () => Promise<unknown>
  done: string
  onClose: () => void
}) {
  const { confirmed, dialog } = useConfirmIdentity()
  const { run } = useSubmit(props.onClose)
  return (
    <>
      <ConfirmDialog
        open
        onOpenChange={(open) => !open && props.onClose()}
        title={props.title}
        description={props.text}
        confirmLabel={props.confirm}
        danger
        onConfirm={() =>
          run(async () => {
            await confirmed(props.work)
            return props.done
          })
        }
      />
      {dialog}
    </>
  )
}

export function ResetFactor({ member: { id, name }, members, onClose }: OneMember) {
  const t = useT()
  return (
    <Question
      title={t('account.resetFactorTitle', { name })}
      text={t('account.resetFactorText', { name })}
      confirm={t('account.resetFactor')}
      work={() => members.resetFactor(id)}
      done={t('account.factorWasReset', { name })}
      onClose={onClose}
    />
  )
}

export function SignOut({ member: { id, name }, members, onClose }: OneMember) {
  const t = useT()
  return (
    <Question
      title={t('account.signOutMemberTitle', { name })}
      text={t('account.signOutMemberText', { name })}
      confirm={t('account.signOutMember')}
      work={() => members.signOut(id)}
      done={t('account.memberSignedOut', { name })}
      onClose={onClose}
    />
  )
}

export function Withdraw({ member: { id, name }, members, onClose }: OneMember) {
  const t = useT()
  return (
    <Question
      title={t('account.withdrawTitle', { name })}
      text={t('account.withdrawText', { name })}
      confirm={t('account.withdraw')}
      work={() => members.withdraw(id)}
      done={t('account.withdrawn', { name })}
      onClose={onClose}
    />
  )
}
