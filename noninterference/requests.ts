/**
 * Requests, drawn from the endpoint register: what stands here by method and address is what the property asks. A
 * member's or anyone's endpoint that is missing here fails a test, so a new one has to plug in.
 */
import type { Form } from '@/lib/meta/form'
import type { Action, Table, View } from '@/lib/meta/model'
import { ids } from './schema'
import type { SeenRow } from './sight'
import {
  askIn,
  givable,
  goodName,
  idIn,
  inQuery,
  later,
  type Scene,
  storedFilter,
  tableIn,
  tableName,
  valuesIn,
  wasIn,
  writable,
} from './slots'

export interface Ask {
  /** Its line of the register. */
  of: string
  path: string
  query?: Record<string, string>
  /** Sent as JSON; a text goes as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export type Generator = (scene: Scene) => Omit<Ask, 'of'>

const onTable =
  (
    rest: (scene: Scene, table: Table) => Omit<Ask, 'of' | 'path'> & { path?: string },
    wanted?: (scene: Scene) => (table: Table) => boolean,
  ): Generator =>
  (scene) => {
    const table = tableIn(scene, wanted?.(scene))
    const { path = '', ...more } = rest(scene, table)
    return { path: `/bases/${scene.base}/tables/${tableName(scene, table)}${path}`, ...more }
  }
const idsIn = (scene: Scene, table: Table, wanted: (row: SeenRow) => boolean): string[] =>
  Array.from({ length: scene.dice.pick([1, 1, 2, 3]) }, () => idIn(scene, table.key, wanted))
/** Tables with a record in sight that fits. */
const holding =
  (wanted: (row: SeenRow) => boolean) =>
  ({ sight }: Scene) =>
  (table: Table): boolean =>
    [...sight.rows.values()].some((row) => row.table === table.key && wanted(row))
const living = (row: SeenRow): boolean => !row.deleted
const changeable = (row: SeenRow): boolean => !row.deleted && row.write.length > 0
const masked = (row: SeenRow): boolean =>
  !row.deleted && Object.values(row.cells).some((cell) => 'mask' in cell)
const allowing =
  (action: Action) =>
  ({ sight }: Scene) =>
  (table: Table): boolean =>
    sight.may(table.key, action)
const removable = (row: SeenRow): boolean => !row.deleted && row.can.delete
const restorable = (row: SeenRow): boolean => row.deleted && row.can.delete

function formAsk(scene: Scene, form: Form, record?: string): Record<string, unknown> {
  const table = scene.world.tables.find((t) => t.key === form.table)!
  const shown = new Set(
    form.steps.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'field' ? [b.field] : [])),
  )
  return {
    ticket: scene.dice.chance(0.9) ? later.ticket : 'none',
    answers: valuesIn(scene, table, (f) => shown.has(f.key), record ? 0.4 : 0.8),
    ...(record ? { record } : {}),
  }
}
const memberForm = (scene: Scene): { form: Form; key: string } => {
  const form = scene.dice.pick(scene.forms)
  return { form, key: scene.dice.chance(0.95) ? form.key : 'nothing' }
}
const publicForm = ({ forms }: Scene): Form => forms.find((f) => f.public)!
const tokenOf = (scene: Scene): string =>
  scene.dice.chance(0.95) ? publicForm(scene).public!.token : 'another-wrong-token'
const draftIn = (scene: Scene, form: Form) => {
  const { answers, ticket } = formAsk(scene, form)
  return { ticket, draft: scene.dice.chance(0.8) ? { answers } : null }
}
const recordOfForm = (scene: Scene, form: Form): Record<string, string> =>
  scene.dice.chance(0.5) ? { record: idIn(scene, form.table) } : {}
