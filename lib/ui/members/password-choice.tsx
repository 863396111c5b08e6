'use client'
/** How somebody else gets a password: by a link with which they set it themselves, or typed here. */
import { useId } from 'react'
import { useT } from '@/lib/i18n/react'
import { FormRow } from '@/lib/kit/input'
import { PasswordInput } from '@/lib/ui/shell/password-input'

export interface PasswordDraft {
  typed: boolean
  text: string
}

export function PasswordChoice(props: {
  label: string
  /** The way without a password of the administrator's, and what happens then. */
  link: string
  linkHelp: string
  value: PasswordDraft
  error?: string
  onChange: (value: PasswordDraft) => void
}) {
  const t = useT()
  const id = useId()
  const { value } = props
  const choice = (typed: boolean, label: string) => (
    <label className="flex cursor-pointer items-center gap-2.5 max-md:min-h-10">
      <input
        type="radio"
        name={`${id}-how`}
        checked={value.typed === typed}
        onChange={() => props.onChange({ ...value, typed })}
        className="size-4 cursor-pointer accent-accent"
      />
      {label}
    </label>
  )
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">{props.label}</legend>
      {choice(false, props.link)}
      {choice(true, t('members.passwordType'))}
      {value.typed ? (
        <FormRow id={id} label={t('members.passwordNew')} required error={props.error}>
          <PasswordInput
            value={value.text}
            autoComplete="new-password"
            onChange={(event) => props.onChange({ typed: true, text: event.target.value })}
          />
        </FormRow>
      ) : (
        <p className="text-[13px] text-muted">{props.linkHelp}</p>
      )}
    </fieldset>
  )
}
