import { describe, expect, test } from 'vitest'
import { readSeparated } from '@/lib/csv'
import { groupProblems, problemFile } from './report'
import type { Row } from './rows'

const row = (number: number, cells: string[], ...problems: Row['problems']): Row => ({
  line: { number, cells },
  fields: {},
  problems,
})
const phone = (text: string) => ({ field: 'phone', message: '不对', text })

describe('a report', () => {
  test('tells each reason once, the most frequent first', () => {
    const rows = [
      row(2, [], { message: '整行' }),
      row(3, [], phone('1')),
      row(4, []),
      row(7, [], phone('2'), { field: 'name', message: '不对' }),
      row(9, [], phone('1')),
    ]
    expect(groupProblems(rows)).toEqual([
      { field: 'phone', message: '不对', rows: [3, 7, 9], texts: ['1', '2'] },
      { field: undefined, message: '整行', rows: [2], texts: [] },
      { field: 'name', message: '不对', rows: [7], texts: [] },
    ])
  })
  test('gives the rows back as they were, with the reason beside them', () => {
    const rows = [
      row(2, ['青山', '1,5'], phone('1,5'), { message: '整行' }),
      row(3, ['云水']),
      row(4, ['=1+1', '', '多'], { field: 'name', message: '太长' }),
    ]
    const text = problemFile({ number: 1, cells: ['名称', '电话'] }, rows, '问题', (key) => `<${key}>`)
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(readSeparated(text.slice(1), ',')).toEqual([
      ['名称', '电话', '', '问题'],
      ['青山', '1,5', '', '<phone>: 不对\n整行'],
      ["'=1+1", '', '多', '<name>: 太长'],
    ])
  })
})
