/** A trace: requests of a principal, and what others do in between, played in one world after the other. */
import { run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import type { Json } from '@/lib/json'
import { fieldOf, isInput, targetOf } from '@/lib/meta/fields'
import type { Ask } from './ask'
import type { OneConnection } from './connection'
import { type Dice, diceFrom, mulberry } from './dice'
import { changed, secretOf } from './pair'
import { someValue } from './rows'
import { beginAt, setClock } from './sameness'
import { Sight } from './sight'
import { later } from './slots'
import { type Base, type Cast, type Server, Stage } from './stage'
import { readState, rowOf, type State, writeState } from './state'

/** A request; or somebody else changes cells, by a seed: the same ones in both worlds, out of sight to other values. */
export type Step = { ask: Ask } | { others: number }

export interface Trace {
  cast: Cast
  states: [State, State]
  steps: Step[]
  locale: 'zh-CN' | 'en'
}

type Full = State & { rest: string }

export interface Observed {
  step: Step
  /** Everything that left: status, headers and bodies. */
  told: string
  /** What was sent: an answer may say it again. */
  sent: string
  path: string
  status: number
  body: string
  /** With a cursor that an administrator was given. */
  borrowed: boolean
  before: Sight
  after: Sight
  states: [Full, Full]
}

interface Deed {
  /** Its place among those of its step, in both worlds. */
  nth: number
  row: string
  field: string
  hidden: boolean
  value: Json
}
/** What others did in the first world, by step, to be done in the second. */
type Deeds = Map<number, Deed[]>

interface Playing {
  stage: Stage
  connection: OneConnection
  base: Base
  trace: Trace
  server: Server
  /** Ids, tickets and the like that this world has given out. */
  known: { made?: string; file?: string }
}

const tick = 3000
const started = Date.now()
let traces = 0

/** Plays a trace in both worlds. Nothing of it stays. */
export async function play(
  stage: Stage,
  connection: OneConnection,
  base: Base,
  trace: Trace,
): Promise<[Observed[], Observed[]]> {
  traces++
  await connection.say('begin')
  const giveBack = connection.takeOver()
  try {
    await stage.casting(connection, base, trace.cast)
    const deeds: Deeds = new Map()
    const worlds: Observed[][] = []
    for (const i of [0, 1] as const) {
      await connection.say('savepoint world')
      worlds.push(
        await playIn({ stage, connection, base, trace, server: stage.servers[i], known: {} }, i, deeds),
      )
      await connection.say('rollback to world')
    }
    return worlds as [Observed[], Observed[]]
  } finally {
    giveBack()
    await connection.say('rollback')
    forgetLooks()
  }
}

/** The access log waits for somebody to write it; here nobody does. */
function forgetLooks(): void {
  const log = (globalThis as unknown as Record<symbol, { kept: unknown[] } | undefined>)[
    Symbol.for('tian.access-log')
  ]
  if (log) log.kept.length = 0
}

async function playIn(playing: Playing, world: 0 | 1, deeds: Deeds): Promise<Observed[]> {
  const { stage, connection, base, trace } = playing
  const { definitions } = base
  const state = trace.states[world]
  // Ids of new records grow with the clock, which goes on from trace to trace and not from world to world.
  const start = started + traces * 60_000
  beginAt(String(traces), start)
  await writeState(connection.db, definitions, state)
  await stage.recompute(connection, base)
  const principal = stage.principal(trace.cast)
  const sightOf = (s: State) => new Sight(definitions.tables, principal, s)
  const look = () => readState(connection.db, definitions, state)
  const observed: Observed[] = []
  let now = await look()
  let sight = sightOf(now)
  for (const [i, step] of trace.steps.entries()) {
    // Others may draw more often in one world than in the other.
    beginAt(`${traces}/${i}`, start + (i + 1) * tick)
    // The log goes on from the same number in both worlds; what others do has numbers below it.
    const first = 100_000 + i * 1000
    await countFrom(playing, first)
    let seen = { told: '', sent: '', path: '', status: 0, body: '', borrowed: false }
    if ('ask' in step) {
      await connection.say(`set local role ${Stage.appRole}`)
      seen = await answer(playing, step.ask)
      await connection.say('reset role')
    } else if (world === 0)
      deeds.set(i, await othersAct(playing, step.others, first - 500, now, sight, sightOf))
    else await repeat(playing, step.others, first - 500, deeds.get(i) ?? [], now, sight, sightOf)
    const before = { now, sight }
    now = await look()
    sight = sightOf(now)
    observed.push({ step, ...seen, before: before.sight, after: sight, states: [before.now, now] })
  }
  return observed
}

/** Sends a request as the principal, after those that it needs: a page before the cursor, a form before its ticket. */
async function answer(
  playing: Playing,
  ask: Ask,
): Promise<Pick<Observed, 'told' | 'sent' | 'path' | 'status' | 'body' | 'borrowed'>> {
  const { stage, base, trace, known } = playing
  const told: string[] = []
  const own: Record<string, string> = {
    ...stage.headersOf(trace.cast, base),
    'accept-language': trace.locale,
  }
  const send = async (one: Ask, headers = own): Promise<{ status: number; body: string }> => {
    const method = one.of.split(' ')[0]!
    const json = one.headers?.['content-type'] === undefined
    const query = one.query && Object.keys(one.query).length > 0 ? `?${new URLSearchParams(one.query)}` : ''
    const response = await playing.server.handle(
      new Request(`http://tian.test/api/v1${one.path}${query}`, {
        method,
        headers: {
          host: 'tian.test',
          ...headers,
          ...(method === 'GET' ? {} : { origin: 'http://tian.test' }),
          ...(one.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...one.headers,
        },
        ...(one.body === undefined ? {} : { body: json ? JSON.stringify(one.body) : String(one.body) }),
      }),
    )
    const body = await response.text()
    if (headers === own) told.push(`${response.status} ${JSON.stringify([...response.headers])} ${body}`)
    return { status: response.status, body }
  }

  let text = JSON.stringify(ask)
  const filled = (name: string, with_: string | undefined) => {
    text = text.replaceAll(name, with_ ?? 'AAAA')
  }
  filled(later.made, known.made ?? '01800000-0000-7000-8000-00000000beef')
  let borrowed = false
  const mint = async (headers: typeof own) =>
    partOf((await send(firstPage(JSON.parse(text) as Ask), headers)).body, 'next')
  if (text.includes(later.next)) filled(later.next, await mint(own))
  if (text.includes(later.admins)) {
    const cursor = await mint({ ...stage.adminHeaders(), 'accept-language': trace.locale })
    borrowed = cursor !== undefined
    filled(later.admins, cursor)
  }
  if (text.includes(later.ticket))
    filled(later.ticket, partOf((await send(formOf(JSON.parse(text) as Ask))).body, 'ticket'))
  if (text.includes(later.file)) {
    known.file ??= partOf((await send(upload(base, ask))).body, 'id')
    filled(later.file, known.file ?? '0a000000-0000-4000-8000-00000000dead')
  }
  // Nobody fills in a form in less than two seconds.
  setClock(Date.now() + tick)
  const sent = JSON.parse(text) as Ask
  const { status, body } = await send(sent)
  const made = status === 201 ? /"ids?":\[?"([0-9a-f-]{36})"/ : /"done":"created","id":"([0-9a-f-]{36})"/
  known.made = made.exec(body)?.[1] ?? known.made
  return { told: told.join('\n'), sent: text, path: sent.path, status, body, borrowed }
}

function firstPage(ask: Ask): Ask {
  if (ask.of.endsWith('/history')) return { ...ask, query: {} }
  const { cursor: _one, offset: _two, ...query } = (ask.query ?? {}) as Record<string, string>
  const { cursor: _three, offset: _four, ...body } = (ask.body ?? {}) as Record<string, unknown>
  return ask.query ? { ...ask, query: { ...query, limit: '1' } } : { ...ask, body: { ...body, limit: 1 } }
}

function formOf(ask: Ask): Ask {
  const path = ask.path.replace(/\/(submissions|draft|files)$/, '')
  const record = (ask.body as { record?: string } | undefined)?.record
  return { of: 'GET form', path, ...(record ? { query: { record } } : {}) }
}

const upload = (base: Base, ask: Ask): Ask => ({
  of: 'POST file',
  path: ask.path.startsWith('/forms/') ? '/forms/none/files' : `/bases/${base.key}/files`,
  query: { name: 'a.txt' },
  body: 'text',
  headers: { 'content-type': 'text/plain' },
})

function partOf(body: string, name: string): string | undefined {
  try {
    const found = (JSON.parse(body) as Record<string, unknown>)[name]
    return typeof found === 'string' ? found : undefined
  } catch {
    return undefined
  }
}

/** Somebody else changes a cell or two, mostly where the principal does not see it. */
async function othersAct(
  playing: Playing,
  seed: number,
  seq: number,
  now: State,
  sight: Sight,
  sightOf: (s: State) => Sight,
): Promise<Deed[]> {
  const dice = seeded(seed)
  const deeds: Deed[] = []
  const { world } = playing.base
  for (let n = dice.between(1, 3); n > 0 && now.rows.length > 0; n--) {
    const shown = now.rows.filter((r) => sight.rows.has(r.id))
    const row = dice.pick(shown.length > 0 && dice.chance(0.7) ? shown : now.rows)
    const table = world.tables.find((t) => t.key === row.table)!
    const seen = sight.rows.get(row.id)
    const inputs = table.fields.filter((f) => isInput(f) && !f.unique)
    if (inputs.length === 0) continue
    const out = inputs.filter((f) => !seen?.cells[f.key])
    const field = dice.pick(out.length > 0 && dice.chance(0.7) ? out : inputs)
    const hidden = !seen?.cells[field.key]
    const value =
      (hidden && dice.chance(0.4) ? secretOf(field) : undefined) ??
      someValue(dice, world, field, now.rows) ??
      null
    deeds.push({ nth: deeds.length, row: row.id, field: field.key, hidden, value })
  }
  return perform(playing, deeds, seq, now, sight, sightOf)
}

/** The same in the second world: to other values where it is out of sight there as well, or not at all. */
async function repeat(
  playing: Playing,
  seed: number,
  seq: number,
  first: Deed[],
  now: State,
  sight: Sight,
  sightOf: (s: State) => Sight,
): Promise<void> {
  const dice = seeded(seed + 1)
  const { world } = playing.base
  const deeds = first.flatMap((deed): Deed[] => {
    if (!deed.hidden) return [deed]
    const row = rowOf(now, deed.row)
    if (!row || sight.rows.get(deed.row)?.cells[deed.field] || dice.chance(0.6)) return []
    const field = fieldOf(world.tables.find((t) => t.key === row.table)!, deed.field)
    if (!field) return []
    return [{ ...deed, value: someValue(dice, world, field, now.rows) ?? null }]
  })
  await perform(playing, deeds, seq, now, sight, sightOf)
}

const seeded = (seed: number): Dice => {
  const random = mulberry(seed)
  return diceFrom((n) => Math.floor(random() * n))
}

/** Hidden deeds that would show after all are left undone. @returns what was done */
async function perform(
  playing: Playing,
  deeds: Deed[],
  first: number,
  now: State,
  sight: Sight,
  sightOf: (s: State) => Sight,
): Promise<Deed[]> {
  const { base, stage } = playing
  const { tables } = base.definitions
  const done: Deed[] = []
  let state = now
  let text = sight.text()
  for (const deed of deeds) {
    const row = rowOf(state, deed.row)
    if (!row) continue
    const table = tables.get(row.table)!
    const field = fieldOf(table, deed.field)
    // Another record may have the id in this world.
    if (!field) continue
    const target = targetOf(field)
    // What a link leads to must be there in this world; what lies in the trash nobody changes.
    const living = (id: unknown) => rowOf(state, id)?.deletedAt === null
    if (!living(row.id) || (target && ![deed.value ?? []].flat().every(living))) continue
    const before = row.cells[field.key] ?? null
    const next = changed(tables, state, { kind: 'cell', row: row.id, field: field.key, value: deed.value })
    const line = {
      seq: first + 10 * deed.nth + 1,
      at: '2024-06-01T08:00:00.000Z',
      actor: stage.adminId,
      door: 'page',
      kind: 'update',
      table: table.key,
      cells: [{ record: row.id, before: { [field.key]: before }, after: { [field.key]: deed.value } }],
    }
    const after = { ...next, lines: [...next.lines, line] }
    if (deed.hidden && sightOf(after).text() !== text) continue
    await countFrom(playing, first + 10 * deed.nth)
    if (!(await writeCell(playing, table.key, deed))) continue
    state = after
    text = sightOf(after).text()
    done.push(deed)
  }
  return done
}

/** The log goes on after this number. */
const countFrom = ({ connection, base }: Playing, seq: number) =>
  run(
    connection.db,
    sql`select setval(pg_get_serial_sequence(${param(`${base.key}._changes`)}, 'seq'), ${param(seq, 'bigint')})`,
  )

/** An administrator changes a cell, by the product's own ways. @returns whether it was taken */
async function writeCell(playing: Playing, table: string, { row, field, value }: Deed): Promise<boolean> {
  const { stage, connection, base, server } = playing
  await connection.say(`set local role ${Stage.appRole}`)
  const { status } = await server.handle(
    new Request(`http://tian.test/api/v1/bases/${base.key}/tables/${table}/records/${row}`, {
      method: 'PATCH',
      headers: {
        host: 'tian.test',
        origin: 'http://tian.test',
        'content-type': 'application/json',
        ...stage.adminHeaders(),
      },
      body: JSON.stringify({ set: { [field]: value } }),
    }),
  )
  await connection.say('reset role')
  return status === 200
}
