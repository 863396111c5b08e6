'use client'
/** API tokens: what each is for, what it may, when it was used and when it ends. */
import type { TokenAnswer, TokensAnswer } from '@/lib/api/contract'
import { formatDateTime } from '@/lib/i18n/format'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Tag } from '@/lib/kit/tag'
import { daysLeft, endInWords, extentInWords, lastUseInWords } from './words'

/** From this many days on, the end is no news. */
const soon = 8

export interface TokenListProps {
  answer: TokensAnswer
  /** Those of the answer that are shown. */
  tokens: readonly TokenAnswer[]
  label: string
  /** Whose page it is; their own tokens are named after nobody. */
  me: string
  zone: string
  /** Absent where nothing can be ended. */
  onEnd?: (token: TokenAnswer) => void
}

export function TokenList({ tokens, label, ...props }: TokenListProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line overflow-hidden rounded-lg border border-line">
      {tokens.map((token) => (
        <Token key={token.id} token={token} {...props} />
      ))}
    </ul>
  )
}

type TokenProps = Omit<TokenListProps, 'tokens' | 'label'> & { token: TokenAnswer }

function Token({ token, answer, me, zone, onEnd }: TokenProps) {
  const t = useT()
  const locale = useLocale()
  const now = new Date()
  const role = answer.roles.find((one) => one.key === token.role)
  const mine = token.person === me
  const left = daysLeft(token.expiresAt, now)
  const at = (instant: string | null) => (instant ? formatDateTime(instant, locale, zone) : undefined)
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium break-words">{token.label}</span>
          <code className="font-mono text-[13px] text-muted">{`${token.prefix}…`}</code>
          <Tag color="gray">{labelOf(role?.label, locale, token.role)}</Tag>
        </p>
        {!mine && <p className="text-[13px]">{t('tokens.of', { name: token.name })}</p>}
        {mine && !role?.own ? (
          <p className="text-[13px] text-warn">{t('tokens.roleLost')}</p>
        ) : (
          extentInWords(t, locale, token.tables, answer.tables).map((line) => (
            <p key={line} className="text-[13px] text-pretty">
              {line}
            </p>
          ))
        )}
        <p className="flex flex-wrap gap-x-3 text-[13px] text-muted">
          <span title={at(token.lastUsedAt)} className="break-words">
            {lastUseInWords(t, locale, token, now, zone)}
          </span>
          <span title={at(token.expiresAt)} className={cx(left !== undefined && left < soon && 'text-warn')}>
            {endInWords(t, token.expiresAt, now)}
          </span>
        </p>
      </div>
      {onEnd && (
        <Button size="sm" aria-label={t('tokens.endOf', { label: token.label })} onClick={() => onEnd(token)}>
          {t('tokens.end')}
        </Button>
      )}
    </li>
  )
}
