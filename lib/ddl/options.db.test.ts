/** Merging options, and what a field, an option or a table is needed for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, field, stored, value } from '@/lib/expr/ast'
import { createForm, deleteForm, saveForm } from '@/lib/forms/edit'
import { fieldOf } from '@/lib/meta/fields'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { addField, changeField } from './edit-field'
import { createOptions } from './edit-options'
import { changeTable } from './edit-table'
import { fieldImpact, optionsImpact, tableImpact } from './impact'
import { mergeOptions } from './merge-options'
import { type Maker, makerIn } from './testing/maker'

let db: TestDatabase
let world: World

let maker: Maker

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  db = await testDatabase()
  world = await makeWorld()
  maker = makerIn(db, world)
})
afterAll(() => db.close())

describe('impact', () => {
  test('of a field and of a table: what would break, what goes along, how many records', async () => {
    const owner = await maker.admin((a) => fieldImpact(a, 'customers', 'owner'))
    expect(owner.uses.filter((u) => u.breaks).map((u) => [u.kind, u.key, u.how])).toEqual([
      ['field', 'seller', 'useDefault'],
      ['role', 'sales', 'useRule'],
    ])
    const table = await maker.admin((a) => tableImpact(a, 'customers'))
    expect(table.uses).toMatchObject([
      { table: 'orders', key: 'customer', how: 'useLink', breaks: true },
      { kind: 'role' },
    ])
    expect(table.records).toBe((await maker.list('customers')).length)
  })
  test('of what is no option: nothing, whatever the column holds', async () => {
    const set = await maker.admin((a) =>
      createOptions(a, { en: 'Size' }, [{ value: 's', label: { en: 'S' }, color: 'blue' }]),
    )
    const more = { label: { en: 'x' }, options: {} }
    await maker.admin((a) => addField(a, 'customers', { ...more, key: 'weight', type: 'number' }))
    await maker.admin((a) =>
      addField(a, 'customers', {
        ...more,
        key: 'size',
        type: 'multiselect',
        options: { set: set.key, options: null },
      }),
    )
    for (const option of ['NaN', 'a\u0000b', "'"]) {
      for (const key of ['weight', 'size', 'name', 'owner'])
        expect((await maker.admin((a) => fieldImpact(a, 'customers', key, option))).records).toBe(0)
      expect((await maker.admin((a) => optionsImpact(a, set.key, option))).records).toBe(0)
    }
  })
})

describe('options', () => {
  test('merging rewrites records and definitions, and the history of records tells it', async () => {
    const set = await maker.admin((a) =>
      createOptions(a, { 'zh-CN': '来源' }, [
        { value: 'web', label: { en: 'Web' }, color: 'blue' },
        { value: 'site', label: { en: 'Site' }, color: 'red' },
        { value: 'fair', label: { en: 'Fair' }, color: 'green' },
      ]),
    )
    const options = { set: set.key, options: null }
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'origin', label: { en: 'Origin' }, type: 'select', options }),
    )
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'ways', label: { en: 'Ways' }, type: 'multiselect', options }),
    )
    await maker.admin((a) =>
      changeField(a, 'customers', 'code', {
        showIf: stored(call('isAnyOf', field('origin'), value(['site', 'fair']))),
      }),
    )
    const { id } = await maker.make('customers', { name: 'm', origin: 'site', ways: ['fair', 'site', 'web'] })
    expect(await maker.admin((a) => optionsImpact(a, set.key, 'site'))).toMatchObject({
      records: 2,
      uses: [{ kind: 'field', key: 'code', how: 'useShowIf' }],
    })
    expect(await maker.admin((a) => mergeOptions(a, { set: set.key }, 'site', 'web'))).toBe(2)
    const merged = (await maker.list('customers')).find((r) => r.id === id)!
    expect(merged.fields).toMatchObject({ origin: 'web', ways: ['fair', 'web'] })
    const after = await maker.definitions()
    expect(fieldOf(after.tables.get('customers')!, 'code')!.showIf).toEqual(
      stored(call('isAnyOf', field('origin'), value(['web', 'fair']))),
    )
    expect(after.optionSets.get(set.key)!.options.find((o) => o.value === 'site')!.retired).toBe(true)
    const cells = await run<{ before: object }>(
      db.ownerSql,
      sql`select before from ${qualified(world.base, '_cells')} where record = ${param(id, 'uuid')} order by change`,
    )
    expect(cells.map((c) => c.before)).toEqual([{ origin: 'site' }, { ways: ['fair', 'site', 'web'] }])
    await maker.undo((await maker.history())[0]!.id)
    expect((await maker.definitions()).optionSets.get(set.key)!.options.every((o) => !o.retired)).toBe(true)
  })
  test('lets formulas come to the other one, and what is kept of them agrees', async () => {
    const set = await maker.admin((a) =>
      createOptions(a, { en: 'Tiers' }, [
        { value: 'low', label: { en: 'Low' }, color: 'gray' },
        { value: 'base', label: { en: 'Base' }, color: 'blue' },
      ]),
    )
    const choosing = { type: 'select', options: { set: set.key } } as const
    const tierOf = (lowest: string) =>
      stored(call('ifs', call('is', field('name'), value('low')), value(lowest), value('base')))
    const formula = (expr: ReturnType<typeof stored>) => ({ kind: 'formula', stored: true, expr }) as const
    const add = (key: string, more: object) =>
      maker.admin((a) => addField(a, 'customers', { key, label: { en: key }, ...choosing, ...more }))
    await add('asked', {})
    await add('tier', { source: formula(tierOf('low')) })
    await add('copied', { source: formula(stored(field('asked'))) })
    const { id } = await maker.make('customers', { name: 'low', asked: 'low' })
    expect(await maker.admin((a) => mergeOptions(a, { set: set.key }, 'low', 'base'))).toBe(1)
    const cells = (await maker.list('customers')).find((r) => r.id === id)!.fields
    expect(cells).toMatchObject({ asked: 'base', tier: 'base', copied: 'base' })
    // The name that happens to read like the option is no option.
    expect((await maker.field('customers', 'tier')).source).toEqual(formula(tierOf('base')))
    expect(await maker.findings()).toEqual([])
  })

  test('is refused, in words, where it would make equal what has to be unique', async () => {
    const choices = ['one', 'two'].map((value) => ({ value, label: { en: value }, color: 'blue' as const }))
    const options = { options: choices }
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'slot', label: { en: 'Slot' }, type: 'select', options }),
    )
    await maker.admin((a) => changeTable(a, 'customers', { uniques: [{ fields: ['name', 'slot'] }] }))
    await maker.make('customers', { name: 's', slot: 'one' })
    await maker.make('customers', { name: 's', slot: 'two' })
    await expect(
      maker.admin((a) => mergeOptions(a, { table: 'customers', field: 'slot' }, 'one', 'two')),
    ).rejects.toMatchObject({ code: 'VALUE_TAKEN', detail: { fields: ['name', 'slot'] } })
    expect((await maker.field('customers', 'slot')).options).toEqual(options)
  })

  test('lets forms begin with the other one', async () => {
    const set = await maker.admin((a) =>
      createOptions(a, { en: 'Ways in' }, [
        { value: 'old', label: { en: 'Old' }, color: 'gray' },
        { value: 'new', label: { en: 'New' }, color: 'blue' },
      ]),
    )
    const options = { set: set.key }
    await maker.admin((a) =>
      addField(a, 'customers', { key: 'way_in', label: { en: 'Way in' }, type: 'select', options }),
    )
    const block = (begin: string) =>
      ({ kind: 'field', field: 'way_in', fixed: 'hidden', default: stored(value(begin)) }) as const
    const made = await maker.admin((a) => createForm(a, { table: 'customers', label: { en: 'Way' } }))
    const body = { label: { en: 'Way' }, steps: [{ key: 'one', blocks: [block('old')] }] }
    await maker.admin((a) => saveForm(a, made.form.key, body))
    await maker.admin((a) => mergeOptions(a, { set: set.key }, 'old', 'new'))
    const form = (await maker.definitions()).forms.get(made.form.key)!
    expect(form.steps[0]!.blocks).toEqual([block('new')])
    await maker.undoLast()
    expect((await maker.definitions()).forms.get(made.form.key)!.steps[0]!.blocks).toEqual([block('old')])
    await maker.admin((a) => deleteForm(a, made.form.key))
  })
})
