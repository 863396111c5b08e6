import { describe, expect, test } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { cellMenu } from './cell-menu'

const menu = (editable: boolean) =>
  cellMenu({
    t: translator('en'),
    run: () => {},
    canCreate: true,
    deletable: 1,
    deleteRefusal: undefined,
    editable,
    onReveal: undefined,
    onWhy: () => {},
    tall: true,
    onDelete: () => {},
    copy: () => undefined,
    paste: () => {},
    toast: () => {},
  })
const usable = (editable: boolean): string[] =>
  menu(editable).flatMap((item) =>
    typeof item === 'object' && 'id' in item && !item.disabled ? item.id : [],
  )

describe('the menu of cells', () => {
  test('edits, fills and clears cells that can be changed', () => {
    expect(usable(true)).toEqual(['open', 'edit', 'why', 'copy', 'paste', 'fill', 'clear', 'add', 'delete'])
  })

  test('offers none of that for cells that cannot, and still says why', () => {
    expect(usable(false)).toEqual(['open', 'why', 'copy', 'paste', 'add', 'delete'])
  })
})
