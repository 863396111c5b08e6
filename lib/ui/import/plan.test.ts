import { describe, expect, test } from 'vitest'
import {
  fingerprintOf,
  matchable,
  missingFields,
  rowsOf,
  suggest,
  targetsOf,
  withExisting,
  withField,
  withHeader,
} from './plan'
import { openPasted } from './source'
import { customers } from './testing/table'

const planOf = async (text: string) => {
  const source = openPasted(text)
  return suggest(customers, source, 0, await source.lines(0))
}

describe('a plan', () => {
  test('suggests what the headings say', async () => {
    const plan = await planOf('客户名称\t电话\t编号\n青山\t1\tK1')
    expect(targetsOf(customers, plan).map(({ index, field }) => [index, field.key])).toEqual([
      [0, 'name'],
      [1, 'phone'],
    ])
    expect(rowsOf(plan).map(({ number }) => number)).toEqual([2])
    expect(rowsOf(withHeader(customers, plan, -1)).map(({ number }) => number)).toEqual([1, 2])
    expect(missingFields(customers, plan)).toEqual([])
    expect(missingFields(customers, withField(customers, plan, 0, undefined)).map(({ key }) => key)).toEqual([
      'name',
    ])
  })
  test('compares by what is given and seen as it is', async () => {
    const plan = await planOf('客户名称\t登记说明\n青山\tx')
    expect(matchable(customers, plan).map(({ key }) => key)).toEqual(['name'])
    const compared = withExisting(customers, plan, { existing: 'skip', match: 'name' })
    expect(withField(customers, compared, 1, undefined).existing).toEqual({ existing: 'skip', match: 'name' })
    expect(withField(customers, compared, 0, undefined).existing).toEqual({})
  })
  test('a number of the system is there to be compared by, and for nothing else', async () => {
    const plan = withField(customers, await planOf('客户名称\t编号\n青山\tK1'), 1, 'number')
    expect(plan.existing).toEqual({ existing: 'update', match: 'number' })
    expect(withExisting(customers, plan, {}).columns.map((column) => column.field)).toEqual([
      'name',
      undefined,
    ])
    expect(withExisting(customers, plan, { existing: 'skip', match: 'number' }).columns[1]?.field).toBe(
      'number',
    )
    const reader = { ...customers, can: { ...customers.can, update: false } }
    expect(withField(reader, plan, 1, 'number').existing.existing).toBe('update')
    expect(withField(reader, { ...plan, existing: {} }, 1, 'number').existing.existing).toBe('skip')
  })
  test('is known again by everything that says what is sent', async () => {
    const plan = await planOf('客户名称\t电话\n青山\t1')
    const known = fingerprintOf(plan, 'a')
    expect(fingerprintOf(await planOf('客户名称\t电话\n青山\t1'), 'a')).toBe(known)
    const others = [
      fingerprintOf(plan, 'b'),
      fingerprintOf(await planOf('客户名称\t电话\n青山\t2'), 'a'),
      fingerprintOf(withField(customers, plan, 1, undefined), 'a'),
      fingerprintOf(withExisting(customers, plan, { existing: 'skip', match: 'name' }), 'a'),
      fingerprintOf({ ...plan, header: -1 }, 'a'),
    ]
    expect(new Set([known, ...others]).size).toBe(others.length + 1)
  })
})
