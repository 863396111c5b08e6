'use client'
/** The button for the organisation's own sign-in, when the workspace has one. */
import { getProviders, signIn } from 'next-auth/react'
import { useEffect, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'

export function SingleSignOn({ callbackUrl }: { callbackUrl: string }) {
  const t = useT()
  const [name, setName] = useState<string>()
  useEffect(() => {
    // Without an answer there is no button; the form above works all the same.
    getProviders().then(
      (providers) => setName(providers?.oidc?.name),
      () => setName(undefined),
    )
  }, [])
  if (!name) return null
  return (
    <>
      <div className="flex items-center gap-3 text-[13px] text-faint">
        <span className="h-px flex-1 bg-line" />
        {t('auth.or')}
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button icon="key-round" className="md:h-9" onClick={() => signIn('oidc', { callbackUrl })}>
        {t('auth.singleSignOn', { name })}
      </Button>
    </>
  )
}
