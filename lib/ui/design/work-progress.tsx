'use client'
/** How far the work has come that a change of a large table takes, and a way to end it; nothing for changes that are quick. */
import { useEffect, useState } from 'react'
import type { WorkAnswer } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Progress } from '@/lib/kit/progress'
import { api } from '@/lib/ui/api'

const everyMs = 700

export function WorkProgress({ base, busy }: { base: string; busy: boolean }) {
  const t = useT()
  const locale = useLocale()
  const [work, setWork] = useState<WorkAnswer['work'][number]>()
  useEffect(() => {
    setWork(undefined)
    if (!busy) return
    const timer = setInterval(() => {
      // Whether there is word of it or not, the change itself goes on and is answered for itself.
      api.get<WorkAnswer>(`/bases/${base}/work`).then(
        (answer) => setWork(answer.work[0]),
        () => setWork(undefined),
      )
    }, everyMs)
    return () => clearInterval(timer)
  }, [base, busy])
  if (!busy || !work) return null
  const label = t(`work.${work.what}`, { label: labelOf(work.label, locale) })
  return (
    <div role="status" className="flex min-w-0 flex-1 items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="truncate text-[13px] text-muted">{label}</p>
        <Progress label={label} value={work.total > 0 ? work.completed / work.total : null} />
      </div>
      <Button size="sm" onClick={() => void api.delete(`/bases/${base}/work/${work.id}`)}>
        {t('work.stop')}
      </Button>
    </div>
  )
}
