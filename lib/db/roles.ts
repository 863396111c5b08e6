/** The two database roles: the owner, who may change structure, and the app, who may read and write rows only. */
import { type Db, type Pool, run, sqlState, target } from './connection'
import { ident, joinSql, qualified, type SQL, sql, word } from './sql'

/** The app role that we make ourselves, unless DATABASE_APP_URL names another. */
export const appRoleName = 'tian_app'

/**
 * Makes the app role, with a password (its own sign-in) or without (the owner steps down to it).
 * False where the server does not let us: then the owner does everything, and doctor says so.
 */
export async function ensureAppRole(db: Pool, password?: string): Promise<boolean> {
  const role = ident(appRoleName)
  const [known] = await run(db, sql`select 1 from pg_roles where rolname = ${appRoleName}`)
  try {
    if (!known) await run(db, sql`create role ${role} nologin`)
    if (password) await run(db, sql`alter role ${role} login password ${word(password)}`)
    else if (!(await canStepDown(db))) await run(db, sql`grant ${role} to current_user`)
    return true
  } catch (error) {
    if (sqlState(error) === '42501') return false
    throw error
  }
}

/** Membership alone does not say it: since PostgreSQL 16 the right to `set role` is granted apart. */
async function canStepDown(pool: Pool): Promise<boolean> {
  const trial = pool.begin((tx) => run(tx, sql`set local role ${ident(appRoleName)}`))
  return trial.then(
    () => true,
    () => false,
  )
}

/** Lets the app role read and write the rows of a schema: of its tables today and of those the owner adds later. */
export async function grantBase(db: Db, schema: string): Promise<void> {
  const { appRole } = target()
  if (!appRole) return
  const [held] = await run<{ held: boolean }>(
    db,
    sql`select has_schema_privilege(${appRole}, ${schema}, 'usage') as held`,
  )
  // Granted together, and new tables follow the default privileges: nothing to repeat at every start.
  if (held?.held) return
  const [space, role] = [ident(schema), ident(appRole)]
  const rows = sql`select, insert, update, delete`
  const grants: SQL[] = [
    sql`grant usage on schema ${space} to ${role}`,
    sql`grant ${rows} on all tables in schema ${space} to ${role}`,
    sql`grant usage, select on all sequences in schema ${space} to ${role}`,
    sql`alter default privileges in schema ${space} grant ${rows} on tables to ${role}`,
    sql`alter default privileges in schema ${space} grant usage, select on sequences to ${role}`,
  ]
  for (const grant of grants) await run(db, grant)
}

/** Takes back what `grantBase` gave on one table: the app role reads it, and adds lines of these columns if there are any. */
export async function grantAppendOnly(
  db: Db,
  schema: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  const { appRole } = target()
  if (!appRole) return
  const table = qualified(schema, name)
  const [held] = await run<{ held: boolean }>(
    db,
    sql`select has_table_privilege(${appRole}, c.oid, 'insert, update, delete, truncate') as held
        from pg_class c where c.relname = ${name} and c.relnamespace = to_regnamespace(${schema})`,
  )
  if (!held?.held) return
  const role = ident(appRole)
  await run(db, sql`revoke insert, update, delete, truncate on ${table} from ${role}`)
  if (columns.length > 0)
    await run(db, sql`grant insert (${joinSql(columns.map(ident), sql`, `)}) on ${table} to ${role}`)
}
