import { expect, test } from 'vitest'
import { type Command, commandOf } from './keyboard'

const press = (keys: string): Command | undefined => {
  const parts = keys.split('+')
  return commandOf({
    key: parts.at(-1)!,
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    altKey: parts.includes('Alt'),
  })
}

test.each([
  ['ArrowDown', { do: 'move', direction: 'down', reach: 'cell', extend: false }],
  ['Shift+ArrowLeft', { do: 'move', direction: 'left', reach: 'cell', extend: true }],
  ['Ctrl+ArrowUp', { do: 'move', direction: 'up', reach: 'edge', extend: false }],
  ['Meta+Shift+ArrowRight', { do: 'move', direction: 'right', reach: 'edge', extend: true }],
  ['Tab', { do: 'moveOn', back: false }],
  ['Shift+Tab', { do: 'moveOn', back: true }],
  ['Enter', { do: 'edit' }],
  ['F2', { do: 'edit' }],
  ['Shift+Enter', { do: 'addRow' }],
  [' ', { do: 'act' }],
  ['Shift+ ', { do: 'expand' }],
  ['Delete', { do: 'clear' }],
  ['Home', { do: 'move', direction: 'left', reach: 'edge', extend: false }],
  ['Ctrl+End', { do: 'corner', last: true, extend: false }],
  ['PageDown', { do: 'move', direction: 'down', reach: 'page', extend: false }],
  ['Ctrl+d', { do: 'fillDown' }],
  ['Ctrl+z', { do: 'undo' }],
  ['Meta+Shift+Z', { do: 'redo' }],
  ['Shift+F10', { do: 'menu' }],
])('%s', (keys, command) => {
  expect(press(keys)).toEqual(command)
})

test.each(['a', '田', 'Shift+A', 'Ctrl+c', 'Ctrl+v', 'Alt+ArrowDown', 'F10', 'Process', 'Ctrl+Tab'])(
  '%s is not ours',
  (keys) => {
    expect(press(keys)).toBeUndefined()
  },
)
