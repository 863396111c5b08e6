/** The menu of the selected cells: the same commands as by key. */
import type { Translate } from '@/lib/i18n/translate'
import type { MenuEntry } from '@/lib/kit/menu'
import type { ToastMessage } from '@/lib/kit/toast'
import type { Command } from './keyboard'

export function cellMenu(props: {
  t: Translate
  run(command: Command): void
  canCreate: boolean
  /** How many of the rows meant may be deleted. */
  deletable: number
  /** Why so many may not be deleted at once. */
  deleteRefusal: string | undefined
  /** Whether any of the selected cells can be changed. */
  editable: boolean
  /** Looks behind the mask of the cell; absent where there is none, or no right to. */
  onReveal: (() => void) | undefined
  /** Why the cell is as it is. */
  onWhy(): void
  /** More than one row is selected. */
  tall: boolean
  onDelete(): void
  copy(): string | undefined
  paste(text: string): void
  toast(message: ToastMessage): void
}): MenuEntry[] {
  const { t, run } = props
  const mac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent)
  const ctrl = mac ? '⌘' : 'Ctrl+'
  /** Reading the clipboard needs a secure page and a permission; the key always works. */
  async function paste(): Promise<void> {
    try {
      props.paste(await navigator.clipboard.readText())
    } catch {
      props.toast({ message: t('grid.pasteHint') })
    }
  }
  return [
    {
      id: 'open',
      label: t('grid.openRecord'),
      icon: 'maximize-2',
      hint: 'Shift+Space',
      onSelect: () => run({ do: 'expand' }),
    },
    {
      id: 'edit',
      label: t('grid.edit'),
      icon: 'pencil',
      hint: 'Enter',
      writes: true,
      disabled: !props.editable,
      onSelect: () => run({ do: 'edit' }),
    },
    ...(props.onReveal
      ? [{ id: 'reveal', label: t('exits.reveal'), icon: 'eye', writes: true, onSelect: props.onReveal }]
      : []),
    { id: 'why', label: t('viewAs.why'), icon: 'circle-help', onSelect: props.onWhy },
    'separator',
    {
      id: 'copy',
      label: t('grid.copy'),
      icon: 'copy',
      hint: `${ctrl}C`,
      onSelect: () => {
        const text = props.copy()
        if (text !== undefined) void navigator.clipboard?.writeText(text)
      },
    },
    {
      id: 'paste',
      label: t('grid.paste'),
      icon: 'clipboard',
      writes: true,
      hint: `${ctrl}V`,
      onSelect: () => void paste(),
    },
    ...(props.tall
      ? [
          {
            id: 'fill',
            label: t('grid.fillDown'),
            icon: 'arrow-down',
            writes: true,
            disabled: !props.editable,
            hint: `${ctrl}D`,
            onSelect: () => run({ do: 'fillDown' }),
          },
        ]
      : []),
    {
      id: 'clear',
      label: t('grid.clear'),
      icon: 'eraser',
      writes: true,
      disabled: !props.editable,
      hint: 'Delete',
      onSelect: () => run({ do: 'clear' }),
    },
    'separator',
    ...(props.canCreate
      ? [
          {
            id: 'add',
            label: t('grid.addRow'),
            icon: 'plus',
            writes: true,
            hint: 'Shift+Enter',
            onSelect: () => run({ do: 'addRow' }),
          },
        ]
      : []),
    {
      id: 'delete',
      label: t('grid.deleteRows', { count: Math.max(1, props.deletable) }),
      icon: 'trash-2',
      writes: true,
      danger: true,
      hint: props.deleteRefusal,
      disabled: props.deletable === 0 || props.deleteRefusal !== undefined,
      onSelect: props.onDelete,
    },
  ]
}
