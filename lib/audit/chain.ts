/**
 * The chain over the access log: one worker gives every line, in order, a digest of its salt and content, and links it to
 * all before it. What is changed, added, or taken out afterwards no longer fits. A line that was emptied for good keeps
 * its digest, which without the salt tells nothing.
 */
import { createHash } from 'node:crypto'
import type { ChainAnswer, ChainFault } from '@/lib/api/contract-audit'
import { type Db, ownerTransaction, run, stream, type Tx, transaction } from '@/lib/db/connection'
import { jsonParam, param, qualified, type SQL, sql } from '@/lib/db/sql'

/** Lines of one transaction: readers' lines wait that long at most. */
const step = 2000
const beginning = Buffer.alloc(32)

/** The last link, kept apart: without it nobody would miss lines that are taken off the end. */
interface Head {
  seq: number
  chain: string
}
const headKey = (schema: string): string => `access_log.head.${schema}`

/** Everything that a line says, in one text that does not depend on who reads it. */
const digestOf = (
  l: SQL,
): SQL => sql`sha256(convert_to(coalesce(${l}.salt::text, '') || jsonb_build_array(${l}.seq,
  (extract(epoch from ${l}.at) * 1000)::bigint, ${l}.actor, ${l}.acting_as, ${l}.door, ${l}.kind, ${l}.table_key, ${l}.fields,
  ${l}.records, ${l}.count, ${l}.reason, ${l}.detail)::text, 'UTF8'))`

const linkOf = (before: Buffer, digest: Buffer): Buffer =>
  createHash('sha256').update(before).update(digest).digest()

