import { expect, test } from 'vitest'
import type { ApiRecord, FieldAnswer, TableAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { titleOf } from './title'

const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-03-01',
  optionSet: () => [],
  title: () => undefined,
}
const titled = (field: Partial<FieldAnswer>): TableAnswer => ({
  key: 'visits',
  label: {},
  title: 'at',
  sections: [],
  fields: [
    {
      key: 'at',
      type: 'date',
      options: {},
      source: 'input',
      label: {},
      required: false,
      unique: false,
      sensitivity: 'normal',
      right: 'read',
      creatable: true,
      sortable: true,
      operators: [],
      ...field,
    },
  ],
  optionSets: {},
  views: [],
  can: { read: true, create: true, update: true, delete: true },
  actions: [],
  version: 1,
})
const record = (fields: ApiRecord['fields']): ApiRecord => ({
  id: 'r',
  fields,
  titles: {},
  can: { update: true, delete: true },
})

test('a title is the text of the title field', () => {
  expect(titleOf(titled({}), record({ at: '2026-02-14' }), context)).toBe('2026-02-14')
})
test('a masked title is the text that came instead', () => {
  expect(titleOf(titled({ mask: 'monthDay' }), record({ at: '****-**-14' }), context)).toBe('****-**-14')
})
test('a title that is empty or hidden is nothing', () => {
  expect(titleOf(titled({}), record({}), context)).toBe('')
  expect(titleOf({ ...titled({}), title: undefined, fields: [] }, record({}), context)).toBe('')
})
