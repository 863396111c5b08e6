'use client'
/** The real form as a phone and as a laptop show it, as a member and as a stranger get it; nothing is sent. */
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useMemo, useState } from 'react'
import type { ApiError } from '@/lib/api/contract'
import type { FormAnswer, FormBody, SubmitAnswer } from '@/lib/api/contract-forms'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { EmptyState } from '@/lib/kit/empty'
import { api, refusalText } from '@/lib/ui/api'
import { failureOf, isAbort } from '@/lib/ui/data/failure'
import { fieldServices, type Titles } from '@/lib/ui/data/services'
import { Filler } from '@/lib/ui/forms/fill/filler'
import { FormSkeleton } from '@/lib/ui/forms/fill/frame'
import { withOptions } from '@/lib/ui/forms/fill/parts'
import { ThanksView } from '@/lib/ui/forms/fill/result'
import { useFormContext } from '@/lib/ui/forms/fill/use-context'
import { bodyOf } from './blocks'
import { useBoard } from './board'
import { Choice } from './choice'

type Device = 'phone' | 'laptop'
type Eyes = 'member' | 'stranger'

export function Preview({ onClose }: { onClose(): void }) {
  const { design } = useBoard()
  const t = useT()
  const [device, setDevice] = useState<Device>('laptop')
  const [eyes, setEyes] = useState<Eyes>(design.public ? 'stranger' : 'member')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fade fixed inset-0 z-40 min-h-dvh bg-backdrop" />
        <Dialog.Popup className="dialog-pop fixed inset-0 z-50 flex flex-col bg-canvas text-ink outline-none md:inset-4 md:rounded-xl md:border md:border-line md:shadow-modal">
          <div className="flex flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-2 md:rounded-t-xl">
            <Dialog.Title className="font-semibold">{t('formDesign.preview')}</Dialog.Title>
            <Choice
              label={t('formDesign.device')}
              value={device}
              onChange={setDevice}
              options={[
                { value: 'laptop', label: t('formDesign.laptop'), icon: 'laptop' },
                { value: 'phone', label: t('formDesign.phone'), icon: 'smartphone' },
              ]}
              className="max-md:hidden"
            />
            {design.public && (
              <Choice
                label={t('formDesign.eyes')}
                value={eyes}
                onChange={setEyes}
                options={[
                  { value: 'stranger', label: t('formDesign.stranger') },
                  { value: 'member', label: t('formDesign.member') },
                ]}
              />
            )}
            <span className="flex-1 text-right text-[13px] text-muted max-md:hidden">
              {t('formFill.preview')}
            </span>
            <Dialog.Close render={<IconButton icon="x" label={t('kit.close')} />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto md:p-6">
            <div
              className={cx(
                'mx-auto border-line bg-surface max-md:min-h-full',
                device === 'phone'
                  ? 'max-w-[390px] overflow-hidden rounded-4xl border-6 p-4 shadow-pop md:min-h-[min(100%,760px)]'
                  : 'max-w-3xl p-8 max-md:p-4 md:rounded-xl md:border',
              )}
            >
              <Shown key={`${eyes} ${device}`} eyes={eyes} />
            </div>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Shown({ eyes }: { eyes: Eyes }) {
  const { base, formKey, design, imageUrl } = useBoard()
  const t = useT()
  const [form, setForm] = useState<FormAnswer>()
  const [error, setError] = useState<ApiError>()
  const [sent, setSent] = useState<SubmitAnswer>()
  const [round, setRound] = useState(0)
  const titles = useMemo<Titles>(() => new Map(), [])
  const services = useMemo(() => fieldServices(base, titles), [base, titles])
  const context = useFormContext(form, titles)
  useEffect(() => {
    const request = new AbortController()
    const body: FormBody = bodyOf(design)
    const path = `/bases/${base}/forms/${formKey}/preview${eyes === 'stranger' ? '/public' : ''}`
    api.post<FormAnswer>(path, body, { signal: request.signal }).then(
      (answer) => setForm(withOptions(answer)),
      (thrown) => {
        if (!isAbort(thrown)) setError(failureOf(thrown))
      },
    )
    return () => request.abort()
  }, [base, formKey, design, eyes])
  if (error)
    return (
      <EmptyState icon="triangle-alert" title={t('formDesign.previewFailed')} hint={refusalText(error)} />
    )
  if (!form) return <FormSkeleton />
  if (sent) return <ThanksView stay thanks={sent.thanks} onAgain={() => setSent(undefined)} />
  const submit = async (): Promise<SubmitAnswer> => ({ thanks: bodyOf(design).thanks ?? {} })
  return (
    <Filler
      key={round}
      form={form}
      context={context}
      services={services}
      me={undefined}
      door={{ submit, imageUrl }}
      onSent={setSent}
      onStale={() => setRound((n) => n + 1)}
    />
  )
}
