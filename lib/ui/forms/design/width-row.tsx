'use client'
/** How much of a line a block takes, as three small pictures. */
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import type { BlockWidth } from '@/lib/meta/form'

const widths: readonly BlockWidth[] = ['full', 'half', 'third']
const parts: Record<BlockWidth, string> = { full: 'w-full', half: 'w-1/2', third: 'w-1/3' }

export function WidthRow({
  value = 'full',
  onChange,
}: {
  value?: BlockWidth
  onChange(width: BlockWidth | undefined): void
}) {
  const t = useT()
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t('formDesign.width')}</legend>
      <div className="grid grid-cols-3 gap-2">
        {widths.map((width) => (
          <button
            key={width}
            type="button"
            aria-pressed={width === value}
            onClick={() => onChange(width === 'full' ? undefined : width)}
            className={cx(
              'flex cursor-pointer flex-col items-stretch gap-1 rounded-md border px-2 pt-2 pb-1 text-xs max-md:min-h-12',
              width === value
                ? 'border-accent bg-accent-soft text-accent'
                : 'border-line-control text-muted hover:bg-hover',
            )}
          >
            <span aria-hidden className="flex h-2 rounded-sm bg-skeleton">
              <span className={cx('rounded-sm', parts[width], width === value ? 'bg-accent' : 'bg-strong')} />
            </span>
            {t(`formDesign.width_${width}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
