/** The property: random bases, roles, pairs of states and traces; what comes out is counted. */
import fc from 'fast-check'
import { fieldOf, targetOf } from '@/lib/meta/fields'
import { type Action, actions, type Verb, verbs } from '@/lib/meta/model'
import type { OneConnection } from './connection'
import { type Dice, diceFrom, diceOf, mulberry } from './dice'
import { judge, type Verdict } from './judge'
import { pairOf } from './pair'
import { requestIn } from './requests'
import { roleOf, ruledBy } from './roles'
import { stateOf } from './rows'
import { blueprint } from './schema'
import { Sight } from './sight'
import type { Base, Cast, Stage, Who } from './stage'
import type { State } from './state'
import { play, type Step, type Trace } from './trace'

export interface Count {
  traces: number
  discarded: number
  requests: number
  /** Requests that were answered with 2xx. */
  served: number
  /** Steps that came after a write of the principal's had opened more than there was. */
  cut: number
  /** Milliseconds that went into making bases. */
  building: number
  asked: Map<string, number>
}

export interface Found extends Verdict {
  trace: Trace
  base: Base
  after: number
}

const perBase = 25

/** Plays so many traces, or until something is found. */
export async function search(
  stage: Stage,
  runs: number,
  seed: number,
  count: Count,
): Promise<Found | undefined> {
  for (let n = 0; n < runs; n += perBase) {
    const random = mulberry(seed + n * 7919)
    const dice = diceFrom((k) => Math.floor(random() * k))
    const began = performance.now()
    const base = await stage.build(dice, blueprint(dice))
    count.building += performance.now() - began
    const connection = await stage.connect()
    try {
      const found = await inBase(stage, connection, base, Math.min(perBase, runs - n), seed + n, count)
      if (found) return found
    } finally {
      await connection.close()
    }
    await stage.drop(base)
  }
  return undefined
}

async function inBase(
  stage: Stage,
  connection: OneConnection,
  base: Base,
  runs: number,
  seed: number,
  count: Count,
): Promise<Found | undefined> {
  let found: Found | undefined
  const property = fc.asyncProperty(fc.gen(), async (draw) => {
    const trace = traceOf(diceOf(draw), stage, base)
    count.traces++
    if (!trace) {
      count.discarded++
      return
    }
    const observed = await play(stage, connection, base, trace)
    const { verdict, length } = judge(base, trace.cast, observed)
    tally(count, trace, observed[0].slice(0, length), length)
    if (!verdict) return
    found = {
      ...verdict,
      trace: await reduced(stage, connection, base, trace, verdict),
      base,
      after: count.traces,
    }
    throw new Error(verdict.what)
  })
  const { errorInstance } = await fc.check(property, { numRuns: runs, seed, endOnFailure: true })
  if (errorInstance && !found) throw errorInstance
  return found
}

function tally(count: Count, trace: Trace, observed: { step: Step; status: number }[], length: number): void {
  if (length < trace.steps.length) count.cut++
  for (const { step, status } of observed) {
    if (!('ask' in step)) continue
    count.requests++
    if (status >= 200 && status < 300) count.served++
    count.asked.set(step.ask.of, (count.asked.get(step.ask.of) ?? 0) + 1)
  }
}

function traceOf(dice: Dice, stage: Stage, base: Base): Trace | undefined {
  const { world, views, forms } = base
  const cast = castOf(dice, stage, base)
  const principal = stage.principal(cast)
  const pair = pairOf(dice, world, forms, principal, stateOf(dice, world))
  if (!pair) return undefined
  const sight = new Sight(base.definitions.tables, principal, pair.states[0])
  const weighty = new Set([...ruledBy(cast.roles), ...leadingOut(base, sight, pair.states[0])])
  const who = cast.who.kind
  const scene = {
    dice,
    world,
    base: base.key,
    views,
    forms,
    sight,
    state: pair.states[0],
    who,
    made: false,
    weighty,
  }
  // Fewer than any limit lets through (declared exception 5).
  const steps = Array.from(
    { length: dice.between(2, 7) },
    (_, i): Step =>
      i > 0 && dice.chance(0.18) ? { others: dice.below(1_000_000) } : { ask: requestIn(scene) },
  )
  return { cast, states: pair.states, steps, locale: dice.pick(['zh-CN', 'en'] as const) }
}

