/** What can be done with a column: everything that drag does, and more. */
import type { Translate } from '@/lib/i18n/translate'
import type { MenuEntry } from '@/lib/kit/menu'
import { freezeUpTo, nudgeColumn, type Settings, setHidden, setWidth, sortBy } from '@/lib/ui/data/settings'
import type { DesignTask } from '@/lib/ui/design/panel'
import type { ColumnModel, GridColumn } from './column-model'

/** Pixels per choice of "wider" or "narrower". */
const STEP = 48

export function columnMenu(props: {
  column: GridColumn
  index: number
  model: ColumnModel
  settings: Settings
  onSettings(settings: Settings): void
  onFilterBy(field: string): void
  onDesign?(task: DesignTask): void
  t: Translate
}): MenuEntry[] {
  const { column, index, model, settings, onSettings, t } = props
  const { key, field } = column
  const sorted = (desc: boolean) => settings.sort.some((s) => s.field === key && s.desc === desc)
  const sort = (id: string, desc: boolean): MenuEntry => ({
    id,
    label: t(desc ? 'grid.sortDescending' : 'grid.sortAscending'),
    icon: desc ? 'arrow-down' : 'arrow-up',
    checked: sorted(desc),
    onSelect: () => onSettings(sortBy(settings, { field: key, desc })),
  })
  const resize = (by: number) => () => onSettings(setWidth(settings, key, column.width + by))
  const lastFrozen = index === settings.frozen - 1
  return [
    ...(field.sortable ? [sort('asc', false), sort('desc', true)] : []),
    ...(field.operators.length > 0
      ? [
          {
            id: 'filter',
            label: t('grid.filterByField'),
            icon: 'list-filter',
            onSelect: () => props.onFilterBy(key),
          },
        ]
      : []),
    ...(field.sortable || field.operators.length > 0 ? (['separator'] as const) : []),
    lastFrozen
      ? {
          id: 'unfreeze',
          label: t('grid.unfreeze'),
          icon: 'pin-off',
          onSelect: () => onSettings(freezeUpTo(settings, undefined)),
        }
      : {
          id: 'freeze',
          label: t('grid.freezeUpTo'),
          icon: 'pin',
          onSelect: () => onSettings(freezeUpTo(settings, key)),
        },
    {
      id: 'left',
      label: t('grid.moveLeft'),
      icon: 'arrow-left',
      disabled: index === 0,
      onSelect: () => onSettings(nudgeColumn(settings, key, -1)),
    },
    {
      id: 'right',
      label: t('grid.moveRight'),
      icon: 'arrow-right',
      disabled: index === model.columns.length - 1,
      onSelect: () => onSettings(nudgeColumn(settings, key, 1)),
    },
    { id: 'wider', label: t('grid.wider'), icon: 'chevrons-right', keepOpen: true, onSelect: resize(STEP) },
    {
      id: 'narrower',
      label: t('grid.narrower'),
      icon: 'chevrons-left',
      keepOpen: true,
      onSelect: resize(-STEP),
    },
    'separator',
    {
      id: 'hide',
      label: t('grid.hideColumn'),
      icon: 'eye-off',
      onSelect: () => onSettings(setHidden(settings, key, true)),
    },
    ...(props.onDesign ? designItems(props.onDesign, column, t) : []),
  ]
}

/** What a maker does with the field behind the column. */
function designItems(
  onDesign: (task: DesignTask) => void,
  { key, field }: GridColumn,
  t: Translate,
): MenuEntry[] {
  return [
    'separator',
    {
      id: 'edit',
      label: t('design.editField'),
      icon: 'pencil',
      onSelect: () => onDesign({ kind: 'edit', field: key }),
    },
    ...(field.source === 'input'
      ? [
          {
            id: 'convert',
            label: t('design.changeType'),
            icon: 'arrow-right-left',
            onSelect: () => onDesign({ kind: 'convert', field: key }),
          },
        ]
      : []),
    {
      id: 'delete',
      label: t('design.deleteField'),
      icon: 'trash-2',
      danger: true,
      onSelect: () => onDesign({ kind: 'delete', field: key }),
    },
  ]
}
