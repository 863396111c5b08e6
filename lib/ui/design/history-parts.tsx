'use client'
/** What a change did, in sentences. What a template did is one of them, with everything that it brought folded beneath. */
import { useId, useState } from 'react'
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { partWords } from './words'

type Parts = SchemaChangeLine['parts']

/** A template's own sentence says it all; of other changes a person reads a few at once. */
export const saidFirst = (parts: Parts): number => (isTemplate(parts) ? 1 : 3)

const isTemplate = (parts: Parts): boolean => parts[0]?.key.startsWith('template') ?? false

export function HistoryParts({ parts, className }: { parts: Parts; className?: string }) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [open, setOpen] = useState(false)
  const first = saidFirst(parts)
  const more = parts.length - first
  const sentence = (part: Parts[number], index: number) => <li key={index}>{partWords(part, t, locale)}</li>
  return (
    <>
      <ul className={className}>{parts.slice(0, first).map(sentence)}</ul>
      {more > 0 && (
        <>
          <ul
            id={id}
            hidden={!open}
            className={cx(className, isTemplate(parts) && 'mt-1 border-l-2 border-line pl-3 text-[13px]')}
          >
            {parts.slice(first).map(sentence)}
          </ul>
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t('design.fewerParts')
              : t(isTemplate(parts) ? 'design.templateParts' : 'design.moreParts', { count: more })}
          </Button>
        </>
      )}
    </>
  )
}
