/** What link and links share: their options, and the word for a record whose title is not readable. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { setting, settings } from './options-schema'

export interface LinkOptions {
  /** Key of the linked table. */
  table: string
  /** What deleting a linked record does to this field's record. */
  onDelete: 'clear' | 'refuse' | 'cascade'
}

export const linkOptionsSchema: JsonSchema = {
  ...settings({
    table: setting(
      { 'zh-CN': '关联的表', en: 'Linked table' },
      { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$', 'x-reference': 'table' },
    ),
    onDelete: setting(
      { 'zh-CN': '关联的记录被删除时', en: 'When the linked record is deleted' },
      {
        type: 'string',
        enum: ['clear', 'refuse', 'cascade'],
        'x-enum-labels': {
          clear: { 'zh-CN': '清空此字段', en: 'Clear this field' },
          refuse: { 'zh-CN': '不允许删除', en: 'Refuse to delete it' },
          cascade: { 'zh-CN': '连同此记录一起删除', en: 'Delete this record too' },
        },
      },
    ),
  }),
  required: ['table', 'onDelete'],
}

const unknown: Labels = { 'zh-CN': '无法查看的记录', en: 'Record you cannot see' }
export const unknownRecord = (locale: Locale): string => labelOf(unknown, locale)
