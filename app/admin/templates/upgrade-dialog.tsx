'use client'
/** Shows what a new version of a template would do in a base, does it, and goes to its first table. */
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { InstallProgress, TemplateSummary } from '@/lib/api/contract'
import type { UpgradePlan } from '@/lib/api/contract-upgrade'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { InstallSteps } from './install-steps'
import { PlanView } from './plan-view'

export function UpgradeDialog(props: {
  template: TemplateSummary
  base: string
  onClose(): void
  onDone(): void
}) {
  const { template, base } = props
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const toast = useToast()
  const { reloadBase, reloadSession } = useSession()
  const [plan, setPlan] = useState<UpgradePlan>()
  const [failure, setFailure] = useState<string>()
  const [progress, setProgress] = useState<InstallProgress>()
  const busy = progress !== undefined

  useEffect(() => {
    const gone = new AbortController()
    api
      .post<UpgradePlan>(
        `/bases/${base}/upgrade/preview`,
        { template: template.key },
        { signal: gone.signal },
      )
      .then(setPlan)
      .catch((thrown: unknown) => !gone.signal.aborted && setFailure(failureText(thrown)))
    return () => gone.abort()
  }, [base, template.key])

  const name = labelOf(template.label, locale, template.key)
  const upgrade = async () => {
    setFailure(undefined)
    setProgress({ step: 'check', completed: 0, total: 0 })
    let end: InstallProgress | undefined
    try {
      await api.stream<InstallProgress>(`/bases/${base}/upgrade`, { template: template.key }, (line) => {
        if (line.done || line.error) end = line
        else setProgress(line)
      })
      if (end?.done) {
        reloadSession()
        reloadBase()
        toast({ kind: 'ok', message: t('gallery.upgraded', { template: name, version: template.version }) })
        props.onDone()
        router.push(`/${end.done.base}/${end.done.table}`)
        return
      }
      setFailure(end?.error ? `${end.error.message} ${t('gallery.failed')}` : t('gallery.interrupted'))
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
    setProgress(undefined)
  }

  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      locked={busy}
      title={t(busy ? 'gallery.upgrading' : 'gallery.upgradeTitle', {
        template: name,
        version: template.version,
      })}
      description={t('gallery.upgradeHint')}
      footer={
        !busy && (
          <>
            <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
            <Button variant="primary" disabled={!plan} onClick={upgrade}>
              {t('gallery.upgrade')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        {failure && <FormFailure text={failure} />}
        {busy ? (
          <InstallSteps progress={progress} sample={false} />
        ) : plan ? (
          <PlanView plan={plan} />
        ) : (
          !failure && <Skeleton className="h-32" />
        )}
      </div>
    </Dialog>
  )
}
