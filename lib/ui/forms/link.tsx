'use client'
/** The way from a table to its forms. */
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { Tooltip } from '@/lib/kit/tooltip'

export function FormsLink() {
  const t = useT()
  return (
    <Tooltip text={t('formDesign.title')}>
      <Link
        href={`${usePathname()}/forms`}
        aria-label={t('formDesign.title')}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink max-md:size-10"
      >
        <Icon name="clipboard-list" />
      </Link>
    </Tooltip>
  )
}
