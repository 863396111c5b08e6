/** Use cases: make and change option sets, and merge one option into another, in rows and in definitions alike. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { appError } from '@/lib/errors'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import { suggestKey } from '@/lib/meta/keys'
import type { OptionSet } from '@/lib/meta/model'
import { takenKeys } from '@/lib/meta/store'
import { changeDefinitions } from './apply'
import { changeOf } from './edit-table'

/** The options given, then those left out: records may hold them, so they are retired and never lost. */
export function withRetired(before: readonly Option[], given: readonly Option[]): Option[] {
  const values = new Set(given.map((o) => o.value))
  if (values.size !== given.length) throw appError('DEFINITION_INVALID', { pointer: '/options' })
  return [...given, ...before.filter((o) => !values.has(o.value)).map((o) => ({ ...o, retired: true }))]
}

/** Makes a set that fields can share. */
export async function createOptions(actor: Actor, label: Labels, options: Option[]): Promise<OptionSet> {
  const id = randomUUID()
  const definitions = await changeDefinitions(changeOf(actor), async ({ tx, definitions }) => {
    const taken = await takenKeys(tx, definitions.baseId, 'options')
    const key = suggestKey(label.en || label['zh-CN'] || '', 'options', taken)
    return [{ kind: 'options', after: { id, key, label, options: withRetired([], options) } }]
  })
  return [...definitions.optionSets.values()].find((s) => s.id === id)!
}

/** Changes an option set: labels, colours, order, new ones. A value that exists is never dropped, only retired. */
export async function saveOptions(actor: Actor, key: string, options: Option[]): Promise<OptionSet> {
  const definitions = await changeDefinitions(changeOf(actor), async ({ definitions }) => {
    const before = definitions.optionSets.get(key)
    if (!before) throw appError('NOT_FOUND')
    return [{ kind: 'options', before, after: { ...before, options: withRetired(before.options, options) } }]
  })
  return definitions.optionSets.get(key)!
}
