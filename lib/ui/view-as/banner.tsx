'use client'
/** Says on every page, as long as it lasts, that somebody looks through other eyes, and is the way out. */
import { useParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { Viewing } from '@/lib/api/contract-explain'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { MissingDialog } from '@/lib/ui/explain/missing'
import { endViewing, useEyesInWords } from './state'

export function ViewBanner({ viewing }: { viewing: Viewing }) {
  const t = useT()
  const words = useEyesInWords()
  const { table } = useParams<{ table?: string }>()
  const [ending, setEnding] = useState(false)
  const [asking, setAsking] = useState(false)
  // Panels at the edge begin below the banner, so that the way out is never covered.
  useEffect(() => {
    document.documentElement.dataset.viewing = 'true'
    return () => {
      delete document.documentElement.dataset.viewing
    }
  }, [])
  const who = words(viewing)
  return (
    <aside
      aria-label={t('viewAs.open')}
      className="relative z-50 flex h-11 shrink-0 items-center gap-2 border-b border-line bg-warn-soft pr-2 pl-4 text-ink max-md:pl-3"
    >
      <Icon name="eye" className="text-warn" />
      <p role="status" className="min-w-0 flex-1 truncate font-medium">
        {viewing.gone ? (
          t('viewAs.gone')
        ) : (
          <>
            <span className="max-md:hidden">{t('viewAs.banner', { who })}</span>
            <span className="md:hidden">{t('viewAs.bannerShort', { who })}</span>
          </>
        )}
      </p>
      {!viewing.gone && table && (
        <Button size="sm" variant="ghost" icon="circle-help" onClick={() => setAsking(true)}>
          <span className="max-md:sr-only">{t('viewAs.missing')}</span>
        </Button>
      )}
      <Button
        size="sm"
        variant="primary"
        busy={ending}
        onClick={() => {
          setEnding(true)
          void endViewing()
        }}
      >
        {t('viewAs.end')}
      </Button>
      {asking && table && (
        <MissingDialog viewing={viewing} table={table} who={who} onClose={() => setAsking(false)} />
      )}
    </aside>
  )
}
