'use client'
/**
 * In the place of everything, when even the root layout broke: nobody knows the language then, so both are there. It stands
 * on no provider of ours; its styles come from the same file as everywhere, as the page's policy wants.
 */
import { kit } from '@/lib/i18n/messages/kit'
import { shell } from '@/lib/i18n/messages/shell'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import './globals.css'

const languages = ['zh-CN', 'en'] as const

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="zh-CN">
      <body>
        <title>{shell.appName[0]}</title>
        <main
          role="alert"
          className="flex min-h-dvh flex-col items-center justify-center gap-6 p-6 text-center"
        >
          <Icon name="circle-alert" className="size-8 text-faint" />
          <h1 className="flex flex-col gap-1 text-lg font-semibold text-balance">
            {languages.map((language, i) => (
              <span key={language} lang={language}>
                {shell.crashed[i]}
              </span>
            ))}
          </h1>
          {languages.map((language, i) => (
            <p key={language} lang={language} className="max-w-md text-pretty text-muted">
              {shell.crashedHint[i]}
            </p>
          ))}
          {error.digest && <code className="text-xs text-faint">{error.digest}</code>}
          <Button icon="refresh-cw" onClick={() => window.location.reload()}>
            {kit.retry.join(' · ')}
          </Button>
        </main>
      </body>
    </html>
  )
}
