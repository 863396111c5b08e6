/** Endpoints of JSON Schema in and out. */
import type { Problem } from '@/lib/fields/type'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { JsonSchema } from '@/lib/json'
import {
  importSchema,
  previewImport,
  releaseSchema,
  type SchemaImport,
  schemaOfTable,
} from '@/lib/json-schema/import'
import type { ImportPlan, PlanLine } from '@/lib/json-schema/plan'
import { limits } from '@/lib/json-schema/source'
import type { SchemaImportAnswer, SchemaLine, SchemaPreviewAnswer } from '../contract-schema'
import { endpoint } from '../endpoint'
import { json, noContent } from '../respond'
import { labelsSchema } from './bases'

const schema = '/bases/{base}/schema'
const tableSchema = '/bases/{base}/tables/{table}/schema'
/** More than anyone reads; the counts are of all. */
const mostLines = 2000
/** A text of five megabytes, with every quote of it escaped. */
const maxBody = 2 * limits.bytes

const body: JsonSchema = {
  type: 'object',
  required: ['schema'],
  properties: {
    schema: { type: ['string', 'object'] },
    at: { type: 'string', maxLength: 1000 },
    label: labelsSchema,
    leave: { type: 'array', items: { type: 'string', maxLength: 1000 }, maxItems: limits.properties },
  },
  additionalProperties: false,
}

export const schemaEndpoints = [
  endpoint<'admin'>({
    method: 'POST',
    path: `${schema}/preview`,
    guard: 'admin',
    summary: 'Says what each property of a JSON Schema would become, and why. Nothing is made.',
    body,
    maxBody,
    answer: { type: 'object' },
    handle: async ({ actor, body, locale }) => {
      const { plan, parts } = await previewImport(actor, body as SchemaImport)
      return json(previewIn(locale, plan, parts))
    },
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: `${schema}/import`,
    guard: 'admin',
    summary: 'Makes the tables that a JSON Schema describes, all or none.',
    body,
    maxBody,
    answer: { type: 'object' },
    status: 201,
    handle: async ({ actor, body }) => {
      const table = await importSchema(actor, body as SchemaImport)
      return json({ table: table.key } satisfies SchemaImportAnswer, 201)
    },
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: tableSchema,
    guard: 'admin',
    summary: 'A table as plain JSON Schema, in the shape of the schema it was imported from.',
    answer: { type: 'object' },
    handle: async ({ actor, params }) => json(schemaOfTable(actor, params.table!)),
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: tableSchema,
    guard: 'admin',
    summary: 'Stops judging records by the schema that the table was imported from.',
    status: 204,
    handle: async ({ actor, params }) => {
      await releaseSchema(actor, params.table!)
      return noContent()
    },
  }),
]

/** The plan in words. */
function previewIn(locale: Locale, plan: ImportPlan | undefined, parts: string[]): SchemaPreviewAnswer {
  const t = translator(locale)
  const words = ({ code, params }: Problem): string => t.any(code, params)
  const line = ({ becomes, why, outside, ...rest }: PlanLine): SchemaLine => ({
    ...rest,
    becomes: becomes.kind,
    ...(becomes.kind === 'field' ? { type: becomes.type } : {}),
    ...(becomes.kind === 'table' ? { detail: becomes.table } : {}),
    why: words(why),
    outside: outside.map(words),
    fixed:
      rest.required ||
      rest.table > 0 ||
      becomes.kind === 'none' ||
      (becomes.kind === 'rest' && why.code !== 'schema.whyLeft'),
  })
  return {
    tables: (plan?.tables ?? []).map(({ key, label, fields }) => ({ key, label, fields: fields.length })),
    lines: (plan?.lines ?? []).slice(0, mostLines).map(line),
    more: Math.max(0, (plan?.lines.length ?? 0) - mostLines),
    notes: plan ? plan.notes.map(words) : [t('schema.choosePart')],
    parts: parts.slice(0, 500).map((pointer) => ({
      pointer,
      name: pointer.split('/').at(-1)!.replaceAll('~1', '/').replaceAll('~0', '~'),
    })),
  }
}
