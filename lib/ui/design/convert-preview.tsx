'use client'
/** What a change of type does to the values that are there: how many fit, examples, and those that would be lost. */
import { useState } from 'react'
import type { ConversionAsk, ConversionPreview } from '@/lib/api/contract-design'
import type { CellValue } from '@/lib/fields/type'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import type { Design } from './state'
import { Uses } from './uses'

/** Examples of each sort that one looks at. */
const mostSamples = 5

export function ConvertPreview(props: {
  design: Design
  address: string
  ask: ConversionAsk | undefined
  asking: boolean
  preview: ConversionPreview | undefined
  /** A new value as a person reads it. */
  show(value: CellValue): string
}) {
  const { preview, ask } = props
  const t = useT()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  if (!ask) return <p className="text-muted">{t('design.previewNeedsSettings')}</p>
  if (!preview)
    return props.asking ? (
      <div aria-busy className="flex flex-col gap-2">
        <Skeleton className="h-6 w-1/2" />
        <Skeleton className="h-24" />
      </div>
    ) : null

  const download = async () => {
    setBusy(true)
    try {
      save(await api.file(`${props.address}/misfits`, ask), 'misfits.csv')
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    } finally {
      setBusy(false)
    }
  }
  const all = preview.misfits === 0
  return (
    <section aria-live="polite" className="flex flex-col gap-3">
      <div
        className={cx(
          'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2.5',
          all ? 'bg-accent-soft' : 'bg-warn-soft',
        )}
      >
        <Icon name={all ? 'circle-check' : 'triangle-alert'} className={all ? 'text-ok' : 'text-warn'} />
        <p className="min-w-0 flex-1">
          {preview.filled === 0
            ? t('design.previewEmpty', { rows: preview.rows })
            : all
              ? t('design.previewAllFit', { count: preview.fits })
              : preview.fits === 0
                ? t('design.previewNoneFit', { count: preview.misfits })
                : t('design.previewMisfits', {
                    fits: preview.fits,
                    filled: preview.filled,
                    misfits: preview.misfits,
                  })}
        </p>
        {!all && (
          <Button size="sm" icon="download" busy={busy} onClick={() => void download()}>
            {t('design.downloadMisfits')}
          </Button>
        )}
      </div>
      {preview.misfitSamples.length > 0 && (
        <Samples
          caption={t('design.misfitSamples')}
          rows={preview.misfitSamples.slice(0, mostSamples).map((one) => ({ ...one, after: undefined }))}
        />
      )}
      {preview.samples.length > 0 && (
        <Samples
          caption={t('design.fitSamples')}
          rows={preview.samples.slice(0, mostSamples).map((one) => ({
            ...one,
            after: one.after === undefined ? undefined : props.show(one.after),
          }))}
        />
      )}
      {preview.uses.length > 0 && (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">{t('design.alsoChanges')}</h3>
          <Uses base={props.design.base} uses={preview.uses} />
        </div>
      )}
      <p className="text-[13px] text-muted">{t('design.convertKept')}</p>
    </section>
  )
}

function Samples(props: {
  caption: string
  rows: readonly { id: string; title: string; before: string; after: string | undefined }[]
}) {
  const t = useT()
  return (
    <table className="w-full table-fixed text-[13px]">
      <caption className="pb-1 text-left text-[13px] font-medium">{props.caption}</caption>
      <thead className="text-left text-xs text-faint">
        <tr>
          <th scope="col" className="w-1/3 py-1 font-normal">
            {t('design.record')}
          </th>
          <th scope="col" className="py-1 font-normal">
            {t('design.before')}
          </th>
          <th scope="col" className="py-1 font-normal">
            {t('design.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id} className="border-t border-line align-top">
            <td className="truncate py-1 pr-3 text-muted">{row.title || t('design.untitled')}</td>
            <td className="py-1 pr-3 break-words">{row.before}</td>
            <td className="py-1 break-words">
              {row.after === undefined ? (
                <span className="text-danger">{t('grid.emptyValue')}</span>
              ) : (
                <span className="font-medium">{row.after}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Hands a file to the browser's downloads. */
function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
