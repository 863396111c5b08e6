/** Endpoints of bases, their tables as the actor may see them, templates, views, and the published meta-schemas. */
import { isAdmin } from '@/lib/access/actor'
import { appSql, ownerTransaction } from '@/lib/db/connection'
import { createBase, freeBaseKey } from '@/lib/ddl/base'
import { appError } from '@/lib/errors'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonSchema } from '@/lib/json'
import { metaSchemas } from '@/lib/meta/meta-schemas'
import type { DocumentKind } from '@/lib/meta/model'
import { describeBase, describeTable } from '@/lib/records/describe'
import { clearViewSettings, saveView, saveViewSettings } from '@/lib/records/views'
import { templateSummaries } from '@/lib/templates/gallery'
import { hasSample, installTemplate } from '@/lib/templates/install'
import { removeSample } from '@/lib/templates/sample-rows'
import type { InstallBody, InstallProgress, ViewSettings } from '../contract'
import { type Call, endpoint } from '../endpoint'
import { describeError, json, noContent } from '../respond'

export const labelsSchema: JsonSchema = {
  type: 'object',
  minProperties: 1,
  properties: { 'zh-CN': { type: 'string', maxLength: 200 }, en: { type: 'string', maxLength: 200 } },
  additionalProperties: false,
}
const keySchema: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' }
const { columns, frozen, sort } = metaSchemas.view.properties as Record<string, JsonSchema>
const settingsSchema: JsonSchema = {
  type: 'object',
  properties: { columns: columns!, frozen: frozen!, sort: sort!, filter: { type: ['object', 'null'] } },
  additionalProperties: false,
}
const settingsOf = (body: unknown): ViewSettings => {
  const { filter, ...rest } = body as ViewSettings & { filter?: ViewSettings['filter'] | null }
  return { ...rest, ...(filter ? { filter } : {}) }
}

/** Streams the progress of an install, one JSON line at a time; a failure is the last line, because the answer has begun. */
async function install({ person, params, body, locale }: Call<'admin'>): Promise<Response> {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const line = (progress: InstallProgress) =>
        controller.enqueue(encoder.encode(`${JSON.stringify(progress)}\n`))
      try {
        const done = await installTemplate(person, params.base!, body as InstallBody, line)
        line({ step: 'done', completed: 1, total: 1, done })
      } catch (error) {
        line({ step: 'done', completed: 0, total: 1, error: describeError(error, locale).body })
      }
      controller.close()
    },
  })
  return new Response(stream, {
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}

async function newBase({ person, body }: Call<'owner'>): Promise<Response> {
  const { label, key } = body as { label: Labels; key?: string }
  const chosen = key ?? (await freeBaseKey(appSql(), label))
  await ownerTransaction((tx) => createBase(tx, person, chosen, label))
  return json({ key: chosen, label, admin: true, roles: ['admin'] }, 201)
}

export const baseEndpoints = [
  endpoint<'person'>({
    method: 'GET',
    path: '/templates',
    guard: 'person',
    summary: 'The templates that can be installed, with their tables and fields.',
    answer: { type: 'object', required: ['templates'], properties: { templates: { type: 'array' } } },
    handle: async ({ person }) => json({ templates: await templateSummaries(person) }),
  }),
  endpoint<'person'>({
    method: 'GET',
    path: '/meta/{kind}',
    guard: 'person',
    summary: 'The meta-schema of a kind of definition.',
    answer: { type: 'object' },
    handle: async ({ params }) => {
      const schema = Object.hasOwn(metaSchemas, params.kind!)
        ? metaSchemas[params.kind as DocumentKind]
        : undefined
      if (!schema) throw appError('NOT_FOUND')
      return json(schema)
    },
  }),
  endpoint<'owner'>({
    method: 'POST',
    path: '/bases',
    guard: 'owner',
    summary: 'Makes an empty base; whoever makes it is its administrator.',
    body: {
      type: 'object',
      required: ['label'],
      properties: { label: labelsSchema, key: keySchema },
      additionalProperties: false,
    },
    status: 201,
    answer: { type: 'object', required: ['key', 'label', 'admin', 'roles'] },
    handle: newBase,
  }),
  endpoint<'member'>({
    method: 'GET',
    path: '/bases/{base}',
    guard: 'member',
    summary: 'The base and the tables that the actor may read.',
    answer: { type: 'object', required: ['base', 'version', 'tables'] },
    handle: async ({ actor }) =>
      json(
        describeBase(actor, isAdmin(actor) ? await hasSample(appSql(), actor.definitions.schema) : undefined),
      ),
  }),
  endpoint<'admin'>({
    method: 'POST',
    path: '/bases/{base}/install',
    guard: 'admin',
    summary:
      'Installs a template (administrators of the base); the answer is progress, one JSON object a line.',
    body: {
      type: 'object',
      required: ['template', 'sample', 'sampleLocale'],
      properties: {
        template: keySchema,
        sample: { type: 'boolean' },
        sampleLocale: { enum: ['zh-CN', 'en'] },
      },
      additionalProperties: false,
    },
    handle: install,
  }),
  endpoint<'admin'>({
    method: 'DELETE',
    path: '/bases/{base}/sample',
    guard: 'admin',
    summary: 'Removes the sample records, and just those.',
    answer: { type: 'object', required: ['deleted'], properties: { deleted: { type: 'integer' } } },
    handle: async ({ actor }) => json({ deleted: await removeSample(actor) }),
  }),
  endpoint<'member'>({
    method: 'GET',
    path: '/bases/{base}/tables/{table}',
    guard: 'member',
    summary: 'A table: its fields, sections, views and possibilities, as the actor may see them.',
    answer: {
      type: 'object',
      required: ['key', 'label', 'sections', 'fields', 'optionSets', 'views', 'can', 'version'],
    },
    handle: async ({ actor, params }) => json(await describeTable(actor, params.table!)),
  }),
  endpoint<'member'>({
    method: 'PUT',
    path: '/bases/{base}/views/{view}/mine',
    guard: 'member',
    summary: "Keeps this person's own columns, order and filter of a view.",
    body: settingsSchema,
    status: 204,
    handle: async ({ actor, params, body }) => {
      await saveViewSettings(actor, params.view!, settingsOf(body))
      return noContent()
    },
  }),
  endpoint<'member'>({
    method: 'DELETE',
    path: '/bases/{base}/views/{view}/mine',
    guard: 'member',
    summary: 'Back to the view as it is for everybody.',
    status: 204,
    handle: async ({ actor, params }) => {
      await clearViewSettings(actor, params.view!)
      return noContent()
    },
  }),
  endpoint<'admin'>({
    method: 'PUT',
    path: '/bases/{base}/views/{view}',
    guard: 'admin',
    summary: 'Changes a view for everybody.',
    body: settingsSchema,
    answer: { type: 'object' },
    handle: async ({ actor, params, body }) => json(await saveView(actor, params.view!, settingsOf(body))),
  }),
]
