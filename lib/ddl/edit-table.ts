/** Use cases: make, rename, delete and restore a table. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { appError } from '@/lib/errors'
import { fieldType } from '@/lib/fields/index'
import type { Labels } from '@/lib/i18n/labels'
import { isKey, suggestKey } from '@/lib/meta/keys'
import type { CheckRule, Section, Table, UniqueRule, View } from '@/lib/meta/model'
import { uses } from '@/lib/meta/references'
import { type DocumentChange, takenKeys } from '@/lib/meta/store'
import { changeDefinitions, type SchemaChange } from './apply'
import { deletedWith } from './deleted'
import { refuseFaults, whereUsed } from './refuse'

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
      uniques: [],
      checks: [],
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

export interface TablePatch {
  label?: Labels
  description?: Labels
  icon?: string
  /** Key of the field that names a record. */
  title?: string
  uniques?: (Omit<UniqueRule, 'number'> & { number?: number })[]
  checks?: CheckRule[]
}

/** Changes what a table says of itself: words, the title, rules over several fields. */
export async function changeTable(actor: Actor, key: string, patch: TablePatch): Promise<Table> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions, nextNumber }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    const { uniques: given, ...rest } = patch
    const uniques = given ? await numbered(before, given, nextNumber) : before.uniques
    const change: DocumentChange = { kind: 'table', before, after: { ...before, ...rest, uniques } }
    if (patch.title !== undefined && !before.fields.some((f) => f.key === patch.title))
      throw appError('DEFINITION_INVALID', { pointer: '/title' })
    refuseFaults(definitions, [change], actor.locale)
    return [change]
  })
  return definitions.tables.get(key)!
}

/** Rules with the number that their index is called by: a rule over other fields is another rule. */
async function numbered(
  { uniques }: Table,
  given: NonNullable<TablePatch['uniques']>,
  nextNumber: () => Promise<number>,
): Promise<UniqueRule[]> {
  const rules: UniqueRule[] = []
  for (const { fields, message } of given) {
    const same = uniques.find((u) => u.fields.join() === fields.join())
    rules.push({ number: same?.number ?? (await nextNumber()), fields, ...(message ? { message } : {}) })
  }
  return rules
}

/** Groups and order of the fields; every field exactly once. */
export async function arrangeFields(actor: Actor, key: string, sections: Section[]): Promise<Table> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    const order = sections.flatMap((s) => s.fields)
    const complete = order.length === before.fields.length && new Set(order).size === order.length
    if (!complete || before.fields.some((f) => !order.includes(f.key)) || sections.length === 0)
      throw appError('DEFINITION_INVALID', { pointer: '/sections' })
    if (new Set(sections.map((s) => s.key)).size !== sections.length)
      throw appError('DEFINITION_INVALID', { pointer: '/sections', problem: 'impact.sectionTwice' })
    const fields = order.map((name) => before.fields.find((f) => f.key === name)!)
    return [{ kind: 'table', before, after: { ...before, sections, fields } }]
  })
  return definitions.tables.get(key)!
}

/** Moves a table to the trash, with its views and forms; its rows stay where they are. Refused while something needs it. */
export async function deleteTable(actor: Actor, key: string): Promise<void> {
  await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.tables.get(key)
    if (!before) throw appError('NOT_FOUND')
    const needed = uses(definitions, { table: key }).filter((use) => use.breaks)
    if (needed.length > 0)
      throw appError('DEFINITION_IN_USE', { params: { where: whereUsed(definitions, needed, actor.locale) } })
    const views = [...definitions.views.values()].filter((v) => v.table === key)
    const forms = [...definitions.forms.values()].filter((f) => f.table === key)
    return [
      { kind: 'table', before },
      ...views.map((before): DocumentChange => ({ kind: 'view', before })),
      ...forms.map((before): DocumentChange => ({ kind: 'form', before })),
    ]
  })
}

/** Takes a table back from the trash, with its rows and what was deleted with it. Refused while something it needs is not there. */
export async function restoreTable(actor: Actor, key: string): Promise<Table> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const found = await deletedWith(tx, definitions.baseId, key)
    if (found.length === 0) throw appError('NOT_FOUND')
    refuseFaults(definitions, found, actor.locale)
    return found
  })
  return definitions.tables.get(key)!
}
