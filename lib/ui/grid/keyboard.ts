/** Which command a key gives while a cell is selected and nothing is being edited. Pure. */
import type { Direction, Reach } from './selection'

export type Command =
  | { do: 'move'; direction: Direction; reach: Reach; extend: boolean }
  | { do: 'moveOn'; back: boolean }
  | { do: 'corner'; last: boolean; extend: boolean }
  | {
      do:
        | 'edit'
        | 'act'
        | 'expand'
        | 'clear'
        | 'fillDown'
        | 'undo'
        | 'redo'
        | 'addRow'
        | 'selectAll'
        | 'selectRow'
        | 'menu'
        | 'collapse'
    }

export interface Key {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** Undefined for keys that are not ours: they type, copy, paste, or belong to the browser. */
export function commandOf({ key, shiftKey: shift, ctrlKey, metaKey, altKey }: Key): Command | undefined {
  const ctrl = ctrlKey || metaKey
  if (altKey) return undefined
  const direction = arrows[key]
  if (direction) return { do: 'move', direction, reach: ctrl ? 'edge' : 'cell', extend: shift }
  switch (key) {
    case 'Tab':
      return ctrl ? undefined : { do: 'moveOn', back: shift }
    case 'Enter':
      return { do: shift ? 'addRow' : 'edit' }
    case 'F2':
      return { do: 'edit' }
    case ' ':
      return { do: ctrl ? 'selectRow' : shift ? 'expand' : 'act' }
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' }
    case 'Escape':
      return { do: 'collapse' }
    case 'PageUp':
      return { do: 'move', direction: 'up', reach: 'page', extend: shift }
    case 'PageDown':
      return { do: 'move', direction: 'down', reach: 'page', extend: shift }
    case 'Home':
      return ctrl
        ? { do: 'corner', last: false, extend: shift }
        : { do: 'move', direction: 'left', reach: 'edge', extend: shift }
    case 'End':
      return ctrl
        ? { do: 'corner', last: true, extend: shift }
        : { do: 'move', direction: 'right', reach: 'edge', extend: shift }
    case 'ContextMenu':
      return { do: 'menu' }
    case 'F10':
      return shift ? { do: 'menu' } : undefined
  }
  if (!ctrl) return undefined
  switch (key.toLowerCase()) {
    case 'a':
      return { do: 'selectAll' }
    case 'd':
      return { do: 'fillDown' }
    case 'y':
      return { do: 'redo' }
    case 'z':
      return { do: shift ? 'redo' : 'undo' }
  }
  return undefined
}
