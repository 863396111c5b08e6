'use client'
/** Setting up an authenticator app: scan, enter the first code, keep the recovery codes. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { EnrolmentAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { FormRow } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { CodeInput } from './code-input'
import { useCopy } from './copy'
import { fieldFailure } from './field-failure'
import { QrCode } from './qr'
import { RecoveryCodes } from './recovery-codes'

export interface EnrolProps {
  /** Asks the server for a new secret. */
  begin: () => Promise<EnrolmentAnswer>
  /** Gives the first code; answers the recovery codes. */
  finish: (given: { offer: string; code: string }) => Promise<string[]>
  /** The codes are kept. */
  onDone: () => void
}

export function Enrol({ begin, finish, onDone }: EnrolProps) {
  const t = useT()
  const id = useId()
  const [enrolment, setEnrolment] = useState<EnrolmentAnswer>()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [refusal, setRefusal] = useState<string>()
  const [recovery, setRecovery] = useState<string[]>()

  // Once, also where React mounts twice: each beginning is another secret.
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin().then(setEnrolment, (thrown: unknown) => setRefusal(failureText(thrown)))
  }, [begin])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy || !enrolment) return
    if (!code.trim()) return setFailure(t('account.codeNeeded'))
    setBusy(true)
    setFailure(undefined)
    try {
      setRecovery(await finish({ offer: enrolment.offer, code }))
    } catch (thrown) {
      setFailure(fieldFailure(thrown))
    }
    setBusy(false)
  }

  if (refusal) return <FormFailure text={refusal} />
  if (recovery) return <RecoveryCodes codes={recovery} onKept={onDone} />
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-pretty">{t('account.enrolScan')}</p>
      {enrolment ? (
        <>
          <QrCode text={enrolment.uri} label={t('account.enrolQr')} />
          <Secret text={enrolment.secret} />
        </>
      ) : (
        <Skeleton className="size-48" />
      )}
      <FormRow id={`${id}-code`} label={t('account.enrolCode')} error={failure}>
        <CodeInput value={code} onChange={(event) => setCode(event.target.value)} />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} disabled={!enrolment}>
        {t('account.enrolFinish')}
      </Button>
    </form>
  )
}

/** For a phone that cannot scan its own screen. */
function Secret({ text }: { text: string }) {
  const t = useT()
  const copy = useCopy()
  return (
    <div>
      <p className="text-[13px] text-muted">{t('account.enrolByHand')}</p>
      <p className="flex items-center gap-1">
        <code className="min-w-0 font-mono break-all select-all">{text.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        <IconButton icon="copy" size="sm" label={t('account.copy')} onClick={() => void copy(text)} />
      </p>
    </div>
  )
}
