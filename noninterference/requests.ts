/**
 * Requests, drawn from the endpoint register: what stands here by method and address is what the property asks. A
 * member's or anyone's endpoint that is missing here fails a test, so a new one has to plug in.
 */
import type { Table, View } from '@/lib/meta/model'
import {
  type Ask,
  allowing,
  behindMasks,
  changeable,
  type Generator,
  holding,
  living,
  masked,
  removable,
  restorable,
  revealable,
} from './ask'
import { draftIn, formAsk, memberForm, onForm, publicForm, recordOfForm, tokenOf } from './form-requests'
import { importAsk } from './import-requests'
import { ids, otherPictureId, pictureId } from './schema'
import type { SeenRow } from './seen'
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

const onTable = (
  rest: (scene: Scene, table: Table) => Omit<Ask, 'of' | 'path'> & { path?: string },
  wanted?: (scene: Scene) => (table: Table) => boolean,
): Generator =>
  Object.assign(
    (scene: Scene) => {
      const table = tableIn(scene, wanted?.(scene))
      const { path = '', ...more } = rest(scene, table)
      return { path: `/bases/${scene.base}/tables/${tableName(scene, table)}${path}`, ...more }
    },
    wanted ? { fits: (scene: Scene) => scene.world.tables.some(wanted(scene)) } : {},
  )
const idsIn = (scene: Scene, table: Table, wanted: (row: SeenRow) => boolean): string[] =>
  Array.from({ length: scene.dice.pick([1, 1, 2, 3]) }, () => idIn(scene, table.key, wanted))
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
    ? dice.pick([...[...world.files, ...world.strays].map((f) => f.id), pictureId, later.file])
    : '0a000000-0000-4000-8000-00000000dead'

/** A picture, mostly. */
const imageId = (scene: Scene): string =>
  scene.dice.chance(0.7) ? scene.dice.pick([pictureId, otherPictureId]) : fileId(scene)

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
      ...(scene.dice.chance(0.25)
        ? { query: { cursor: scene.dice.pick([later.next, later.next, later.admins, 'AAAA']) } }
        : {}),
    }),
    allowing('history'),
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
  'POST /bases/{base}/tables/{table}/records/update': onTable(
    (scene, table) => {
      const asked = idsIn(scene, table, changeable)
      return {
        path: '/records/update',
        body: { ids: asked, set: valuesIn(scene, table, writable(scene, asked[0]!), 0.3) },
      }
    },
    allowing('bulk', changeable),
  ),
  'POST /bases/{base}/tables/{table}/records/import': onTable(
    (scene, table) => ({ path: '/records/import', ...importAsk(scene, table) }),
    ({ sight }) =>
      (table) =>
        sight.through(table.key, 'import').mayCreate(table.key),
  ),
  'POST /bases/{base}/tables/{table}/records/{id}/reveal': onTable((scene, table) => {
    const id = idIn(scene, table.key, scene.dice.chance(0.6) ? revealable : masked)
    const row = scene.sight.rows.get(id)
    const behind = row ? behindMasks(row) : []
    const field =
      behind.length > 0 && scene.dice.chance(0.7) ? scene.dice.pick(behind) : goodName(scene, table)
    return {
      path: `/records/${id}/reveal`,
      body: { field, reason: scene.dice.chance(0.9) ? 'a customer asks' : '' },
    }
  }, holding(revealable)),
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
  'GET /bases/{base}/forms/{form}': onForm((scene) => {
    const { form, key } = memberForm(scene)
    return { path: `/bases/${scene.base}/forms/${key}`, query: { ...recordOfForm(scene, form) } }
  }),
  'POST /bases/{base}/forms/{form}/submissions': onForm((scene) => {
    const { form, key } = memberForm(scene)
    return {
      path: `/bases/${scene.base}/forms/${key}/submissions`,
      body: formAsk(scene, form, recordOfForm(scene, form).record),
    }
  }),
  'PUT /bases/{base}/forms/{form}/draft': onForm((scene) => {
    const { form, key } = memberForm(scene)
    return {
      path: `/bases/${scene.base}/forms/${key}/draft`,
      body: { ...draftIn(scene, form), ...recordOfForm(scene, form) },
    }
  }),
  'GET /bases/{base}/forms/{form}/images/{file}': (scene) => ({
    path: `/bases/${scene.base}/forms/${memberForm(scene).key}/images/${imageId(scene)}`,
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
    path: `/forms/${tokenOf(scene)}/images/${imageId(scene)}`,
  }),
}

/** How often an endpoint is asked, where that is not once in a while. */
const weights: Record<string, number> = {
  'GET /bases/{base}/tables/{table}/records': 16,
  'POST /bases/{base}/tables/{table}/query': 18,
  'PATCH /bases/{base}/tables/{table}/records/{id}': 18,
  'POST /bases/{base}/tables/{table}/records': 10,
  'GET /bases/{base}/tables/{table}/records/{id}': 4,
  'GET /bases/{base}/tables/{table}/records/{id}/history': 10,
  'GET /bases/{base}/tables/{table}/pick': 6,
  'POST /bases/{base}/tables/{table}/records/delete': 5,
  'DELETE /bases/{base}/tables/{table}/records/{id}': 3,
  'POST /bases/{base}/tables/{table}/records/restore': 4,
  'GET /bases/{base}/forms/{form}': 3,
  'POST /bases/{base}/forms/{form}/submissions': 6,
  'GET /bases/{base}/files/{id}': 3,
  'GET /bases/{base}/tables/{table}': 4,
  'POST /bases/{base}/tables/{table}/export': 6,
  'POST /bases/{base}/tables/{table}/records/update': 6,
  'POST /bases/{base}/tables/{table}/records/import': 12,
  'POST /bases/{base}/tables/{table}/records/{id}/reveal': 4,
  'GET /bases/{base}/tables/{table}/explain': 4,
  'GET /bases/{base}/tables/{table}/records/{id}/shares': 2,
  'PUT /bases/{base}/tables/{table}/records/{id}/shares/{person}': 2,
  'POST /setup': 0,
}

/** The requests of strangers, and of everybody else. */
const ofStrangers = Object.keys(generators).filter((of) => of.includes('/forms/{token}'))
/** NI_ASKS draws members' requests from one corner alone: a fault there is looked for without the rest. */
const corner = process.env.NI_ASKS ?? ''
const ofMembers = Object.keys(generators).filter(
  (of) => !of.includes('/forms/{token}') && of.includes(corner),
)
const weighted = (lines: readonly string[]): string[] =>
  lines.flatMap((of) => Array<string>(weights[of] ?? 1).fill(of))
const lots = {
  strangers: [...weighted(ofStrangers), 'GET /forms/{token}', 'POST /forms/{token}', 'POST /forms/{token}'],
  members: weighted(ofMembers),
}

/** Other eyes change nothing. */
const reads = (of: string): boolean => of.startsWith('GET ') || /(query|export)$/.test(of)

export function requestIn(scene: Scene): Ask {
  const { dice, who } = scene
  const draw = () => dice.pick(who === 'stranger' ? lots.strangers : lots.members)
  const vain = (of: string): boolean =>
    generators[of]!.fits?.(scene) === false || (who === 'eyes' && !reads(of))
  let of = draw()
  for (let tries = 0; tries < 3 && vain(of); tries++) of = draw()
  scene.made ||= makers.has(of)
  return { of, ...generators[of]!(scene) }
}

/** After these there may be a record that was not there before. */
const makers = new Set([
  'POST /bases/{base}/tables/{table}/records',
  'POST /bases/{base}/tables/{table}/records/import',
  'POST /bases/{base}/forms/{form}/submissions',
])