const settingsIn = (scene: Scene, view: View | undefined): unknown => {
  const table = scene.world.tables.find((t) => t.key === view?.table) ?? scene.world.tables[0]!
  return {
    columns: [{ field: goodName(scene, table) }],
    sort: scene.dice.chance(0.5) ? [{ field: goodName(scene, table), desc: true }] : [],
    ...(scene.dice.chance(0.5) ? { filter: storedFilter(scene, table) } : {}),
  }
}
const viewPath = (scene: Scene): { view: View | undefined; path: string } => {
  const view = scene.views.length > 0 && scene.dice.chance(0.9) ? scene.dice.pick(scene.views) : undefined
  return { view, path: `/bases/${scene.base}/views/${view?.key ?? 'nothing'}/mine` }
}
const fileId = ({ dice, world }: Scene): string =>
  dice.chance(0.8)
    ? dice.pick([...world.files.map((f) => f.id), later.file])
    : '0a000000-0000-4000-8000-00000000dead'

/** By line of the register. */
export const generators: Record<string, Generator> = {
  'GET /session': () => ({ path: '/session' }),
  'POST /setup': () => ({
    path: '/setup',
    body: { name: 'x', email: 'x@example.com', password: 'long enough', locale: 'en' },
  }),
  'GET /bases/{base}': ({ base }) => ({ path: `/bases/${base}` }),
  'GET /bases/{base}/tables/{table}': onTable(() => ({})),
  'PUT /bases/{base}/views/{view}/mine': (scene) => {
    const { view, path } = viewPath(scene)
    return { path, body: settingsIn(scene, view) }
  },
  'DELETE /bases/{base}/views/{view}/mine': (scene) => ({ path: viewPath(scene).path }),
  'GET /bases/{base}/tables/{table}/records': onTable(
    (scene, table) => ({ path: '/records', query: inQuery(askIn(scene, table)) }),
    holding(living),
  ),
  'POST /bases/{base}/tables/{table}/query': onTable(
    (scene, table) => ({ path: '/query', body: askIn(scene, table) }),
    holding(living),
  ),
  'GET /bases/{base}/tables/{table}/records/{id}': onTable(
    (scene, table) => ({ path: `/records/${idIn(scene, table.key)}` }),
    holding(living),
  ),
  'POST /bases/{base}/tables/{table}/records': onTable(
    (scene, table) => {
      const one = () => ({ fields: valuesIn(scene, table, givable(scene, table)) })
      const headers = scene.dice.chance(0.2) ? { 'idempotency-key': 'again' } : undefined
      return {
        path: '/records',
        body: scene.dice.chance(0.8) ? one() : { records: [one(), one()] },
        ...(headers ? { headers } : {}),
      }
    },
    ({ sight }) =>
      (table) =>
        sight.mayCreate(table.key),
  ),
  'PATCH /bases/{base}/tables/{table}/records/{id}': onTable((scene, table) => {
    const id = idIn(scene, table.key, changeable)
    const set = valuesIn(scene, table, writable(scene, id), 0.4)
    return {
      path: `/records/${id}`,
      body: { set, ...(scene.dice.chance(0.4) ? { was: wasIn(scene, id, table, set) } : {}) },
    }
  }, holding(changeable)),
  'DELETE /bases/{base}/tables/{table}/records/{id}': onTable(
    (scene, table) => ({ path: `/records/${idIn(scene, table.key, removable)}` }),
    holding(removable),
  ),
  'POST /bases/{base}/tables/{table}/records/delete': onTable(
    (scene, table) => ({ path: '/records/delete', body: { ids: idsIn(scene, table, removable) } }),
    holding(removable),
  ),
  'POST /bases/{base}/tables/{table}/records/restore': onTable(
    (scene, table) => ({ path: '/records/restore', body: { ids: idsIn(scene, table, restorable) } }),
    holding(restorable),
  ),
  'GET /bases/{base}/tables/{table}/records/{id}/history': onTable(
    (scene, table) => ({
      path: `/records/${idIn(scene, table.key)}/history`,
      ...(scene.dice.chance(0.1) ? { query: { cursor: 'AAAA' } } : {}),
    }),
    holding(living),
  ),
  'GET /bases/{base}/tables/{table}/pick': onTable(
    (scene) => ({
      path: '/pick',
      query: { q: scene.dice.pick(['', 'a', 'B', '客', 'Ä', 'zq', '1', '%']) },
    }),
    holding(living),
  ),
  'POST /bases/{base}/tables/{table}/export': onTable((scene, table) => {
    const { fields, filter, where, sort } = askIn(scene, table)
    const asked = {
      fields,
      filter,
      where,
      sort,
      ids: scene.dice.chance(0.3) ? idsIn(scene, table, living) : undefined,
    }
    return {
      path: '/export',
      body: Object.fromEntries(Object.entries(asked).filter(([, v]) => v !== undefined)),
    }
  }, allowing('export')),
  'POST /bases/{base}/tables/{table}/records/update': onTable((scene, table) => {
    const asked = idsIn(scene, table, changeable)
    return {
      path: '/records/update',
      body: { ids: asked, set: valuesIn(scene, table, writable(scene, asked[0]!), 0.3) },
    }
  }, holding(changeable)),
  'POST /bases/{base}/tables/{table}/records/{id}/reveal': onTable(
    (scene, table) => ({
      path: `/records/${idIn(scene, table.key, masked)}/reveal`,
      body: { field: goodName(scene, table), reason: scene.dice.chance(0.9) ? 'a customer asks' : '' },
    }),
    holding(masked),
  ),
  'GET /bases/{base}/tables/{table}/records/{id}/shares': onTable(
    (scene, table) => ({ path: `/records/${idIn(scene, table.key)}/shares` }),
    allowing('share'),
  ),
  'PUT /bases/{base}/tables/{table}/records/{id}/shares/{person}': onTable(
    (scene, table) => ({
      path: `/records/${idIn(scene, table.key)}/shares/${scene.dice.pick(scene.world.people)}`,
      body: { edit: scene.dice.chance(0.5) },
    }),
    allowing('share'),
  ),
  'DELETE /bases/{base}/tables/{table}/records/{id}/shares/{person}': onTable(
    (scene, table) => ({
      path: `/records/${idIn(scene, table.key)}/shares/${scene.dice.pick(scene.world.people)}`,
    }),
    allowing('share'),
  ),
  'GET /bases/{base}/tables/{table}/explain': onTable(
    (scene, table) => ({
      path: '/explain',
      query: {
        ...(scene.dice.chance(0.6) ? { record: idIn(scene, table.key) } : {}),
        ...(scene.dice.chance(0.6) ? { field: goodName(scene, table) } : {}),
      },
    }),
    holding(living),
  ),
  'GET /bases/{base}/tokens': ({ base }) => ({ path: `/bases/${base}/tokens` }),
  'POST /bases/{base}/tokens': ({ base, dice, world }) => ({
    path: `/bases/${base}/tokens`,
    body: {
      label: 'key',
      role: dice.pick(['role0', 'role1', 'admin']),
      days: 30,
      ...(dice.chance(0.5) ? { tables: { [dice.pick(world.tables).key]: ['read'] } } : {}),
    },
  }),
  'DELETE /bases/{base}/tokens/{id}': ({ base, dice }) => ({
    path: `/bases/${base}/tokens/${dice.pick([ids.other(900), ids.other(901)])}`,
  }),
  'POST /bases/{base}/files': ({ base }) => ({
    path: `/bases/${base}/files`,
    query: { name: 'a.txt' },
    body: 'text',
    headers: { 'content-type': 'text/plain' },
  }),
  'GET /bases/{base}/files/{id}': (scene) => ({ path: `/bases/${scene.base}/files/${fileId(scene)}` }),
  'GET /bases/{base}/people': (scene) => ({
    path: `/bases/${scene.base}/people`,
    query: { q: scene.dice.pick(['', 'a', '员']) },
  }),
  'GET /bases/{base}/forms': ({ base }) => ({ path: `/bases/${base}/forms` }),
  'GET /bases/{base}/forms/{form}': (scene) => {
    const { form, key } = memberForm(scene)
    return { path: `/bases/${scene.base}/forms/${key}`, query: recordOfForm(scene, form) }
  },
  'POST /bases/{base}/forms/{form}/submissions': (scene) => {
    const { form, key } = memberForm(scene)
    return {
      path: `/bases/${scene.base}/forms/${key}/submissions`,
      body: formAsk(scene, form, scene.dice.chance(0.4) ? idIn(scene, form.table) : undefined),
    }
  },
  'PUT /bases/{base}/forms/{form}/draft': (scene) => {
    const { form, key } = memberForm(scene)
    return {
      path: `/bases/${scene.base}/forms/${key}/draft`,
      body: { ...draftIn(scene, form), ...recordOfForm(scene, form) },
    }
  },
  'GET /bases/{base}/forms/{form}/images/{file}': (scene) => ({
    path: `/bases/${scene.base}/forms/${memberForm(scene).key}/images/${fileId(scene)}`,
  }),
  'GET /forms/{token}': (scene) => ({ path: `/forms/${tokenOf(scene)}` }),
  'POST /forms/{token}': (scene) => ({
    path: `/forms/${tokenOf(scene)}`,
    body: formAsk(scene, publicForm(scene)),
  }),
  'PUT /forms/{token}/draft': (scene) => ({
    path: `/forms/${tokenOf(scene)}/draft`,
    body: draftIn(scene, publicForm(scene)),
  }),
  'POST /forms/{token}/files': (scene) => ({
    path: `/forms/${tokenOf(scene)}/files`,
    query: { name: 'a.txt', ticket: later.ticket },
    body: 'text',
    headers: { 'content-type': 'text/plain' },
  }),
  'GET /forms/{token}/images/{file}': (scene) => ({
    path: `/forms/${tokenOf(scene)}/images/${fileId(scene)}`,
  }),
}

