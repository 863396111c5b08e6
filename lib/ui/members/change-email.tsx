'use client'
/** An administrator gives a member another address to sign in with. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { useConfirmIdentity } from '@/lib/ui/account/confirm-identity'
import { useSubmit } from '@/lib/ui/shell/submit'
import type { OneMember } from './dialogs'

export function ChangeEmail({ member, ...props }: OneMember) {
  const t = useT()
  const id = useId()
  const { name } = member
  const [email, setEmail] = useState(member.email ?? '')
  const [error, setError] = useState<string>()
  const { confirmed, dialog } = useConfirmIdentity()
  const { busy, run } = useSubmit(props.onClose)
  const submit = () => {
    if (!email.trim()) return setError(t('auth.emailNeeded'))
    void run(
      async () => {
        await confirmed(() => props.members.change(member.id, { email }))
        return t('account.emailOfSaved', { name })
      },
      ({ error }) => {
        if (error.field === 'email') setError(error.message)
        return error.field === 'email'
      },
    )
  }
  return (
    <>
      <FormDialog
        title={t('account.emailOf', { name })}
        description={t('account.emailOfText', { name })}
        submit={t('access.save')}
        busy={busy}
        onClose={props.onClose}
        onSubmit={submit}
      >
        <FormRow id={id} label={t('account.emailNew')} error={error}>
          <TextInput
            type="email"
            autoFocus
            autoComplete="off"
            value={email}
            onChange={(event) => {
              setEmail(event.target.value)
              setError(undefined)
            }}
          />
        </FormRow>
      </FormDialog>
      {dialog}
    </>
  )
}
