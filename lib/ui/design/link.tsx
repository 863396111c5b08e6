'use client'
/** The way from a table to its fields. */
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { Tooltip } from '@/lib/kit/tooltip'

export function FieldsLink() {
  const t = useT()
  return (
    <Tooltip text={t('design.designFields')}>
      <Link
        href={`${usePathname()}/fields`}
        aria-label={t('design.designFields')}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink max-md:size-10"
      >
        <Icon name="table-properties" />
      </Link>
    </Tooltip>
  )
}