/** Takes its turn among those who work on the log of a base; false when somebody else is at it. */
export async function takeTurn(tx: Tx, schema: string): Promise<boolean> {
  const [turn] = await run<{ mine: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(${param(0x74696c67, 'int')}, hashtext(${param(schema)})) as mine`,
  )
  return turn!.mine
}

/** Links every line that is there; @returns how many. */
export async function chainLines(schema: string): Promise<number> {
  let linked = 0
  for (;;) {
    const some = await ownerTransaction((tx) => chainStep(tx, schema))
    linked += some
    if (some < step) return linked
  }
}

async function chainStep(tx: Tx, schema: string): Promise<number> {
  const [log, links] = [qualified(schema, '_access_log'), qualified(schema, '_access_chain')]
  const last = await lastLink(tx, schema)
  const after = param(last?.seq ?? 0, 'bigint')
  const [more] = await run(tx, sql`select 1 from ${log} l where l.seq > ${after} limit 1`)
  if (!more || !(await takeTurn(tx, schema))) return 0
  // Nobody is in the middle of adding a line now, so no number below those that are seen is still to come.
  await run(tx, sql`set local lock_timeout = '5s'`)
  await run(tx, sql`lock table ${log} in share mode`)
  const present = await lastLink(tx, schema)
  const lines = await run<{ seq: number; digest: Buffer }>(
    tx,
    sql`select l.seq, ${digestOf(sql`l`)} as digest from ${log} l
        where l.seq > ${param(present?.seq ?? 0, 'bigint')} order by l.seq limit ${param(step, 'int')}`,
  )
  let chain = present?.chain ?? beginning
  const rows = lines.map(({ seq, digest }) => {
    chain = linkOf(chain, digest)
    return { seq, digest: digest.toString('hex'), chain: chain.toString('hex') }
  })
  if (rows.length === 0) return 0
  await run(
    tx,
    sql`insert into ${links} (seq, line_digest, chain) select x.seq, decode(x.digest, 'hex'), decode(x.chain, 'hex')
        from jsonb_to_recordset(${jsonParam(rows)}) as x(seq bigint, digest text, chain text)`,
  )
  await moveHead(tx, schema, present, { seq: rows.at(-1)!.seq, chain: chain.toString('hex') })
  return rows.length
}

async function lastLink(db: Db, schema: string): Promise<{ seq: number; chain: Buffer } | undefined> {
  const [last] = await run<{ seq: number; chain: Buffer }>(
    db,
    sql`select seq, chain from ${qualified(schema, '_access_chain')} order by seq desc limit 1`,
  )
  return last
}

async function readHead(db: Db, schema: string): Promise<Head | undefined> {
  const [row] = await run<{ value: Head }>(
    db,
    sql`select value from tian.settings where key = ${param(headKey(schema))}`,
  )
  return row?.value
}

/** A chain that does not reach its head was cut: then the head stays where it was, and goes on saying so. */
async function moveHead(
  tx: Tx,
  schema: string,
  before: { seq: number; chain: Buffer } | undefined,
  after: Head,
): Promise<void> {
  const head = await readHead(tx, schema)
  if (head && (head.seq !== before?.seq || head.chain !== before.chain.toString('hex'))) {
    console.error(`access log of ${schema}: lines were taken off the end of it; npm run doctor tells more`)
    return
  }
  await run(
    tx,
    sql`insert into tian.settings (key, value) values (${param(headKey(schema))}, ${jsonParam(after)})
        on conflict (key) do update set value = excluded.value`,
  )
}

const mostFaults = 20

interface Link {
  seq: number
  digest: Buffer
  chain: Buffer
  at: string
  /** The digest that the line has now; null for one that is emptied or gone. */
  now: Buffer | null
  here: boolean
  emptied: boolean
}

/** Proves that every line is as it was written, or was emptied or removed by rule: all of one moment. */
export const verifyChain = (schema: string): Promise<ChainAnswer> =>
  transaction(async (tx) => {
    await run(tx, sql`set transaction isolation level repeatable read, read only`)
    return verifyIn(tx, schema)
  })

async function verifyIn(db: Db, schema: string): Promise<ChainAnswer> {
  const [log, links] = [qualified(schema, '_access_log'), qualified(schema, '_access_chain')]
  const head = await readHead(db, schema)
  const [rule] = await run<{ upto: number; emptied: number }>(
    db,
    sql`select coalesce(max((detail ->> 'upTo')::bigint) filter (where kind = 'forget'), 0) as upto,
          coalesce(sum(count) filter (where kind = 'erase'), 0)::int as emptied
        from ${log} where kind in ('forget', 'erase')`,
  )
  const state: ChainAnswer = { whole: true, lines: 0, erased: 0, forgotten: 0, waiting: 0, faults: [] }
  const fault = (seq: number, code: ChainFault['code']): void => {
    state.whole = false
    if (state.faults.length < mostFaults) state.faults.push({ seq, code })
  }
  let before: Buffer = beginning
  let headSeen = head === undefined
  let last: Link | undefined
  const all = stream<Link>(
    db,
    sql`select c.seq, c.line_digest as digest, c.chain, c.at, l.seq is not null as here, l.erased is not null as emptied,
          case when l.erased is null then ${digestOf(sql`l`)} end as now
        from ${links} c left join ${log} l on l.seq = c.seq order by c.seq`,
    5000,
  )
  for await (const batch of all)
    for (const link of batch) {
      state.lines += 1
      if (!linkOf(before, link.digest).equals(link.chain)) fault(link.seq, 'faultBroken')
      if (!link.here) {
        if (link.seq <= rule!.upto) state.forgotten += 1
        else fault(link.seq, 'faultMissing')
      } else if (link.emptied) state.erased += 1
      else if (!link.now?.equals(link.digest)) fault(link.seq, 'faultChanged')
      if (link.seq === head?.seq) headSeen = link.chain.toString('hex') === head.chain
      before = link.chain
      last = link
    }
  if (!headSeen) fault(head!.seq, 'faultCut')
  if (state.erased > rule!.emptied) fault(last!.seq, 'faultErased')
  const [loose] = await run<{ waiting: number; added: number | null }>(
    db,
    sql`select count(*) filter (where l.seq > ${param(last?.seq ?? 0, 'bigint')})::int as waiting,
          min(l.seq) filter (where l.seq < ${param(last?.seq ?? 0, 'bigint')}) as added
        from ${log} l where not exists (select 1 from ${links} c where c.seq = l.seq)`,
  )
  state.waiting = loose!.waiting
  if (loose!.added !== null) fault(loose!.added, 'faultAdded')
  if (last) state.head = { seq: last.seq, at: last.at, digest: last.chain.toString('hex') }
  return state
}
