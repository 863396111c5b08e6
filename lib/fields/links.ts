/** Link to many records: pairs in a link table, an ordered list of uuids in JSON. */
import { type LinkOptions, linkOptionsSchema, unknownRecord } from './records'
import {
  checkUuids,
  formatReferences,
  normalizeUuids,
  parseReferences,
  referencesText,
  sampleUuid,
  uuidFromText,
  uuidsSchema,
} from './reference'
import { listFromText } from './set-sql'
import type { FieldType } from './type'

const most = 1000

export const links: FieldType<string[], LinkOptions> = {
  name: 'links',
  label: { 'zh-CN': '关联多条记录', en: 'Link to records' },
  help: {
    'zh-CN': '指向另一张表的几条记录，例如 客户感兴趣的产品。',
    en: 'Records of another table, such as products a customer likes.',
  },
  icon: 'link-2',
  kind: 'list',
  optionsSchema: linkOptionsSchema,
  defaultOptions: { table: '', onDelete: 'clear' },
  valueSchema: () => uuidsSchema(most),
  fromSchema: () => ({}),
  storage: { linkTable: true },
  json: '{c}',
  toText: () => "array_to_string({c}, ', ')",
  fromText: () => listFromText(uuidFromText('x'), most),
  operators: ['hasAnyOf', 'hasAllOf', 'hasNoneOf', 'isEmpty', 'isNotEmpty'],
  // A masked cell is a masked column; these cells have no column, so they are shown or hidden whole.
  masks: [],
  uniqueable: false,
  normalize: normalizeUuids,
  check: (value) => checkUuids(value, most, 'problemChoice.records'),
  serialize: (value, _options, context) => referencesText(value, context),
  parse: parseReferences,
  format: (value, _options, context) => formatReferences(value, unknownRecord(context.locale), context),
  sample: (_options, random) => [sampleUuid(random), sampleUuid(random)],
}
