/** Link to one record: a uuid column with a foreign key. */
import { type LinkOptions, linkOptionsSchema, unknownRecord } from './records'
import {
  formatReferences,
  isUuid,
  normalizeUuid,
  parseReference,
  referenceText,
  sampleUuid,
  uuidFromText,
  uuidSchema,
} from './reference'
import type { FieldType } from './type'

export const link: FieldType<string, LinkOptions> = {
  name: 'link',
  label: { 'zh-CN': '关联一条记录', en: 'Link to a record' },
  help: {
    'zh-CN': '指向另一张表的一条记录，例如 订单的客户。',
    en: 'One record of another table, such as the customer of an order.',
  },
  icon: 'link',
  kind: 'ref',
  optionsSchema: linkOptionsSchema,
  defaultOptions: { table: '', onDelete: 'clear' },
  valueSchema: () => uuidSchema,
  fromSchema: () => ({}),
  storage: { column: () => 'uuid' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: () => uuidFromText('{c}'),
  operators: ['is', 'isNot', 'isAnyOf', 'isNoneOf', 'isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  many: 'links',
  uniqueable: true,
  normalize: normalizeUuid,
  check: (value) => (isUuid(value) ? undefined : { code: 'problemChoice.record' }),
  serialize: (value, _options, context) => referenceText(value, context),
  parse: parseReference,
  format: (value, _options, context) => formatReferences([value], unknownRecord(context.locale), context),
  sample: (_options, random) => sampleUuid(random),
}
