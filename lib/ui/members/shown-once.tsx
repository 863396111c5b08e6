'use client'
/** Sign-in details to pass on: shown this once, with copy buttons. */
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'

export interface Details {
  name: string
  email: string
  password: string
}

export function ShownOnce(props: { details: Details | undefined; onClose: () => void }) {
  const { details } = props
  const t = useT()
  const toast = useToast()
  if (!details) return null
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ kind: 'ok', message: t('members.copied') })
    } catch {
      toast({ kind: 'error', message: t('members.notCopied') })
    }
  }
  const address = location.origin
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      title={t('members.shownOnceTitle', { name: details.name })}
      description={t('members.shownOnceText')}
      footer={
        <>
          <Button
            icon="copy"
            onClick={() =>
              void copy(
                t('members.signInDetails', { address, email: details.email, password: details.password }),
              )
            }
          >
            {t('members.copyBoth')}
          </Button>
          <Button variant="primary" onClick={props.onClose}>
            {t('members.done')}
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-canvas p-3">
        <dt className="text-muted">{t('members.email')}</dt>
        <dd className="min-w-0 break-all select-all">{details.email}</dd>
        <dt className="text-muted">{t('members.passwordWord')}</dt>
        <dd className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 flex-1 font-mono text-[15px] break-all select-all">
            {details.password}
          </code>
          <IconButton
            icon="copy"
            size="sm"
            label={t('members.copy')}
            onClick={() => void copy(details.password)}
          />
        </dd>
      </dl>
    </Dialog>
  )
}