/** Keys of link fields by which some record leads out of sight. */
const leadingOut = ({ definitions }: Base, sight: Sight, { rows }: State): string[] =>
  rows.flatMap((row) =>
    Object.entries(row.cells).flatMap(([key, value]) => {
      const leads = targetOf(fieldOf(definitions.tables.get(row.table)!, key)!) !== undefined
      return leads && [value].flat().some((id) => !sight.rows.has(String(id))) ? [key] : []
    }),
  )

function castOf(dice: Dice, stage: Stage, base: Base): Cast {
  for (;;) {
    const { blueprint, tables } = base.world
    const roles = Array.from({ length: dice.pick([1, 1, 2, 2, 3]) }, (_, n) =>
      roleOf(dice, blueprint, tables, n),
    )
    if (!stage.takes(base, roles)) continue
    const own = roles.map((r) => r.key)
    const cast: Cast = { roles, own, who: whoOf(dice, base, own) }
    if (cast.who.kind !== 'token' || !cast.who.extent) return cast
    // What a key was made for is no secret to its holder: it names no table that the key cannot know.
    const sight = new Sight(base.definitions.tables, stage.principal(cast), nothing)
    const extent = Object.entries(cast.who.extent).filter(([table]) => sight.knowsTable(table))
    return { ...cast, who: { ...cast.who, extent: Object.fromEntries(extent) } }
  }
}

const nothing: State = { rows: [], shares: [], lines: [], teams: [], drafts: [], aside: [] }

function whoOf(dice: Dice, { world }: Base, own: string[]): Who {
  const roll = dice.below(100)
  if (roll < 68) return { kind: 'person' }
  if (roll < 80) {
    const left = (): (Verb | Action)[] => dice.some([...verbs, ...actions], 0.6)
    const extent = Object.fromEntries(dice.some(world.tables, 0.8).map((t) => [t.key, left()]))
    return { kind: 'token', role: dice.pick(own), extent: dice.chance(0.7) ? extent : null }
  }
  if (roll < 90) return { kind: 'eyes', ...(dice.chance(0.3) ? { roles: own } : {}) }
  return { kind: 'stranger' }
}

/** The trace without the steps that it does not take. */
async function reduced(
  stage: Stage,
  connection: OneConnection,
  base: Base,
  trace: Trace,
  verdict: Verdict,
): Promise<Trace> {
  let least: Trace = { ...trace, steps: trace.steps.slice(0, verdict.step + 1) }
  if (process.env.NI_MUTANT) return least
  for (let i = least.steps.length - 2; i >= 0; i--) {
    const shorter = { ...least, steps: least.steps.filter((_, j) => j !== i) }
    const again = judge(base, trace.cast, await play(stage, connection, base, shorter)).verdict
    if (again?.oracle === verdict.oracle) least = shorter
  }
  return least
}

export const newCount = (): Count => ({
  traces: 0,
  discarded: 0,
  requests: 0,
  served: 0,
  cut: 0,
  building: 0,
  asked: new Map(),
})

/** A counterexample in words, for whoever mends it. */
export function story({ oracle, step, what, trace, base }: Found): string {
  const tables = base.world.tables.map((t) => ({
    key: t.key,
    fields: t.fields.map(
      ({ key, type, source, options, unique, required, requiredIf, showIf, default: d }) => ({
        key,
        type,
        source,
        options,
        unique,
        required,
        requiredIf,
        showIf,
        default: d,
      }),
    ),
  }))
  const [one, two] = trace.states
  const texts = new Set(one.rows.map((r) => JSON.stringify(r)))
  const others = new Set(two.rows.map((r) => JSON.stringify(r)))
  const only = (rows: typeof one.rows, there: Set<string>) =>
    rows.filter((r) => !there.has(JSON.stringify(r)))
  return [
    `oracle ${oracle}, step ${step}: ${what}`,
    `who: ${JSON.stringify(trace.cast.who)}, own roles ${trace.cast.own.join()}`,
    `steps: ${trace.steps.map((s) => JSON.stringify(s)).join('\n  ')}`,
    `roles: ${trace.cast.roles.map((r) => JSON.stringify(r.tables)).join('\n  ')}`,
    `tables: ${JSON.stringify(tables)}`,
    `only in the first: ${JSON.stringify(only(one.rows, others))}`,
    `only in the second: ${JSON.stringify(only(two.rows, texts))}`,
    `teams: ${JSON.stringify(one.teams)} / ${JSON.stringify(two.teams)}; people ${base.world.people.join()}`,
    `shares: ${JSON.stringify(one.shares)} / ${JSON.stringify(two.shares)}`,
    `all rows of the first: ${JSON.stringify(one.rows)}`,
    `forms: ${JSON.stringify(base.forms)}`,
  ].join('\n')
}
