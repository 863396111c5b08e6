import { describe, expect, test } from 'vitest'
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import { type Deed, undoable } from './undo-last'

const note = { 'zh-CN': '备注', en: 'Note' }
const line = (id: number, by: string, key: string, field: object, can = true): SchemaChangeLine => ({
  id,
  at: '2026-01-01T00:00:00Z',
  by: { id: by, name: by },
  door: 'api',
  parts: [{ key, params: { field, table: { en: 'Orders' } } }],
  undo: can ? { can } : { can, why: 'undoAfter' },
})
const deed: Deed = { by: 'me', part: 'fieldDeleted', field: note }

describe('the change to take back', () => {
  test('is mine, however new those of others are', () => {
    const changes = [
      line(9, 'you', 'fieldDeleted', note),
      line(8, 'me', 'fieldRenamed', note),
      line(7, 'me', 'fieldDeleted', { en: 'Note' }),
      line(6, 'me', 'fieldDeleted', note),
    ]
    expect(undoable(changes, deed)).toBe(6)
  })
  test('is none where only others changed something', () => {
    expect(undoable([line(9, 'you', 'fieldDeleted', note)], deed)).toBeUndefined()
  })
  test('is none where a later change stands against it; an older one is not meant', () => {
    const changes = [line(6, 'me', 'fieldDeleted', note, false), line(2, 'me', 'fieldDeleted', note)]
    expect(undoable(changes, deed)).toBeUndefined()
  })
})
