import { describe, expect, test } from 'vitest'
import type { FieldServices } from '@/lib/fields/ui-type'
import { importFields } from './columns'
import { type Reading, readRows } from './rows'
import { context, customers } from './testing/table'

const id = '01900001-0000-7000-8000-000000000000'
const line = (number: number, ...cells: string[]) => ({ number, cells })

function reading(more: Partial<Reading> = {}): Reading & { asked: string[]; atOnce: number[] } {
  const asked: string[] = []
  const atOnce: number[] = []
  let open = 0
  const services = {
    searchPeople: async (query: string) => {
      asked.push(query)
      atOnce.push(++open)
      await Promise.resolve()
      open--
      if (query === '断网') throw new TypeError('offline')
      return query === '李雷' ? [{ id, title: '李雷' }] : []
    },
  } as FieldServices
  const named = new Map(importFields(customers).map((field) => [field.key, field]))
  return {
    targets: ['name', 'phone', 'owner'].map((key, index) => ({ index, field: named.get(key)! })),
    single: new Set(),
    context,
    services,
    words: (_, { code }) => code,
    repeated: (_, row) => `as in ${row}`,
    signal: new AbortController().signal,
    asked,
    atOnce,
    ...more,
  }
}

describe('rows', () => {
  test('become values; what does not fit keeps its text and its reason; what is empty is left out', async () => {
    const lines = [line(2, '青山', '139-0000-2222', '李雷'), line(3, ' ', '1390', '韩梅梅'), line(5, '云水')]
    const [first, second, third] = await readRows(lines, reading())
    expect(first).toMatchObject({
      fields: { name: '青山', phone: '+8613900002222', owner: id },
      problems: [],
    })
    expect(second).toMatchObject({
      fields: {},
      problems: [
        { field: 'phone', text: '1390', message: 'problemText.notPhone' },
        { field: 'owner', text: '韩梅梅', message: 'problemChoice.person' },
      ],
    })
    expect(third).toMatchObject({ line: { number: 5 }, fields: { name: '云水' }, problems: [] })
  })
  test('ask for each name once, and for a few at a time', async () => {
    const asking = reading()
    const names = Array.from({ length: 40 }, (_, n) => `人${n % 20}`)
    await readRows(
      names.map((name, at) => line(at + 2, 'x', '', name)),
      asking,
    )
    expect(asking.asked).toHaveLength(20)
    expect(Math.max(...asking.atOnce)).toBeLessThanOrEqual(4)
  })
  test('are not judged by a question that was not answered', async () => {
    await expect(readRows([line(2, 'x', '', '断网')], reading())).rejects.toThrow('offline')
  })
  test('end when nobody waits for them', async () => {
    const signal = AbortSignal.abort()
    await expect(readRows([line(2, 'x')], reading({ signal }))).rejects.toMatchObject({ name: 'AbortError' })
  })
  test('that exclude each other say so, by the value and not by its spelling', async () => {
    const lines = [line(2, 'a', '13900002222'), line(3, 'b', '139 0000 2222'), line(4, 'c'), line(5, 'd')]
    const rows = await readRows(lines, reading({ single: new Set(['phone']) }))
    expect(rows.map(({ problems }) => problems.map(({ message }) => message))).toEqual([
      [],
      ['as in 2'],
      [],
      [],
    ])
  })
})
