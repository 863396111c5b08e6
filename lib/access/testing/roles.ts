/** For tests: roles said in few words, and an actor to whom a table is another one. */
import type { Actor } from '@/lib/access/actor'
import type { Field, Role, Rule, Table, TableRights } from '@/lib/meta/model'

export const all: Rule = [{ kind: 'all' }]
export const mine: Rule = [{ kind: 'mine', path: ['owner'] }]

export type Rights = Partial<Omit<TableRights, 'rows'>> & { rows?: Partial<TableRights['rows']> }
let serial = 0

/** A role that reads all rows of these tables and does nothing else, unless it says so. */
export const role = (tables: Record<string, Rights>): Role => ({
  id: 'r',
  key: `r${serial++}`,
  label: {},
  admin: false,
  tables: Object.fromEntries(
    Object.entries(tables).map(([key, { rows, ...rights }]) => [
      key,
      {
        fields: {},
        otherFields: 'hidden',
        ...rights,
        rows: { create: [], read: all, update: [], delete: [], ...rows },
      },
    ]),
  ),
})

/** The same actor where a table is another one. */
export function where(actor: Actor, key: string, change: (table: Table) => Table): Actor {
  const tables = new Map(actor.definitions.tables)
  tables.set(key, change(tables.get(key)!))
  return { ...actor, definitions: { ...actor.definitions, tables } }
}

export const withField =
  (key: string, change: Partial<Field>) =>
  (table: Table): Table => ({
    ...table,
    fields: table.fields.map((f) => (f.key === key ? { ...f, ...change } : f)),
  })

/** Under which code something is refused; `done` where it is not. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  )
