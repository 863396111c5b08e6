'use client'
/** The second step of signing in: the code of the app, or setting the app up where the workspace asks for it. */
import { signOut } from 'next-auth/react'
import { type FormEvent, type ReactNode, useCallback, useState } from 'react'
import type { EnrolmentAnswer, SecondStep, SecondStepAnswer } from '@/lib/api/contract-account'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow } from '@/lib/kit/input'
import { ApiFailure, api } from '@/lib/ui/api'
import { CodeInput } from './code-input'
import { Enrol } from './enrol'
import { fieldFailure } from './field-failure'

export interface SecondStepProps {
  step: SecondStep
  /** The person is signed in now. */
  onDone: () => void
  /** The first step is due again: it took too long, or somebody else signs in. */
  onAgain: () => void
}

export function SecondStepForm(props: SecondStepProps) {
  // Once the app is set up the step is over; what is shown then must not change under the recovery codes.
  const [step] = useState(props.step)
  return step === 'code' ? <CodeForm {...props} /> : <EnrolStep {...props} />
}

/** Whether the session between the two steps is over. */
const isOver = (thrown: unknown): boolean =>
  thrown instanceof ApiFailure && thrown.error.code === 'SIGNED_OUT'

function CodeForm({ onDone, onAgain }: SecondStepProps) {
  const t = useT()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!code.trim()) return setFailure(t('account.codeNeeded'))
    setBusy(true)
    setFailure(undefined)
    try {
      await api.post<SecondStepAnswer>('/session/code', { code })
      onDone()
    } catch (thrown) {
      if (isOver(thrown)) return onAgain()
      setFailure(fieldFailure(thrown))
      setBusy(false)
    }
  }
  const change = () => {
    setRecovery(!recovery)
    setCode('')
    setFailure(undefined)
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Heading title={t('account.codeTitle')}>
        {recovery ? t('account.recoveryText') : t('account.codeText')}
      </Heading>
      <FormRow id="code" label={recovery ? t('account.recoveryCode') : t('account.code')} error={failure}>
        <CodeInput
          key={String(recovery)}
          autoFocus
          inputMode={recovery ? 'text' : 'numeric'}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          className="md:h-9"
        />
      </FormRow>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 md:h-9">
        {t('account.verify')}
      </Button>
      <div className="flex flex-col items-center gap-1 text-center text-[13px] text-muted">
        <Button variant="ghost" onClick={change}>
          {recovery ? t('account.useApp') : t('account.useRecovery')}
        </Button>
        {recovery && <p>{t('account.lostBoth')}</p>}
        <OtherAccount onAgain={onAgain} />
      </div>
    </form>
  )
}

const begin = () => api.post<EnrolmentAnswer>('/session/factor')

function EnrolStep({ onDone, onAgain }: SecondStepProps) {
  const t = useT()
  const again = useCallback(
    <T,>(work: Promise<T>): Promise<T> =>
      work.catch((thrown: unknown) => {
        if (isOver(thrown)) onAgain()
        throw thrown
      }),
    [onAgain],
  )
  return (
    <div className="flex flex-col gap-5">
      <Heading title={t('account.enrolTitle')}>{t('account.enrolRequired')}</Heading>
      <Enrol
        begin={useCallback(() => again(begin()), [again])}
        finish={async (given) =>
          (await again(api.post<SecondStepAnswer>('/session/code', given))).recovery ?? []
        }
        onDone={onDone}
      />
      <div className="flex justify-center text-[13px]">
        <OtherAccount onAgain={onAgain} />
      </div>
    </div>
  )
}

function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h1 className="text-2xl leading-tight font-semibold">{title}</h1>
      <p className="mt-2 text-pretty text-muted">{children}</p>
    </div>
  )
}

function OtherAccount({ onAgain }: { onAgain: () => void }) {
  const t = useT()
  return (
    <Button variant="ghost" onClick={() => void signOut({ redirect: false }).then(onAgain)}>
      {t('account.otherAccount')}
    </Button>
  )
}
