'use client'
/** A password that can be shown, so that it need not be typed twice. */
import { type ComponentProps, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { TextInput } from '@/lib/kit/input'

export function PasswordInput(props: ComponentProps<typeof TextInput>) {
  const t = useT()
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <TextInput
        {...props}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
        className={`pr-10 ${props.className ?? ''}`}
      />
      <IconButton
        icon={shown ? 'eye-off' : 'eye'}
        label={shown ? t('auth.hidePassword') : t('auth.showPassword')}
        size="sm"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1/2 right-1 -translate-y-1/2 max-md:right-0"
      />
    </div>
  )
}
