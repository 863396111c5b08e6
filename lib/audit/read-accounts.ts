/** Use case: an administrator reads what happened to accounts; the owner everybody's, others what is theirs to know. */
import type { Actor } from '@/lib/access/actor'
import type { AccountDetail, AccountLogAnswer, AccountLogAsk, AccountLogLine } from '@/lib/api/contract-audit'
import { appSql, run } from '@/lib/db/connection'
import { arrayParam, joinSql, param, qualified, type SQL, sql } from '@/lib/db/sql'
import type { Labels } from '@/lib/i18n/labels'
import { openCursor, sealCursor } from '@/lib/query/cursor'
import { workspaceLog } from './accounts'
import { keptMonths } from './erase'

const pageSize = 50

interface Row extends Pick<AccountLogLine, 'seq' | 'at' | 'door' | 'kind'> {
  actor: string | null
  name: string | null
  subject: string | null
  subject_name: string | null
  detail: (Omit<AccountDetail, 'roles' | 'label'> & { roles?: string[] }) | null
  base_label: Labels | null
  role_labels: Labels[] | null
  count: number | null
  erased: string | null
}

/** Newest first. */
export async function readAccountLog(actor: Actor, ask: AccountLogAsk): Promise<AccountLogAnswer> {
  const { cursor, ...filter } = ask
  const about = ['account-log', filter]
  const below = cursor === undefined ? undefined : openCursor(actor, about, cursor)[0]
  const wanted = [
    ...conditions(filter),
    ...(actor.owner ? [] : [theirs(actor)]),
    ...(below ? [sql`l.seq < ${param(below, 'bigint')}`] : []),
  ]
  const rows = await run<Row>(
    appSql(),
    sql`select l.seq, l.at, l.door, l.kind, l.actor, u.name, o.id as subject, o.name as subject_name, l.detail,
          b.label as base_label, l.count, l.erased,
          (select jsonb_agg(d.body -> 'label' order by d.key) from tian.documents d where d.base_id = b.id
            and d.kind = 'role' and l.detail -> 'roles' ? d.key) as role_labels
        from ${qualified(workspaceLog, '_access_log')} l left join tian.users u on u.id = l.actor
        left join tian.users o on o.id = l.records[1] left join tian.bases b on b.key = l.detail ->> 'base'
        where ${wanted.length > 0 ? joinSql(wanted, sql` and `) : sql`true`}
        order by l.seq desc limit ${param(pageSize + 1, 'int')}`,
  )
  const page = rows.slice(0, pageSize)
  return {
    lines: page.map(lineOf),
    ...(rows.length > pageSize ? { next: sealCursor(actor, about, [String(page.at(-1)!.seq)]) } : {}),
    all: actor.owner,
    months: await keptMonths(appSql(), workspaceLog),
  }
}

function conditions({ person, kind, from, to }: AccountLogAsk): SQL[] {
  return [
    ...(person
      ? [sql`(l.actor = ${param(person, 'uuid')} or l.records @> ${arrayParam([person], 'uuid')})`]
      : []),
    ...(kind ? [sql`l.kind = ${param(kind)}`] : []),
    ...(from ? [sql`l.at >= ${param(from, 'timestamptz')}`] : []),
    ...(to ? [sql`l.at < ${param(to, 'timestamptz')}`] : []),
  ]
}

/**
 * Who administers one base is told of what concerns this base, and of the accounts that are only here; the same line is
 * drawn where accounts are changed (lib/auth/members.ts).
 */
const theirs = ({ definitions: { base, baseId } }: Actor): SQL => sql`case when l.detail ? 'base'
  then l.detail ->> 'base' = ${param(base)}
  else exists (select 1 from tian.memberships m join tian.users p on p.id = m.user_id
    where m.user_id = l.records[1] and m.base_id = ${param(baseId, 'uuid')} and not p.owner and not exists (
      select 1 from tian.memberships e where e.user_id = m.user_id and e.base_id <> m.base_id)) end`

function lineOf(row: Row): AccountLogLine {
  const { seq, at, door, kind, actor, subject, count, erased } = row
  const { roles: _keys, ...detail } = row.detail ?? {}
  const told: AccountDetail = {
    ...detail,
    ...(row.base_label ? { label: row.base_label } : {}),
    ...(row.role_labels ? { roles: row.role_labels } : {}),
  }
  return {
    seq,
    at,
    ...(actor === null ? {} : { by: { id: actor, name: row.name ?? '' } }),
    ...(subject === null || subject === actor ? {} : { of: { id: subject, name: row.subject_name ?? '' } }),
    door,
    kind,
    ...(Object.keys(told).length > 0 ? { detail: told } : {}),
    ...(kind === 'erase' || kind === 'forget' ? { count: count ?? 0 } : {}),
    ...(erased === null ? {} : { erased }),
  }
}
