'use client'
/** Answers to "why": each in a sentence, under it the rules that decide, with the way to each for who may change them. */
import Link from 'next/link'
import type { ExplainAnswer, Explained, ExplainLine, RuleLink } from '@/lib/api/contract-explain'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { endViewing, isLooking } from '@/lib/ui/view-as/state'

/** The rule in the rights page. */
export function ruleHref(base: string, { role, table, field, verb }: RuleLink): string {
  const query = new URLSearchParams({ role, table, ...(field ? { field } : {}), ...(verb ? { verb } : {}) })
  return `/${base}/access?${query}`
}

/** "No" is an answer like the others and no error, so it looks as calm. */
export const outcomes: Record<Explained['outcome'], { icon: string; look: string }> = {
  yes: { icon: 'check', look: 'text-ok' },
  no: { icon: 'circle-minus', look: 'text-muted' },
  mask: { icon: 'asterisk', look: 'text-warn' },
  partly: { icon: 'circle-dot', look: 'text-warn' },
}

export function Answers({ base, answer }: { base: string; answer: ExplainAnswer }) {
  return (
    <div className="flex flex-col gap-4">
      {answer.notes.map((note) => (
        <p key={note} className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2">
          <Icon name="info" className="mt-0.5 text-warn" />
          {note}
        </p>
      ))}
      {answer.answers.map((one) => (
        <section key={one.about}>
          <h3 className="flex items-start gap-2 font-medium">
            <Icon name={outcomes[one.outcome].icon} className={cx('mt-0.5', outcomes[one.outcome].look)} />
            {one.text}
          </h3>
          <Lines base={base} lines={one.lines} />
        </section>
      ))}
    </div>
  )
}

/** How the rule fits the record. */
function marked(holds: ExplainLine['holds']) {
  if (holds === true) return { icon: 'check', look: 'text-ok', word: 'viewAs.holds' } as const
  if (holds === false) return { icon: 'minus', look: 'text-faint', word: 'viewAs.holdsNot' } as const
  if (holds === null) return { icon: 'circle-help', look: 'text-warn', word: 'viewAs.holdsUnknown' } as const
  return undefined
}

export function Lines({ base, lines }: { base: string; lines: readonly ExplainLine[] }) {
  const t = useT()
  if (lines.length === 0) return null
  return (
    <ul className="mt-1 ml-2 flex flex-col border-l border-line pl-3.5 text-[13px]">
      {lines.map(({ text, holds, rule }, i) => {
        const mark = marked(holds)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are drawn once and never move.
          <li key={i} className="flex min-h-7 items-start gap-2 py-1 leading-5">
            {mark && (
              <span title={t(mark.word)}>
                <Icon name={mark.icon} className={cx('mt-[3px] size-3.5', mark.look)} />
                <span className="sr-only">{t(mark.word)}</span>
              </span>
            )}
            <span className={cx('min-w-0 flex-1', holds === false && 'text-muted')}>{text}</span>
            {rule && <RuleAnchor base={base} rule={rule} />}
          </li>
        )
      })}
    </ul>
  )
}

/** The rights page is the administrator's own; with other eyes one leaves them on the way there. */
function RuleAnchor({ base, rule }: { base: string; rule: RuleLink }) {
  const t = useT()
  const href = ruleHref(base, rule)
  const ends = isLooking() ? t('viewAs.openRuleEnds') : undefined
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={ends}
      title={ends}
      onClick={(event) => {
        if (!isLooking()) return
        event.preventDefault()
        void endViewing(href)
      }}
      className="-my-1 inline-flex min-h-7 shrink-0 items-center rounded-md px-1.5 whitespace-nowrap text-accent hover:bg-hover hover:underline max-md:min-h-10"
    >
      {t('viewAs.openRule')}
    </Link>
  )
}
