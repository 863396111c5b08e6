import { expect, test } from 'vitest'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { type Translation, translationRequests } from './translate'
import { untranslated } from './untranslated'

const option = (value: string, label: object) => ({ value, label, color: 'blue' })
const field = {
  id: '1',
  key: 'level',
  type: 'select' as const,
  options: { options: [option('vip', { 'zh-CN': '重要', en: 'VIP' }), option('plain', { 'zh-CN': '普通' })] },
  source: { kind: 'input' as const },
  label: { 'zh-CN': '等级' },
  help: { 'zh-CN': '说明' },
  required: false,
  unique: false,
  sensitivity: 'normal' as const,
  number: 1,
}
const shared = {
  ...field,
  key: 'origin',
  label: { 'zh-CN': '来源', en: 'Origin' },
  help: undefined,
  options: { set: 'origins' },
}
const design = {
  table: {
    key: 'customers',
    label: { en: 'Customers' },
    title: 'level',
    sections: [{ key: 'basic', label: { 'zh-CN': '基本' }, fields: ['level', 'origin'] }],
    fields: [field, shared],
    uniques: [],
    checks: [],
    id: 't',
  },
  optionSets: [
    { id: 'o', key: 'origins', label: { 'zh-CN': '来源' }, options: [option('web', { 'zh-CN': '线上' })] },
    { id: 'p', key: 'unused', label: {}, options: [option('x', { 'zh-CN': '甲' })] },
  ],
} as unknown as Pick<DesignAnswer, 'table' | 'optionSets'>

test('what is said in one language only, without the sets of other tables', () => {
  expect(untranslated(design).map((gap) => [gap.id, gap.missing])).toEqual([
    ['table', 'zh-CN'],
    ['section basic', 'en'],
    ['field level label', 'en'],
    ['field level help', 'en'],
    ['option level plain', 'en'],
    ['setOption origins web', 'en'],
  ])
})

test('one request for each definition, with everything that is there already', () => {
  const done: Translation[] = untranslated(design).map((gap) => ({ gap, text: `T ${gap.id}` }))
  const requests = translationRequests({ base: 'main', path: '/bases/main/tables/customers' }, design, done)
  expect(requests.map(({ method, address }) => `${method} ${address}`)).toEqual([
    'patch /bases/main/tables/customers',
    'put /bases/main/tables/customers/sections',
    'patch /bases/main/tables/customers/fields/level',
    'put /bases/main/options/origins',
  ])
  expect(requests[2]!.body).toEqual({
    label: { 'zh-CN': '等级', en: 'T field level label' },
    help: { 'zh-CN': '说明', en: 'T field level help' },
    options: {
      options: [
        option('vip', { 'zh-CN': '重要', en: 'VIP' }),
        option('plain', { 'zh-CN': '普通', en: 'T option level plain' }),
      ],
    },
    was: field,
  })
})
