'use client'
/** One template: what it is for, a picture of its first table, and on demand everything that is inside. */
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import type { TemplateSummary } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { TemplateContents } from './template-contents'
import { TemplatePicture } from './template-picture'

export function TemplateCard(props: {
  template: TemplateSummary
  /** Its contents are shown from the start. */
  open: boolean
  onUse(): void
  onUpgrade(base: string): void
}) {
  const { template, onUse, onUpgrade } = props
  const t = useT()
  const router = useRouter()
  const locale = useLocale()
  const [open, setOpen] = useState(props.open)
  const [place] = template.installed
  const older = template.installed.find((one) => one.upgrade)
  const contents = useId()
  const name = labelOf(template.label, locale, template.key)
  const fields = template.tables.reduce((sum, table) => sum + table.fields.length, 0)
  return (
    <article
      className="overflow-hidden rounded-xl border border-line bg-raised shadow-button"
      aria-label={name}
    >
      <div className="grid md:grid-cols-[1fr_1.15fr]">
        <div className="flex flex-col items-start p-6">
          <span className="flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent">
            <Icon name={template.icon} className="size-5" />
          </span>
          <h2 className="mt-4 text-lg leading-snug font-semibold">{name}</h2>
          <p className="mt-1 font-medium text-pretty">{labelOf(template.summary, locale)}</p>
          <p className="mt-2 text-pretty text-muted">{labelOf(template.description, locale)}</p>
          <p className="mt-3 text-[13px] text-faint">
            {t('gallery.counts', { tables: template.tables.length, fields, roles: template.roles.length })}
          </p>
          <div className="mt-auto flex flex-wrap gap-2 pt-6">
            {older && (
              <Button variant="primary" icon="sparkles" onClick={() => onUpgrade(older.base)}>
                {t('gallery.upgradeAvailable', { version: template.version })}
              </Button>
            )}
            {place ? (
              <Button icon="circle-check" onClick={() => router.push(`/${place.base}/${place.table}`)}>
                {t('gallery.open')}
              </Button>
            ) : (
              <Button variant="primary" icon="download" onClick={onUse}>
                {t('gallery.use')}
              </Button>
            )}
            <Button
              variant="ghost"
              aria-expanded={open}
              aria-controls={contents}
              onClick={() => setOpen(!open)}
            >
              {t('gallery.preview')}
              <Icon name="chevron-down" className={cx('transition-transform', open && 'rotate-180')} />
            </Button>
          </div>
        </div>
        <TemplatePicture template={template} />
      </div>
      <div id={contents} hidden={!open}>
        {open && <TemplateContents template={template} />}
      </div>
    </article>
  )
}
