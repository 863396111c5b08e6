'use client'
/** The way to the record that has a unique value already, for whoever may read it. */
import { useParams } from 'next/navigation'
import type { ApiError } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'

export function ClashLink({ clash }: { clash: ApiError['clash'] }) {
  const t = useT()
  const { base } = useParams<{ base?: string }>()
  if (!clash || !base) return null
  return (
    <a
      href={`/${base}/${clash.table}?record=${clash.id}`}
      target="_blank"
      rel="noreferrer"
      className="underline decoration-strong underline-offset-2 hover:decoration-ink"
    >
      {clash.title ? t('record.openClash', { title: clash.title }) : t('record.openClashUntitled')}
    </a>
  )
}
