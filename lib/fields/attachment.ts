/** Attachment: files by id with the name each has in this cell; size and type come along in answers only. */

import { joinList, splitList } from './list'
import { settings } from './options-schema'
import { isUuid, sampleUuid, uuidSchema } from './reference'
import type { FieldType } from './type'

export interface Attachment {
  id: string
  name: string
  /** Bytes and media type, as answers state them; never stored in the cell. */
  size?: number
  type?: string
}

export type AttachmentOptions = Record<never, never>

export const mostFiles = 20
const namePattern = /^[^\p{Cc}\p{Cs}]+$/u
/** Marks that turn the direction of text, with which `exe.txt` can be made to read `txt.exe`. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/** A file's name as it is kept: without what only serves to make it look like another one. */
export const fileName = (text: string): string => text.replace(turns, '').trim()

const isName = (value: unknown): boolean =>
  typeof value === 'string' && namePattern.test(value) && Array.from(value).length <= 255

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is stored of an entry: facts that an answer added are left out again. */
function strip(entry: unknown): unknown {
  if (!isObject(entry)) return entry
  const { size: _size, type: _type, ...rest } = entry
  return typeof rest.name === 'string' ? { ...rest, name: fileName(rest.name) } : rest
}

/** Whether an entry is exactly what is stored: an id and a name. */
const isEntry = (entry: unknown): boolean =>
  isObject(entry) &&
  Object.keys(entry).every((key) => key === 'id' || key === 'name') &&
  isUuid(entry.id) &&
  isName(entry.name)

const reference = /^(.*) \(([0-9a-f-]{36})\)$/s

function parseEntry(text: string): Attachment | undefined {
  const [, name, id] = reference.exec(text) ?? []
  return isName(name) && isUuid(id) ? { id, name: name! } : undefined
}

export const attachment: FieldType<Attachment[], AttachmentOptions> = {
  name: 'attachment',
  label: { 'zh-CN': '附件', en: 'Attachments' },
  help: { 'zh-CN': '文件与图片，例如 合同.pdf。', en: 'Files and pictures, such as contract.pdf.' },
  icon: 'paperclip',
  kind: 'json',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({
    type: 'array',
    minItems: 1,
    maxItems: mostFiles,
    items: {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: uuidSchema, name: { type: 'string', maxLength: 255, pattern: namePattern.source } },
      additionalProperties: false,
    },
  }),
  fromSchema: () => ({}),
  storage: { column: () => 'jsonb' },
  json: '{c}',
  toText: () =>
    "(select string_agg(x ->> 'name', ', ' order by i) from jsonb_array_elements({c}) with ordinality as u(x, i))",
  // A text names no file that could be trusted to exist.
  fromText: () => 'case when {c} is null then null::jsonb end',
  operators: ['isEmpty', 'isNotEmpty'],
  masks: ['all', 'length'],
  uniqueable: false,
  fileIds: (value) => (Array.isArray(value) ? value.filter(isObject).map((entry) => String(entry.id)) : []),
  normalize(value) {
    if (!Array.isArray(value)) return value ?? undefined
    const entries = value.map(strip)
    const seen = new Set<unknown>()
    const kept = entries.filter((e) => !isObject(e) || !isUuid(e.id) || (!seen.has(e.id) && seen.add(e.id)))
    return kept.length > 0 ? kept : undefined
  },
  check(value) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isEntry))
      return { code: 'problemChoice.files' }
    return value.length > mostFiles
      ? { code: 'problemChoice.tooManyFiles', params: { most: mostFiles } }
      : undefined
  },
  serialize: (value) => joinList(value.map(({ id, name }) => `${name} (${id})`)),
  parse(text) {
    const entries = splitList(text).map(parseEntry)
    if (entries.length === 0 || entries.includes(undefined)) return undefined
    return entries.filter((entry) => entry !== undefined)
  },
  format: (value, _options, context) =>
    value.map((file) => file.name).join(context.locale === 'en' ? ', ' : '、'),
  sample: (_options, random) => [{ id: sampleUuid(random), name: `file-${Math.floor(random() * 1000)}.pdf` }],
}
