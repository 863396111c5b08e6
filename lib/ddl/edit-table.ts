/** Use cases: make, rename, delete and restore a table. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { appError } from '@/lib/errors'
import { fieldType } from '@/lib/fields/index'
import type { Labels } from '@/lib/i18n/labels'
import { isKey, suggestKey } from '@/lib/meta/keys'
import type { Table, View } from '@/lib/meta/model'
import { tableReferences } from '@/lib/meta/references'
import { deletedDocuments, takenKeys } from '@/lib/meta/store'
import { changeDefinitions, type SchemaChange } from './apply'
import { checkField } from './check-field'

export const changeOf = (actor: Actor): SchemaChange => ({
  base: actor.definitions.base,
  actor: actor.userId,
  door: actor.door,
})

/** Makes a table with a name field and a grid of everything. Only administrators see it until a role is given rights. */
export async function createTable(actor: Actor, draft: { label: Labels; key?: string }): Promise<Table> {
  const id = randomUUID()
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions, nextNumber }) => {
    const taken = await takenKeys(tx, definitions.baseId, 'table')
    const key = draft.key ?? suggestKey(draft.label.en || draft.label['zh-CN'] || '', 'table', taken)
    if (!isKey(key)) throw appError('DEFINITION_INVALID', { pointer: '/key' })
    if (taken.has(key)) throw appError('KEY_TAKEN', { pointer: '/key' })
    const table: Table = {
      id,
      key,
      label: draft.label,
      title: 'name',
      sections: [{ key: 'main', label: { 'zh-CN': '基本信息', en: 'Basic information' }, fields: ['name'] }],
      fields: [
        {
          id: randomUUID(),
          key: 'name',
          type: 'text',
          options: fieldType('text').defaultOptions,
          source: { kind: 'input' },
          label: { 'zh-CN': '名称', en: 'Name' },
          required: true,
          unique: false,
          sensitivity: 'normal',
          number: await nextNumber(),
        },
      ],
      trash: [],
    }
    const view: View = {
      id: randomUUID(),
      key: suggestKey(`${key}_all`, 'view', await takenKeys(tx, definitions.baseId, 'view')),
      table: key,
      type: 'grid',
      label: { 'zh-CN': '全部', en: 'All' },
      columns: [{ field: 'name' }],
      frozen: 1,
      sort: [],
      default: true,
    }
    return [
      { kind: 'table', after: table },
      { kind: 'view', after: view },
    ]
  })
  return [...definitions.tables.values()].find((t) => t.id === id)!
}

/** Changes labels; nothing happens in PostgreSQL. */
export async function renameTable(
  actor: Actor,
  key: string,
  given: Pick<Partial<Table>, 'label' | 'description' | 'icon'>,
): Promise<Table> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    return [{ kind: 'table', before, after: { ...before, ...given } }]
  })
  return definitions.tables.get(key)!
}

/** Moves a table to the trash, with its views; its rows stay where they are. Refused while other tables link to it. */
export async function deleteTable(actor: Actor, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    const [used] = tableReferences(definitions, key)
    if (used) throw appError('DEFINITION_IN_USE', { params: { where: `${used.key}.${used.field}` } })
    const views = [...definitions.views.values()].filter((v) => v.table === key)
    return [{ kind: 'table', before }, ...views.map((view) => ({ kind: 'view' as const, before: view }))]
  })
}

/** Takes a table back from the trash, with its rows and views. Refused while something it needs is not there. */
export async function restoreTable(actor: Actor, key: string): Promise<Table> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const [table] = (await deletedDocuments(tx, definitions.baseId, 'table')).filter((t) => t.key === key)
    if (!table) throw appError('NOT_FOUND')
    for (const field of table.fields) checkField(definitions, table, field)
    const views = await deletedDocuments(tx, definitions.baseId, 'view')
    // As the differ sees it the table did not change: structure and rows never went away.
    return [
      { kind: 'table', before: table, after: table },
      ...views
        .filter((v) => v.table === key)
        .map((view) => ({ kind: 'view' as const, before: view, after: view })),
    ]
  })
  return definitions.tables.get(key)!
}
