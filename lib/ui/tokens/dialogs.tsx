'use client'
/** The dialogs about API tokens, one at a time: making one, showing it this once, ending one. */
import { useState } from 'react'
import type { TokenAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { ShownToken } from './made'
import { MakeToken } from './make'
import type { MadeToken, Tokens } from './state'

export type TokenTask = { kind: 'make' } | { kind: 'end'; token: TokenAnswer }

export function TokenDialogs(props: {
  base: string
  /** The name of the base, where it is not plain which one it is. */
  name?: string
  tokens: Tokens
  task: TokenTask | undefined
  onClose: () => void
}) {
  const { task, tokens, onClose } = props
  const [made, setMade] = useState<MadeToken>()
  const { answer } = tokens
  if (!answer) return null
  if (made)
    return <ShownToken base={props.base} made={made} answer={answer} onClose={() => setMade(undefined)} />
  if (task?.kind === 'end') return <EndToken token={task.token} end={tokens.end} onClose={onClose} />
  if (!task) return null
  return (
    <MakeToken
      base={props.name}
      answer={answer}
      make={tokens.make}
      onMade={(token) => {
        onClose()
        setMade(token)
      }}
      onClose={onClose}
    />
  )
}

function EndToken(props: { token: TokenAnswer; end: Tokens['end']; onClose: () => void }) {
  const { token } = props
  const { label } = token
  const t = useT()
  const toast = useToast()
  const end = async () => {
    try {
      await props.end(token.id)
      toast({ kind: 'ok', message: t('tokens.ended', { label }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('tokens.endTitle', { label })}
      description={t('tokens.endText')}
      confirmLabel={t('tokens.end')}
      danger
      onConfirm={end}
    />
  )
}
