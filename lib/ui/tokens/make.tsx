'use client'
/** Making an API token: what it is for, with which role, how much of it, for how long. */
import { useId, useState } from 'react'
import type { TokensAnswer } from '@/lib/api/contract'
import { dayOf, formatDate } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { useConfirmIdentity } from '@/lib/ui/account/confirm-identity'
import { ApiFailure, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { extentOf } from './choice'
import { type ScopeChoice, ScopeField } from './scope'
import type { MadeToken, Tokens } from './state'

const terms = [30, 90, 365]

export function MakeToken(props: {
  /** The name of the base, where it is not plain which one it is. */
  base?: string
  answer: TokensAnswer
  make: Tokens['make']
  onMade: (token: MadeToken) => void
  onClose: () => void
}) {
  const { answer } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const { zone } = useSession().session.workspace
  const { confirmed, dialog } = useConfirmIdentity()
  const own = answer.roles.filter((role) => role.own)
  const [label, setLabel] = useState('')
  const [roleKey, setRoleKey] = useState(own[0]!.key)
  const [scope, setScope] = useState<ScopeChoice>({ scope: 'read', chosen: {} })
  const [days, setDays] = useState(terms[1]!)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ at?: 'label' | 'scope'; text: string }>()
  const role = own.find((one) => one.key === roleKey) ?? own[0]!
  const errorAt = (at: 'label' | 'scope') => (failure?.at === at ? failure.text : undefined)

  const submit = async () => {
    if (!label.trim()) {
      document.getElementById(`${id}-label`)?.focus()
      return setFailure({ at: 'label', text: t('tokens.labelNeeded') })
    }
    const tables = extentOf(scope.scope, role, scope.chosen)
    if (tables && Object.keys(tables).length === 0) {
      const text = t(scope.scope === 'chosen' ? 'tokens.nothing' : 'tokens.nothingToRead')
      return setFailure({ at: 'scope', text })
    }
    setFailure(undefined)
    setBusy(true)
    try {
      props.onMade(await confirmed(() => props.make({ label, role: role.key, tables, days })))
    } catch (thrown) {
      setBusy(false)
      // Who did not want to confirm is back at the form.
      if (thrown instanceof ApiFailure && thrown.error.code === 'CONFIRM_IDENTITY') return
      const at = thrown instanceof ApiFailure && thrown.error.field === 'label' ? 'label' : undefined
      setFailure({ at, text: failureText(thrown) })
    }
  }
  const until = new Date(Date.now() + days * 86_400_000)

  return (
    <>
      <FormDialog
        // The question who is there takes this one's place for as long as it is asked.
        open={!dialog}
        size={scope.scope === 'chosen' ? 'lg' : 'md'}
        title={props.base ? t('tokens.makeIn', { base: props.base }) : t('tokens.make')}
        submit={t('tokens.make')}
        busy={busy}
        onClose={props.onClose}
        onSubmit={() => void submit()}
      >
        {failure && !failure.at && <FormFailure text={failure.text} />}
        <FormRow id={`${id}-label`} label={t('tokens.label')} required error={errorAt('label')}>
          <TextInput
            autoFocus
            value={label}
            maxLength={100}
            autoComplete="off"
            placeholder={t('tokens.labelExample')}
            onChange={(event) => setLabel(event.target.value)}
          />
        </FormRow>
        <div className="grid gap-5 md:grid-cols-2">
          <FormRow
            id={`${id}-role`}
            label={t('tokens.role')}
            help={
              <>
                {t(role.admin ? 'tokens.adminHelp' : 'tokens.roleHelp')}
                {own.length < answer.roles.length && t('tokens.ownRoles')}
              </>
            }
          >
            <NativeSelect value={role.key} onChange={(event) => setRoleKey(event.target.value)}>
              {own.map((one) => (
                <option key={one.key} value={one.key}>
                  {labelOf(one.label, locale, one.key)}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
          <FormRow
            id={`${id}-days`}
            label={t('tokens.days')}
            help={t('tokens.until', { day: formatDate(dayOf(until, zone), locale) })}
          >
            <NativeSelect value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {terms.map((count) => (
                <option key={count} value={count}>
                  {t('tokens.daysOf', { count })}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
        </div>
        <ScopeField
          role={role}
          tables={answer.tables}
          value={scope}
          error={errorAt('scope')}
          onChange={(next) => {
            setScope(next)
            setFailure((old) => (old?.at === 'scope' ? undefined : old))
          }}
        />
      </FormDialog>
      {dialog}
    </>
  )
}
