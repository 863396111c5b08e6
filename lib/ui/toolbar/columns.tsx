'use client'
/** Which columns are shown, in which order: what dragging headers does, as a list. */
import type { TableAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { Switch } from '@/lib/kit/input'
import { Popover } from '@/lib/kit/popover'
import { nudgeColumn, type Settings, setHidden } from '@/lib/ui/data/settings'

export function ColumnsButton(props: {
  table: TableAnswer
  settings: Settings
  onSettings(settings: Settings): void
}) {
  const { table, settings, onSettings } = props
  const t = useT()
  const locale = useLocale()
  const fields = new Map(table.fields.map((field) => [field.key, field]))
  const hidden = settings.columns.filter((column) => column.hidden).length
  return (
    <Popover
      label={t('grid.columns')}
      className="w-80 p-2"
      trigger={
        <Button size="sm" variant="ghost" icon="columns-3">
          <span className="max-md:sr-only">
            {hidden > 0 ? t('grid.columnsHidden', { count: hidden }) : t('grid.columns')}
          </span>
        </Button>
      }
    >
      <ul className="flex flex-col">
        {settings.columns.map((column) => {
          const field = fields.get(column.field)!
          const label = labelOf(field.label, locale, field.key)
          return (
            <li
              key={column.field}
              className="group/line flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-hover max-md:min-h-11"
            >
              <Icon name={fieldType(field.type).icon} className="size-3.5 text-faint" />
              <span className="min-w-0 flex-1 truncate">{label}</span>
              {!column.hidden && (
                <>
                  <IconButton
                    size="sm"
                    icon="arrow-up"
                    label={t('grid.moveLeft')}
                    className="opacity-0 group-hover/line:opacity-100 focus-visible:opacity-100 max-md:opacity-100"
                    onClick={() => onSettings(nudgeColumn(settings, column.field, -1))}
                  />
                  <IconButton
                    size="sm"
                    icon="arrow-down"
                    label={t('grid.moveRight')}
                    className="opacity-0 group-hover/line:opacity-100 focus-visible:opacity-100 max-md:opacity-100"
                    onClick={() => onSettings(nudgeColumn(settings, column.field, 1))}
                  />
                </>
              )}
              <Switch
                aria-label={label}
                checked={!column.hidden}
                onChange={(shown) => onSettings(setHidden(settings, column.field, !shown))}
              />
            </li>
          )
        })}
      </ul>
    </Popover>
  )
}
