'use client'
/** Asks how to install a template, then shows the installer at work and goes to the first table. */
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import type { BaseSummary, InstallBody, InstallProgress, TemplateSummary } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { type InstallChoice, InstallOptions } from './install-options'
import { InstallSteps } from './install-steps'

/** The chosen base; an owner without any gets one named after the template. */
async function targetOf(choice: InstallChoice, template: TemplateSummary): Promise<string> {
  if (choice.base) return choice.base
  return (await api.post<BaseSummary>('/bases', { label: template.label })).key
}

export function InstallDialog({ template, onClose }: { template: TemplateSummary; onClose(): void }) {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const { session, base, reloadBase, reloadSession } = useSession()
  const wanted = useSearchParams().get('base') ?? base?.base.key
  const bases = session.bases.filter((one) => one.admin)
  const [choice, setChoice] = useState<InstallChoice>({
    sample: true,
    sampleLocale: locale,
    base: (bases.find((one) => one.key === wanted) ?? bases[0])?.key,
  })
  const [progress, setProgress] = useState<InstallProgress>()
  const [failure, setFailure] = useState<string>()
  const busy = progress !== undefined

  const install = async () => {
    setFailure(undefined)
    setProgress({ step: 'check', completed: 0, total: 0 })
    let end: InstallProgress | undefined
    try {
      const target = await targetOf(choice, template)
      setChoice({ ...choice, base: target })
      const body: InstallBody = {
        template: template.key,
        sample: choice.sample,
        sampleLocale: choice.sampleLocale,
      }
      await api.stream<InstallProgress>(`/bases/${target}/install`, body, (line) => {
        if (line.done || line.error) end = line
        else setProgress(line)
      })
      if (end?.done) {
        reloadSession()
        reloadBase()
        router.push(`/${end.done.base}/${end.done.table}`)
        return
      }
      setFailure(end?.error ? `${end.error.message} ${t('gallery.failed')}` : t('gallery.interrupted'))
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
    setProgress(undefined)
  }

  const name = labelOf(template.label, locale, template.key)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={busy}
      size="sm"
      title={t(busy ? 'gallery.installing' : 'gallery.installTitle', { template: name })}
      description={t('gallery.installHint')}
      footer={
        !busy && (
          <>
            <Button onClick={onClose}>{t('kit.cancel')}</Button>
            <Button variant="primary" onClick={install}>
              {t('gallery.install')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        {failure && <FormFailure text={failure} />}
        {busy ? (
          <InstallSteps progress={progress} sample={choice.sample} />
        ) : (
          <InstallOptions template={template} bases={bases} choice={choice} onChange={setChoice} />
        )}
      </div>
    </Dialog>
  )
}
