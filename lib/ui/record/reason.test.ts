import { expect, test } from 'vitest'
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import { reasonOf } from './reason'

const field = (more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  key: 'name',
  type: 'text',
  options: {},
  source: 'input',
  label: {},
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
  ...more,
})
const record = (can: ApiRecord['can']): ApiRecord => ({ id: 'r', fields: {}, titles: {}, can })
const open = record({ update: true, delete: true })

test.each([
  [field(), open, undefined],
  [field({ source: 'inverse' }), open, undefined],
  [field({ right: 'mask' }), open, 'masked'],
  [field({ source: 'auto', right: 'read' }), open, 'computed'],
  [field({ source: 'formula', right: 'read' }), open, 'computed'],
  [field({ right: 'read' }), open, 'readOnly'],
  [field(), record({ update: false, delete: false }), 'recordLocked'],
  [field(), record({ update: true, delete: false, locked: ['name'] }), 'locked'],
  [field(), record({ update: true, delete: false, locked: ['other'] }), undefined],
])('%# the reason is the nearest one', (f, r, reason) => {
  expect(reasonOf(f, r)).toBe(reason)
})
