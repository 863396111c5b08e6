'use client'
/** The properties of one table-to-be: ticked ones get a field; each says what it becomes, why, and what does not fit. */
import type { SchemaLine, SchemaPreviewAnswer } from '@/lib/api/contract-schema'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { CheckBox } from '@/lib/kit/input'
import { isLeft } from './leave'

interface Props {
  /** Of a detail table. */
  title: string | undefined
  preview: SchemaPreviewAnswer
  table: number
  left: ReadonlySet<string>
  onToggle(pointer: string): void
}

const indents = ['', 'pl-5', 'pl-10', 'pl-15']
const head = 'px-3 py-2 text-left text-xs font-medium text-faint'
const cell = 'px-3 py-2 align-top max-md:block max-md:py-1'

export function PlanTable({ title, preview, table, left, onToggle }: Props) {
  const t = useT()
  const lines = preview.lines.filter((l) => l.table === table)
  return (
    <section aria-label={title}>
      {title !== undefined && (
        <h2 className="mb-2 flex items-center gap-2 font-medium">
          <Icon name="table" className="text-muted" />
          {t('schema.detailOf', { table: title })}
        </h2>
      )}
      <div className="overflow-hidden rounded-lg border border-line">
        <table className="w-full table-fixed text-[13px] max-md:block">
          <thead className="border-b border-line bg-surface max-md:sr-only">
            <tr>
              <th className={cx(head, 'w-[32%]')}>{t('schema.property')}</th>
              <th className={cx(head, 'w-[22%]')}>{t('schema.becomes')}</th>
              <th className={head}>{t('schema.why')}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-md:block">
            {lines.map((line) => (
              <Row
                key={line.pointer}
                line={line}
                preview={preview}
                left={table === 0 && isLeft(left, line.pointer)}
                inside={table === 0 && !left.has(line.pointer) && isLeft(left, line.pointer)}
                onToggle={() => onToggle(line.pointer)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface RowProps {
  line: SchemaLine
  preview: SchemaPreviewAnswer
  left: boolean
  /** Left out because what it stands in is. */
  inside: boolean
  onToggle(): void
}

function Row({ line, preview, left, inside, onToggle }: RowProps) {
  const t = useT()
  const label = labelOf(line.label, useLocale())
  const name = (
    <>
      <bdi className="font-mono wrap-anywhere">{line.name}</bdi>
      {label !== '' && label !== line.name && <bdi className="ml-1.5 text-muted">{label}</bdi>}
      {line.required && <span className="ml-1.5 text-xs text-muted">{t('schema.required')}</span>}
    </>
  )
  return (
    <tr className={cx('max-md:block max-md:px-1 max-md:py-2', left && 'text-faint')}>
      <td className={cell}>
        <div className={indents[Math.min(line.depth, 3)]}>
          {line.table > 0 ? (
            name
          ) : (
            <CheckBox
              label={name}
              title={line.fixed && line.required ? t('schema.mustKeep') : undefined}
              checked={!left && line.becomes !== 'rest' && line.becomes !== 'none'}
              disabled={line.fixed || inside}
              onChange={onToggle}
            />
          )}
        </div>
      </td>
      <td className={cell}>{left ? t('schema.isRest') : <Becomes line={line} preview={preview} />}</td>
      <td className={cell}>
        {!left && (
          <>
            <p>{line.why}</p>
            {line.outside.length > 0 && (
              <ul aria-label={t('schema.outside')} className="mt-0.5 text-muted">
                {line.outside.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </>
        )}
      </td>
    </tr>
  )
}

function Becomes({ line, preview }: Pick<RowProps, 'line' | 'preview'>) {
  const t = useT()
  const locale = useLocale()
  const detail = line.detail === undefined ? undefined : preview.tables[line.detail]
  if (detail)
    return (
      <Kind icon="table" text={t('schema.isTable', { table: labelOf(detail.label, locale, detail.key) })} />
    )
  if (line.type) {
    const { label, icon } = fieldType(line.type)
    return <Kind icon={icon} text={labelOf(label, locale, line.type)} />
  }
  if (line.becomes === 'section') return <Kind icon="folder" text={t('schema.isSection')} />
  return line.becomes === 'rest' ? <Kind icon="braces" text={t('schema.isRest')} /> : t('schema.isNone')
}

function Kind({ icon, text }: { icon: string; text: string }) {
  return (
    <span className="flex items-start gap-2">
      <Icon name={icon} className="mt-0.5 text-muted" />
      <span className="min-w-0">{text}</span>
    </span>
  )
}
