/** Endpoints that explain rights: why, to everybody about themselves; what is missing and who reaches what, to administrators. */
import type { Actor } from '@/lib/access/actor'
import { decide, shows } from '@/lib/access/decide'
import { evaluate, examine } from '@/lib/access/explain'
import { explainOwn } from '@/lib/access/explain-own'
import { explainInWords } from '@/lib/access/explain-words'
import { missingFor } from '@/lib/access/missing'
import { reachOf, reachOfField } from '@/lib/access/reach'
import { RuleWords } from '@/lib/access/rule-words'
import { namesOf } from '@/lib/auth/names'
import { appError } from '@/lib/errors'
import type { Locale } from '@/lib/i18n/labels'
import { labelOf } from '@/lib/i18n/labels'
import { localeCookie, localeOfRequest } from '@/lib/i18n/server'
import type { JsonSchema } from '@/lib/json'
import { fieldOf } from '@/lib/meta/fields'
import type { Field, Table } from '@/lib/meta/model'
import { getParsed, recordId } from '@/lib/records/get'
import { visibleTable } from '@/lib/records/list'
import { type Call, endpoint } from '../endpoint'
import { json } from '../respond'
import { eyesOf, throughEyes } from '../viewing'

const table = '/bases/{base}/tables/{table}'

const eyes = {
  person: 'About whom: the id of a member',
  roles: 'Or about roles: their keys, separated by commas',
}

const lineSchema: JsonSchema = {
  type: 'object',
  required: ['text'],
  properties: {
    text: { type: 'string' },
    holds: { type: ['boolean', 'null'] },
    rule: { type: 'object', required: ['role', 'table'] },
  },
  additionalProperties: false,
}
const lines: JsonSchema = { type: 'array', items: lineSchema }
const outcome: JsonSchema = { enum: ['yes', 'no', 'mask', 'partly'] }
const explainSchema: JsonSchema = {
  type: 'object',
  required: ['answers', 'notes'],
  properties: {
    answers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['about', 'outcome', 'text', 'lines'],
        properties: { about: { type: 'string' }, outcome, text: { type: 'string' }, lines },
        additionalProperties: false,
      },
    },
    notes: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
}

/** What the actor is shown under this name; hidden and unknown answer alike. */
function shownField(actor: Actor, { key }: Table, name: string): Field {
  const at = visibleTable(actor, key)
  const field = shows(decide(actor, at).fields.get(name)) ? fieldOf(at, name) : undefined
  if (!field) throw appError('NOT_FOUND')
  return field
}

/** Sentences stand in a page, whose language this browser has chosen; else they are in the asker's own. */
const languageOf = ({ request, locale }: Call): Locale =>
  request.headers.get('cookie')?.includes(`${localeCookie}=`) ? localeOfRequest(request) : locale

async function own(call: Call<'member'>): Promise<Response> {
  const { actor, params, query } = call
  const at = visibleTable(actor, params.table!)
  const name = query.get('field')
  const id = query.get('record')
  const field = name === null ? undefined : shownField(actor, at, name)
  const record = id === null ? undefined : await getParsed(actor, at.key, recordId(id))
  const words = new RuleWords(actor, {
    locale: languageOf(call),
    own: true,
    names: await namesOf(actor.roles),
  })
  return json(explainOwn(words, at, { ...(field ? { field } : {}), ...(record ? { record } : {}) }))
}

/** Runs as those eyes, which may have to be planned again on their own. */
function asAsked<T>(
  call: Call<'admin'>,
  work: (viewed: Actor, name: string, words: RuleWords) => Promise<T> | T,
): Promise<T> {
  const { person, params, query } = call
  const locale = languageOf(call)
  const as = eyesOf(params.base!, {
    person: query.get('person') ?? undefined,
    roles: query.get('roles')?.split(',').filter(Boolean),
  })
  return throughEyes(person, as, async (viewed) => {
    const names = await namesOf([viewed.roles, 'person' in as ? as.person : ''])
    const name = 'person' in as ? (names.get(as.person) ?? '') : rolesInWords(viewed, locale)
    return work(viewed, name, new RuleWords(viewed, { locale, own: false, names }))
  })
}

const rolesInWords = ({ roles }: Actor, locale: Locale): string =>
  roles.map((r) => labelOf(r.label, locale, r.key)).join(' + ')

const tableNamed = (actor: Actor, key: string | null | undefined): Table => {
  const found = actor.definitions.tables.get(key ?? '')
  if (!found) throw appError('NOT_FOUND')
  return found
}
const fieldNamed = (at: Table, key: string | null | undefined): Field => {
  const found = fieldOf(at, key ?? '')
  if (!found) throw appError('NOT_FOUND')
  return found
}

const explainAsked = (call: Call<'admin'>): Promise<Response> =>
  asAsked(call, async (viewed, name, words) => {
    const { query } = call
    const at = tableNamed(viewed, query.get('table'))
    const field = query.has('field') ? fieldNamed(at, query.get('field')) : undefined
    const id = query.get('record')
    const asked = examine(viewed, at, field)
    if (id === null) return json(explainInWords(viewed, name, asked, words))
    const known = await evaluate(viewed, asked, recordId(id))
    const values = await namesOf([viewed.roles, [...known.record!.values.values()]])
    const reader = { ...words.reader, names: new Map([...words.reader.names, ...values]) }
    return json(explainInWords(viewed, name, known, new RuleWords(viewed, reader)))
  })

export const explainEndpoints = [
  endpoint<'member'>({
    method: 'GET',
    path: `${table}/explain`,
    guard: 'member',
    summary: "Why something is masked, locked or not offered to the one who asks, by their own roles' rules.",
    query: { record: 'Id of a record that they see', field: 'Key of a field that they see' },
    answer: explainSchema,
    handle: own,
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/explain',
    guard: 'admin',
    summary:
      'Why somebody sees, changes, or does not see a table, a record or a cell: the deciding rules, judged for that record.',
    query: { ...eyes, table: 'Key of the table', record: 'Id of a record', field: 'Key of a field' },
    answer: explainSchema,
    handle: explainAsked,
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${table}/missing`,
    guard: 'admin',
    summary:
      'What somebody misses of a table: how many of its rows they see, and which fields are not all shown.',
    query: eyes,
    answer: { type: 'object', required: ['rows', 'fields'] },
    handle: (call) =>
      asAsked(call, async (viewed, name, words) =>
        json(await missingFor(viewed, name, tableNamed(viewed, call.params.table), words)),
      ),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: '/bases/{base}/reach',
    guard: 'admin',
    summary:
      'Everything that somebody can reach: tables, verbs and rows in words, how many fields, actions, by which roles.',
    query: eyes,
    answer: { type: 'object', required: ['tables', 'roles'] },
    handle: (call) => asAsked(call, (viewed, _name, words) => json(reachOf(viewed, words))),
  }),
  endpoint<'admin'>({
    method: 'GET',
    path: `${table}/fields/{field}/reach`,
    guard: 'admin',
    summary:
      'Everybody who can reach a field: people, API tokens and public forms, how far, and by which roles.',
    answer: { type: 'object', required: ['label', 'table', 'holders'] },
    handle: async (call) => {
      const { actor, params } = call
      const at = tableNamed(actor, params.table)
      return json(await reachOfField(actor, at, fieldNamed(at, params.field), languageOf(call)))
    },
  }),
]
