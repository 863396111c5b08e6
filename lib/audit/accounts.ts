/**
 * What happens to accounts: who signed in or failed to, and what was changed. It is the workspace's own access log, with
 * the same lines and the same chain, in the schema of our own tables. What somebody typed is never in it.
 */
import type { AccountDetail, AccountKind } from '@/lib/api/contract-audit'
import type { Door } from '@/lib/changes/write'
import { appSql, type Db, run } from '@/lib/db/connection'
import { arrayParam, param, qualified, sql } from '@/lib/db/sql'
import { insertLines, type LogLine } from './line'

/** The schema of the workspace's own log. */
export const workspaceLog = 'tian'

export interface AccountEvent extends Omit<AccountDetail, 'label' | 'roles' | 'months'> {
  /** Who did it, as far as that is proved. */
  by: { userId: string; really?: string; door: Door } | null
  /** Whose account it is about: an id; none where there is no such account. */
  of?: string
  /** Keys of roles in the base. */
  roles?: readonly string[]
  /** A token's id, to find what was said of it. */
  tokenId?: string
}

/** Leaves a line, in the transaction of what it tells. */
export async function noteAccount(
  kind: AccountKind,
  { by, of, tokenId, ...detail }: AccountEvent,
  db: Db = appSql(),
): Promise<void> {
  const line: LogLine = {
    kind,
    at: Date.now(),
    actor: by?.really ?? by?.userId ?? null,
    door: by?.door ?? 'page',
    records: [of ?? by?.userId, tokenId].filter(Boolean).join(),
    detail,
  }
  await run(db, insertLines(workspaceLog, [line]))
}

/** Whether the log knows already that a token was used from an address. */
export async function isPlaceOf(token: string, address: string): Promise<boolean> {
  const [known] = await run(
    appSql(),
    sql`select 1 from ${qualified(workspaceLog, '_access_log')} where records @> ${arrayParam([token], 'uuid')}
        and kind = 'token_place' and detail ->> 'address' = ${param(address)} limit 1`,
  )
  return known !== undefined
}
