/** The first run: the owner's account, the workspace's settings and the first base, once and together. */
import type { Person } from '@/lib/access/actor'
import type { SetupBody } from '@/lib/api/contract'
import { appSql, type Db, ownerTransaction, run } from '@/lib/db/connection'
import { type Environment, readEnvironment } from '@/lib/db/environment'
import { jsonParam, param, sql } from '@/lib/db/sql'
import { StartError } from '@/lib/db/start-error'
import { createBase } from '@/lib/ddl/base'
import { AppError, appError } from '@/lib/errors'
import { addAccount, checkAccount, readName } from './accounts'
import { hashPassword } from './password'

/** Key of the first base. */
export const firstBase = 'main'

/** Whether nobody has an account yet. */
export async function needsSetup(db: Db = appSql()): Promise<boolean> {
  const [row] = await run<{ none: boolean }>(db, sql`select not exists (select 1 from tian.users) as none`)
  return row!.none
}

/** Any number that nobody else locks: of two first runs at once, the second finds the work done. */
const lock = param(0x7365_7475, 'bigint')

/** Makes the owner and the first base. Throws SETUP_DONE when there is an account already. */
export async function setUp(given: SetupBody): Promise<Person> {
  if (!(await needsSetup())) throw appError('SETUP_DONE')
  const { name, email } = checkAccount(given)
  const workspace = given.workspace === undefined ? undefined : readName(given.workspace, 'workspace')
  const hash = await hashPassword(given.password)
  const userId = await ownerTransaction(async (tx) => {
    await run(tx, sql`select pg_advisory_xact_lock(${lock})`)
    if (!(await needsSetup(tx))) throw appError('SETUP_DONE')
    const id = (await addAccount(tx, { name, email, hash, locale: given.locale, owner: true }))!
    await keepSetting(tx, 'zone', readEnvironment().WORKSPACE_ZONE)
    if (workspace) await keepSetting(tx, 'name', workspace)
    await createBase(tx, { userId: id }, firstBase, { 'zh-CN': '客户管理', en: 'Customers' })
    return id
  })
  return { userId, sessionId: null, name, email, locale: given.locale, owner: true, door: 'command' }
}

async function keepSetting(db: Db, key: string, value: string): Promise<void> {
  await run(
    db,
    sql`insert into tian.settings (key, value) values (${param(key)}, ${jsonParam(value)})
        on conflict (key) do update set value = excluded.value`,
  )
}

/** Unattended set-up at the server's start, when the OWNER_* variables are given and nobody has an account. */
export async function setUpFromEnvironment(environment: Environment): Promise<void> {
  const {
    OWNER_NAME: name,
    OWNER_EMAIL: email,
    OWNER_PASSWORD: password,
    DEFAULT_LOCALE: locale,
  } = environment
  if (!name || !email || !password || !(await needsSetup())) return
  try {
    await setUp({ name, email, password, locale })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VALUE_INVALID') throw error
    throw new StartError('ENV_INVALID', { name: `OWNER_${error.detail.field?.toUpperCase()}` })
  }
}
