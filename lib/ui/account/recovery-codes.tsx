'use client'
/** Recovery codes, shown this once: to copy, to keep as a file, to print. */
import type { SessionAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { useResource } from '@/lib/ui/data/resource'
import { useCopy } from './copy'

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useT()
  const copy = useCopy()
  const session = useResource<SessionAnswer>('/session')
  const name = t('account.recoveryFile', { workspace: session.data?.workspace.name ?? t('shell.appName') })
  const download = () => {
    const url = URL.createObjectURL(new Blob([`${name}\n\n${codes.join('\n')}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${name}.txt`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-pretty text-muted">{t('account.recoveryKeep')}</p>
      <ul className="grid gap-x-4 gap-y-1 rounded-lg border border-line bg-canvas p-3 font-mono text-[13px]">
        {codes.map((code) => (
          <li key={code} className="break-all select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 max-md:*:flex-1">
        <Button icon="copy" onClick={() => void copy(codes.join('\n'))}>
          {t('account.copy')}
        </Button>
        <Button icon="download" onClick={download}>
          {t('account.recoveryDownload')}
        </Button>
        <span className="flex-1 max-md:hidden" />
        <Button variant="primary" onClick={onKept}>
          {t('account.recoveryKept')}
        </Button>
      </div>
    </div>
  )
}
