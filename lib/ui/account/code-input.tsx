'use client'
/** A one-time code: digits on a phone's keyboard, filled in by what knows it, never remembered. */
import type { ComponentProps } from 'react'
import { cx } from '@/lib/kit/cx'
import { TextInput } from '@/lib/kit/input'

export function CodeInput(props: ComponentProps<typeof TextInput>) {
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      {...props}
      className={cx('font-mono tracking-widest', props.className)}
    />
  )
}
