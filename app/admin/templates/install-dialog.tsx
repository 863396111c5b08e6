'use client'
/** Asks how to install a template, then shows the installer at work and goes to the first table. */
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { BaseSummary, InstallBody, InstallProgress, TemplateSummary } from '@/lib/api/contract'
import type { UpgradePlan } from '@/lib/api/contract-upgrade'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { type InstallChoice, InstallOptions } from './install-options'
import { InstallSteps } from './install-steps'
import { PlanView } from './plan-view'

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
  const plan = usePlan(choice.base, template.key)
  const offered = withoutShared(template, plan)
  const sample = choice.sample && offered.tables.some((table) => table.sampleCount > 0)

  const install = async () => {
    setFailure(undefined)
    setProgress({ step: 'check', completed: 0, total: 0 })
    let end: InstallProgress | undefined
    try {
      const target = await targetOf(choice, template)
      setChoice({ ...choice, base: target })
      const body: InstallBody = {
        template: template.key,
        sample,
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
          <InstallSteps progress={progress} sample={sample} />
        ) : (
          <>
            <InstallOptions template={offered} bases={bases} choice={choice} onChange={setChoice} />
            {plan?.lines.some((line) => line.subject.kind === 'field') && (
              <section aria-label={t('gallery.besides')} className="flex flex-col gap-2">
                <h3 className="font-medium">{t('gallery.besides')}</h3>
                <p className="text-[13px] text-pretty text-muted">{t('gallery.besidesHint')}</p>
                <PlanView plan={plan} />
              </section>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** What it shares with templates that are in the base already. */
function usePlan(base: string | undefined, template: string): UpgradePlan | undefined {
  const [found, setFound] = useState<{ base: string; plan: UpgradePlan }>()
  useEffect(() => {
    if (base === undefined) return
    const gone = new AbortController()
    api
      .post<UpgradePlan>(`/bases/${base}/upgrade/preview`, { template }, { signal: gone.signal })
      .then((plan) => setFound({ base, plan }))
      // Without it the install says by itself what is in its way.
      .catch(() => setFound(undefined))
    return () => gone.abort()
  }, [base, template])
  return found && found.base === base ? found.plan : undefined
}

/** Tables that are here already keep their records: the sample is for new ones. */
function withoutShared(template: TemplateSummary, plan: UpgradePlan | undefined): TemplateSummary {
  if (!plan) return template
  const fresh = plan.lines.filter((line) => line.do === 'add' && line.subject.kind === 'table')
  const tables = template.tables.map((table) =>
    fresh.some(({ subject }) => labelOf(subject.label, 'en') === labelOf(table.label, 'en'))
      ? table
      : { ...table, sampleCount: 0 },
  )
  return { ...template, tables }
}
