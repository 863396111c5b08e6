'use client'
/** One block of an open form: a field to fill in or only shown, a text, a picture, or rows. */
import { labelOf } from '@/lib/i18n/labels'
import { cx } from '@/lib/kit/cx'
import type { FormBlock } from '@/lib/meta/form'
import { FormField } from '@/lib/ui/form/field'
import { spanOf, useParts } from './parts'
import { RowsField } from './rows-field'
import { ShownField } from './shown-field'
import { pathId } from './state'
import { fieldWritable, type StepSection } from './steps'

/** A section: its heading, and its blocks in a grid of six parts that folds into one column. */
export function SectionView({ section }: { section: StepSection }) {
  const { context } = useParts()
  const { head, blocks } = section
  return (
    <section className="flex flex-col gap-4">
      {head && (
        <header className="border-b border-line pb-1.5">
          <h3 className="text-[15px] leading-6 font-semibold">{labelOf(head.label, context.locale)}</h3>
          {head.help && (
            <p className="text-[13px] whitespace-pre-line text-muted">{labelOf(head.help, context.locale)}</p>
          )}
        </header>
      )}
      <div className="grid grid-cols-1 gap-x-4 gap-y-5 @lg:grid-cols-6">
        {blocks.map((block) => (
          <div key={keyOf(block)} className={cx('min-w-0', spanOf(block))}>
            <BlockView block={block} />
          </div>
        ))}
      </div>
    </section>
  )
}

const keyOf = (block: FormBlock): string => {
  if (block.kind === 'field' || block.kind === 'rows') return `${block.kind} ${block.field}`
  return JSON.stringify(block)
}

export function BlockView({ block }: { block: FormBlock }) {
  const { id, form, filler, context, services, fields, imageUrl } = useParts()
  if (block.kind === 'section') return null
  if (block.kind === 'text')
    return <p className="leading-6 whitespace-pre-line text-muted">{labelOf(block.text, context.locale)}</p>
  if (block.kind === 'image')
    return (
      // biome-ignore lint/performance/noImgElement: the picture comes from the form's own address, at its own size.
      <img
        src={imageUrl(block.file)}
        alt={labelOf(block.alt, context.locale)}
        className="max-h-96 max-w-full rounded-lg border border-line object-contain"
      />
    )
  if (block.kind === 'rows') return <RowsField block={block} />
  const field = fields.get(block.field)
  if (!field) return null
  const value = filler.values[field.key]
  if (!fieldWritable(form, field)) return <ShownField field={field} value={value} />
  return (
    <FormField
      id={pathId(id, field.key)}
      field={field}
      value={value}
      required={filler.flow.required.has(field.key)}
      message={filler.messages[field.key]}
      context={context}
      services={services}
      onChange={filler.change}
      onLeave={filler.leave}
    />
  )
}
