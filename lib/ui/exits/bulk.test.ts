import { describe, expect, test } from 'vitest'
import type { ApiRecord, FieldAnswer } from '@/lib/api/contract'
import { planBulk } from './bulk'

const grade = {
  key: 'grade',
  type: 'text',
  options: {},
  source: 'input',
  right: 'edit',
} as unknown as FieldAnswer
const record = (id: string, value?: string, can: Partial<ApiRecord['can']> = {}): ApiRecord => ({
  id,
  fields: value === undefined ? {} : { grade: value },
  titles: {},
  can: { update: true, delete: true, ...can },
})

describe('the same change to many', () => {
  test('is for those that differ and may be changed; of the others it says why not', () => {
    const records = [
      record('a', 'gold'),
      record('b', 'silver'),
      record('c'),
      record('d', 'silver', { update: false }),
      record('e', 'silver', { locked: ['grade'] }),
      record('f', 'silver', { locked: ['name'] }),
    ]
    expect(planBulk(grade, records, 'gold', 8)).toEqual({
      cells: [
        { id: 'b', before: 'silver', after: 'gold' },
        { id: 'c', before: undefined, after: 'gold' },
        { id: 'f', before: 'silver', after: 'gold' },
      ],
      same: 1,
      locked: 2,
      gone: 2,
    })
  })
  test('clears what is filled', () => {
    const plan = planBulk(grade, [record('a', 'gold'), record('b')], undefined, 2)
    expect([plan.cells.map((cell) => cell.id), plan.same]).toEqual([['a'], 1])
  })
  test('leaves masked cells alone', () => {
    const masked = { ...grade, type: 'phone', mask: 'phone' } as unknown as FieldAnswer
    const cell = { ...record('a'), fields: { grade: '138****8000' } }
    expect(planBulk(masked, [cell], undefined, 1)).toMatchObject({ cells: [], locked: 1 })
  })
})
