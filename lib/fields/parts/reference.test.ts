import { describe, expect, test } from 'vitest'
import { findAllNamed, findNamed } from './reference'

const [li, wang, other] = ['1', '2', '3'].map((n) => `0190000${n}-0000-7000-8000-000000000000`) as [
  string,
  string,
  string,
]
const people = [
  { id: li, title: '李雷' },
  { id: wang, title: 'Wang Wei' },
  { id: other, title: '李雷雷' },
]
const ask = async (query: string) =>
  people.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()))

describe('a name in pasted text', () => {
  test.each([
    ['李雷', li],
    [' wang wei ', wang],
    [`李雷雷 (${wang})`, wang],
    ['李', undefined],
    ['韩梅梅', undefined],
  ])('%s', async (name, id) => expect(await findNamed(name, ask)).toBe(id))

  test('that two share is nobody', async () => {
    const twins = async () => [
      { id: li, title: '李雷' },
      { id: wang, title: '李雷' },
    ]
    expect(await findNamed('李雷', twins)).toBeUndefined()
  })
  test('a list is found whole or not at all', async () => {
    expect(await findAllNamed('李雷、Wang Wei', ask)).toEqual([li, wang])
    expect(await findAllNamed('李雷、韩梅梅', ask)).toBeUndefined()
  })
})
