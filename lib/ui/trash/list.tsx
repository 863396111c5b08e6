'use client'
/** Deleted records as lines: title and first fields side by side, under each other on a phone; ticked for restoring. */
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { CheckBox } from '@/lib/kit/input'
import { settingsOf, visibleColumns } from '@/lib/ui/data/settings'
import { recordContext, type TableHandle } from '@/lib/ui/data/table'
import { titleOf } from '@/lib/ui/data/title'
import { CellContent } from '@/lib/ui/grid/cell'

const mostFields = 4

/** The first columns of the table's usual view beside the title, in which one line can say something. */
export function shownFields(table: TableAnswer): FieldAnswer[] {
  const view = table.views.find((one) => one.default) ?? table.views[0]
  return visibleColumns(settingsOf(table, view))
    .map(({ field }) => table.fields.find((one) => one.key === field)!)
    .filter((field) => field.key !== table.title && fieldType(field.type).kind !== 'json')
    .slice(0, mostFields)
}

export interface TrashListProps {
  handle: TableHandle
  table: TableAnswer
  fields: readonly FieldAnswer[]
  records: readonly ApiRecord[]
  chosen: ReadonlySet<string>
  busy: boolean
  onChoose(chosen: ReadonlySet<string>): void
  onRestore(records: readonly ApiRecord[]): void
}

const line = 'flex items-center gap-3 px-3 md:min-h-11'
/** Title and fields: columns of equal width in every line, because nothing in them can push. */
const columns = 'min-w-0 flex-1 md:flex md:items-center md:gap-4'
const titleColumn = 'truncate md:w-0 md:grow-[1.6]'
const fieldColumn = 'min-w-0 md:w-0 md:grow'

export function TrashList(props: TrashListProps) {
  const { table, records, chosen, onChoose } = props
  const { locale } = props.handle.context
  const t = useT()
  const restorable = records.filter((record) => record.can.delete)
  const picked = restorable.filter((record) => chosen.has(record.id))
  const title = table.fields.find((field) => field.key === table.title)
  return (
    <div className="rounded-lg border border-line bg-surface">
      <div
        className={cx(
          line,
          'sticky top-0 z-10 min-h-11 rounded-t-lg border-b border-line bg-canvas text-[13px] text-muted max-md:min-h-13',
        )}
      >
        <Tick
          label={t('trash.selectAll')}
          checked={picked.length > 0 && picked.length === restorable.length}
          indeterminate={picked.length > 0 && picked.length < restorable.length}
          disabled={restorable.length === 0}
          onChange={(all) => onChoose(new Set(all ? restorable.map((record) => record.id) : []))}
        />
        {picked.length > 0 ? (
          <span aria-live="polite" className="flex-1 font-medium text-ink tabular-nums">
            {t('trash.selected', { count: picked.length })}
          </span>
        ) : (
          <span className={columns} aria-hidden>
            <span className={cx(titleColumn, 'font-medium max-md:hidden')}>
              {title && labelOf(title.label, locale, title.key)}
            </span>
            <span className="md:hidden">{t('trash.selectAll')}</span>
            {props.fields.map((field) => (
              <span key={field.key} className={cx(fieldColumn, 'truncate font-medium max-md:hidden')}>
                {labelOf(field.label, locale, field.key)}
              </span>
            ))}
          </span>
        )}
        <Button
          size="sm"
          variant={picked.length > 0 ? 'primary' : 'secondary'}
          icon="rotate-ccw"
          busy={props.busy}
          writes
          className={picked.length > 0 ? undefined : 'invisible'}
          onClick={() => props.onRestore(picked)}
        >
          {t('trash.restore')}
        </Button>
      </div>
      <ul aria-label={t('trash.records')}>
        {records.map((record) => (
          <TrashLine key={record.id} {...props} record={record} />
        ))}
      </ul>
    </div>
  )
}

function TrashLine(props: TrashListProps & { record: ApiRecord }) {
  const { handle, table, record, chosen, onChoose } = props
  const t = useT()
  const context = recordContext(handle.context, record)
  const title = titleOf(table, record, handle.context) || t('record.untitled')
  const hidden = ({ key }: FieldAnswer) => record.noAccess?.includes(key) ?? false
  const blank = (field: FieldAnswer) => record.fields[field.key] === undefined && !hidden(field)
  return (
    <li
      className={cx(
        line,
        'border-b border-line last:rounded-b-lg last:border-b-0 max-md:py-2',
        chosen.has(record.id) ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <Tick
        label={t('trash.select', { title })}
        checked={chosen.has(record.id)}
        disabled={!record.can.delete}
        onChange={(checked) => {
          const next = new Set(chosen)
          if (checked) next.add(record.id)
          else next.delete(record.id)
          onChoose(next)
        }}
      />
      <div className={columns}>
        <p className={cx(titleColumn, 'font-medium')}>{title}</p>
        <div className="text-[13px] md:contents">
          {props.fields.map((field) => (
            <div
              key={field.key}
              className={cx(fieldColumn, 'max-md:flex max-md:gap-2', blank(field) && 'max-md:hidden')}
            >
              <span className="shrink-0 text-faint md:sr-only">
                {labelOf(field.label, context.locale, field.key)}
              </span>
              <div className="min-w-0">
                <CellContent
                  field={field}
                  value={record.fields[field.key]}
                  unsure={false}
                  noAccess={hidden(field)}
                  context={context}
                  services={handle.services}
                />
              </div>
            </div>
          ))}
        </div>
      </div>
      {record.can.delete && (
        <Button
          size="sm"
          variant="ghost"
          icon="rotate-ccw"
          aria-label={t('trash.restoreOne', { title })}
          disabled={props.busy}
          writes
          onClick={() => props.onRestore([record])}
        >
          {t('trash.restore')}
        </Button>
      )}
    </li>
  )
}

/** A tick box with room for a finger around it. */
function Tick(props: {
  label: string
  checked: boolean
  indeterminate?: boolean
  disabled: boolean
  onChange(checked: boolean): void
}) {
  const { label, ...rest } = props
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a native input.
    <label className="-m-3 flex cursor-pointer p-3">
      <CheckBox aria-label={label} {...rest} />
    </label>
  )
}
