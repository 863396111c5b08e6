/** People: several members of the workspace, stored as `uuid[]`. */
import { settings } from './options-schema'
import { unknownPerson } from './people'
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
import type { UserOptions } from './user'

const most = 100

export const users: FieldType<string[], UserOptions> = {
  name: 'users',
  label: { 'zh-CN': '多位人员', en: 'People' },
  help: {
    'zh-CN': '几位成员，例如 协作人：张三、李四。',
    en: 'Several members, such as collaborators: Li Wei, Ana.',
  },
  icon: 'users',
  kind: 'list',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => uuidsSchema(most),
  fromSchema: () => ({}),
  storage: { column: () => 'uuid[]' },
  json: '{c}',
  toText: () => "array_to_string({c}, ', ')",
  fromText: () => listFromText(uuidFromText('x'), most),
  operators: ['hasMe', 'hasAnyOf', 'hasAllOf', 'hasNoneOf', 'isExactly', 'isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  uniqueable: false,
  normalize: normalizeUuids,
  check: (value) => checkUuids(value, most, 'problemChoice.people'),
  serialize: (value, _options, context) => referencesText(value, context),
  parse: parseReferences,
  format: (value, _options, context) => formatReferences(value, unknownPerson(context.locale), context),
  sample: (_options, random) => [sampleUuid(random), sampleUuid(random)],
}
