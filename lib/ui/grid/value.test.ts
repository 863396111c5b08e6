import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import { fieldType, type TypeName } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import type { FieldServices } from '@/lib/fields/ui-type'
import { read, reader } from './value'

const field = (type: TypeName, options: object = fieldType(type).defaultOptions): FieldAnswer => ({
  key: 'a',
  type,
  options,
  source: 'input',
  label: { 'zh-CN': '甲' },
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [],
})
const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-11-22',
  optionSet: () => [],
  title: () => undefined,
}

describe('pasted text', () => {
  test('becomes the value that it means', () => {
    expect(read(field('phone'), '139-0000-2222', context)).toEqual({ value: '+8613900002222' })
    expect(read(field('number'), ' ', context)).toEqual({ value: undefined })
  })
  test('that means nothing is refused in the words of its type', () => {
    expect(read(field('phone'), '1390000abc', context)).toMatchObject({
      problem: { code: 'problemText.notPhone' },
    })
  })
})

describe('a pasted name', () => {
  const id = '01900001-0000-7000-8000-000000000000'
  const asked: string[] = []
  const services = {
    searchPeople: async (query: string) => {
      asked.push(query)
      if (query === 'offline') throw new Error('offline')
      return [{ id, title: '李雷' }]
    },
  } as FieldServices

  test('is asked for once and becomes the person', async () => {
    const understand = reader(services)
    const cells = await Promise.all([1, 2, 3].map(() => understand(field('user'), '李雷', context)))
    expect(cells).toEqual([1, 2, 3].map(() => ({ value: id })))
    expect(asked).toEqual(['李雷'])
  })
  test.each(['韩梅梅', 'offline'])('that finds nobody is refused: %s', async (name) => {
    expect(await reader(services)(field('user'), name, context)).toMatchObject({
      problem: { code: 'problemChoice.person' },
    })
  })
})
