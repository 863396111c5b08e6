'use client'
/** A link to pass on by hand, where no mail is sent: shown this once. */
import { useId } from 'react'
import { formatDateTime } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { useCopy } from '@/lib/ui/account/copy'

export interface HandedLink {
  name: string
  link: string
  until: string
}

const isLocal = (address: string): boolean => /^https?:\/\/(localhost|127\.0\.0\.1)(:|\/)/.test(address)

export function ShownLink(props: { handed: HandedLink | undefined; zone: string; onClose: () => void }) {
  const t = useT()
  const locale = useLocale()
  const copy = useCopy()
  const id = useId()
  if (!props.handed) return null
  const { name, link, until } = props.handed
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      title={t('account.linkTitle', { name })}
      description={t('account.linkText', { until: formatDateTime(until, locale, props.zone) })}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy(link)}>
            {t('account.linkCopy')}
          </Button>
          <Button variant="primary" onClick={props.onClose}>
            {t('members.done')}
          </Button>
        </>
      }
    >
      <FormRow id={id} label={t('account.linkLabel')}>
        <TextInput readOnly value={link} onFocus={(event) => event.target.select()} className="font-mono" />
      </FormRow>
      {isLocal(link) && <p className="mt-3 text-[13px] text-pretty text-warn">{t('account.linkLocal')}</p>}
    </Dialog>
  )
}
