/** Person: one member of the workspace, stored as a bare uuid. */
import { settings } from './options-schema'
import { unknownPerson } from './people'
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

export type UserOptions = Record<never, never>

export const user: FieldType<string, UserOptions> = {
  name: 'user',
  label: { 'zh-CN': '人员', en: 'Person' },
  help: { 'zh-CN': '一位成员，例如 负责人：张三。', en: 'One member, such as owner: Li Wei.' },
  icon: 'user',
  kind: 'ref',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => uuidSchema,
  fromSchema: () => ({}),
  storage: { column: () => 'uuid' },
  json: '{c}',
  toText: () => '{c}::text',
  fromText: () => uuidFromText('{c}'),
  operators: ['isMe', 'is', 'isNot', 'isAnyOf', 'isNoneOf', 'isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  many: 'users',
  uniqueable: true,
  normalize: normalizeUuid,
  check: (value) => (isUuid(value) ? undefined : { code: 'problemChoice.person' }),
  serialize: (value, _options, context) => referenceText(value, context),
  parse: parseReference,
  format: (value, _options, context) => formatReferences([value], unknownPerson(context.locale), context),
  sample: (_options, random) => sampleUuid(random),
}
