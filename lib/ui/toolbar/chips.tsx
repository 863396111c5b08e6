'use client'
/** The filter and order that hold, in words, each with a way to take it away. */
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import type { Settings } from '@/lib/ui/data/settings'
import type { TableHandle } from '@/lib/ui/data/table'
import { fromFilter, toFilter } from './conditions'
import { useOperandNames } from './operand-names'
import { conditionWords } from './words'

export function Chips(props: {
  table: TableAnswer
  handle: TableHandle
  settings: Settings
  onSettings(settings: Settings): void
  onOpenFilter(): void
}) {
  const { table, handle, settings, onSettings } = props
  const t = useT()
  const conditions = fromFilter(settings.filter)
  useOperandNames(table, handle, conditions ?? [])
  if (!settings.filter && settings.sort.length === 0) return null
  const field = (key: string) => table.fields.find((f) => f.key === key)
  const label = (key: string) => labelOf(field(key)?.label, handle.context.locale, key)
  return (
    <ul className="flex shrink-0 gap-1.5 overflow-x-auto border-b border-line bg-canvas px-3 py-1.5 text-[13px]">
      {!conditions && (
        <Chip
          icon="list-filter"
          onOpen={props.onOpenFilter}
          onRemove={() => onSettings({ ...settings, filter: undefined })}
          remove={t('grid.clearFilter')}
        >
          {t('grid.customFilter')}
        </Chip>
      )}
      {conditions?.map((condition, index) => {
        const of = field(condition.field)
        return (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other identity than its place.
            key={index}
            icon="list-filter"
            onOpen={props.onOpenFilter}
            onRemove={() => onSettings({ ...settings, filter: toFilter(conditions.toSpliced(index, 1)) })}
            remove={t('grid.removeCondition')}
          >
            {of ? conditionWords(condition, of, handle.context, t) : condition.field}
          </Chip>
        )
      })}
      {settings.sort.map((key) => (
        <Chip
          key={key.field}
          icon={key.desc ? 'arrow-down' : 'arrow-up'}
          onRemove={() => onSettings({ ...settings, sort: settings.sort.filter((other) => other !== key) })}
          remove={t('grid.removeSort')}
        >
          {t('grid.sortedBy', {
            label: label(key.field),
            direction: t(key.desc ? 'grid.descending' : 'grid.ascending'),
          })}
        </Chip>
      ))}
    </ul>
  )
}

function Chip(props: { icon: string; children: string; remove: string; onOpen?(): void; onRemove(): void }) {
  const words = (
    <>
      <Icon name={props.icon} className="size-3.5 shrink-0" />
      <span className="max-w-72 truncate">{props.children}</span>
    </>
  )
  return (
    <li className="flex shrink-0 items-center rounded-md bg-accent-soft text-accent">
      {props.onOpen ? (
        <button
          type="button"
          className="flex min-h-6 cursor-pointer items-center gap-1.5 pl-2 max-md:min-h-10"
          onClick={props.onOpen}
        >
          {words}
        </button>
      ) : (
        <span className="flex min-h-6 items-center gap-1.5 pl-2 max-md:min-h-10">{words}</span>
      )}
      <button
        type="button"
        aria-label={`${props.remove} (${props.children})`}
        title={props.remove}
        className="flex size-6 cursor-pointer items-center justify-center rounded-md hover:bg-hover max-md:size-10"
        onClick={props.onRemove}
      >
        <Icon name="x" className="size-3.5" />
      </button>
    </li>
  )
}