/** How often an endpoint is asked, where that is not once in a while. */
const weights: Record<string, number> = {
  'GET /bases/{base}/tables/{table}/records': 16,
  'POST /bases/{base}/tables/{table}/query': 18,
  'PATCH /bases/{base}/tables/{table}/records/{id}': 10,
  'POST /bases/{base}/tables/{table}/records': 8,
  'GET /bases/{base}/tables/{table}/records/{id}': 4,
  'GET /bases/{base}/tables/{table}/records/{id}/history': 10,
  'GET /bases/{base}/tables/{table}/pick': 5,
  'POST /bases/{base}/tables/{table}/records/delete': 4,
  'POST /bases/{base}/tables/{table}/records/restore': 4,
  'GET /bases/{base}/forms/{form}': 3,
  'POST /bases/{base}/forms/{form}/submissions': 4,
  'GET /bases/{base}/files/{id}': 3,
  'GET /bases/{base}/tables/{table}': 4,
  'POST /bases/{base}/tables/{table}/export': 6,
  'POST /bases/{base}/tables/{table}/records/update': 4,
  'POST /bases/{base}/tables/{table}/records/{id}/reveal': 4,
  'GET /bases/{base}/tables/{table}/explain': 4,
  'GET /bases/{base}/tables/{table}/records/{id}/shares': 2,
  'PUT /bases/{base}/tables/{table}/records/{id}/shares/{person}': 2,
  'POST /setup': 0,
}

/** The requests of strangers, and of everybody else. */
const ofStrangers = Object.keys(generators).filter((of) => of.includes('/forms/{token}'))
const ofMembers = Object.keys(generators).filter((of) => !of.includes('/forms/{token}'))
const weighted = (lines: readonly string[]): string[] =>
  lines.flatMap((of) => Array<string>(weights[of] ?? 1).fill(of))
const lots = {
  strangers: [...weighted(ofStrangers), 'GET /forms/{token}', 'POST /forms/{token}', 'POST /forms/{token}'],
  members: weighted(ofMembers),
}

export function requestIn(scene: Scene, stranger: boolean): Ask {
  const of = scene.dice.pick(stranger ? lots.strangers : lots.members)
  return { of, ...generators[of]!(scene) }
}
