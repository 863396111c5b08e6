/** A table for tests of the import. */
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { fieldType, type TypeName } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'

export const field = (
  key: string,
  type: TypeName,
  label: string,
  more: Partial<FieldAnswer> = {},
): FieldAnswer => ({
  key,
  type,
  options: fieldType(type).defaultOptions,
  source: 'input',
  label: { 'zh-CN': label, en: key },
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: ['is'],
  ...more,
})

export const customers: TableAnswer = {
  key: 'customers',
  label: { 'zh-CN': '客户' },
  sections: [],
  fields: [
    field('number', 'text', '编号', { source: 'auto', unique: true, creatable: false }),
    field('name', 'text', '客户名称', { required: true }),
    field('phone', 'phone', '电话'),
    field('amount', 'number', '金额'),
    field('owner', 'user', '负责人'),
    field('files', 'attachment', '附件'),
    field('secret', 'text', '密级', { creatable: false }),
  ],
  onlyNew: [field('note', 'text', '登记说明')],
  optionSets: {},
  views: [],
  can: { read: true, create: true, update: true, delete: true },
  actions: ['import'],
  version: 1,
}

export const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-11-22',
  optionSet: () => [],
  title: () => undefined,
}
