import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { ConversionAsk } from '@/lib/api/contract-design'
import { recordHistory } from '@/lib/changes/history'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import type { View } from '@/lib/meta/model'
import { makeField, makeTable, makeWorld, type World } from '@/lib/records/testing/world'
import { updateRecord } from '@/lib/records/update'
import { changeDefinitions } from './apply'
import { addField } from './edit-field'
import { type Maker, makerIn } from './testing/maker'
import { previewUndo, undoChange } from './undo'

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

describe('numbers out of texts', () => {
  const ids: Record<string, string> = {}
  const values = async () =>
    Object.fromEntries((await maker.list('parts')).map((r) => [r.fields.name, r.fields.price]))
  beforeAll(async () => {
    const price = makeField(600, 'price', 'text')
    const parts = makeTable('parts', 'name', [makeField(601, 'name', 'text'), price])
    await maker.addTable(parts)
    const texts = { a: '¥1,200', b: '面议', c: '3.50', d: undefined, e: '12 元', f: '=cmd()' }
    for (const [name, text] of Object.entries(texts))
      ids[name] = (await maker.make('parts', { name, ...(text ? { price: text } : {}) })).id
  })

  test('the preview counts, lists what does not fit, and shows what the rest becomes', async () => {
    const seen = await maker.preview('parts', 'price', { type: 'number', options: { precision: 1 } })
    expect(seen).toMatchObject({ rows: 6, filled: 5, fits: 3, misfits: 2, uses: [] })
    expect(seen.misfitSamples.map((m) => [m.title, m.before])).toEqual([
      ['f', '=cmd()'],
      ['b', '面议'],
    ])
    expect(seen.samples.map((s) => [s.before, s.after])).toEqual([
      ['12 元', 12],
      ['3.50', 3.5],
      ['¥1,200', 1200],
    ])
    expect((await values()).b).toBe('面议')
  })

  test('rows edited since keep the newer value when it is taken back, and doing it again changes nothing else', async () => {
    await maker.convert('parts', 'price', { type: 'number', options: { precision: 1 } })
    expect(await values()).toEqual({ a: 1200, c: 3.5, e: 12 })
    await maker.admin((a) => updateRecord(a, 'parts', ids.b!, { set: { price: 7 } }))
    await maker.admin((a) => updateRecord(a, 'parts', ids.c!, { set: { price: 3.6 } }))
    // Edited and set back: the old bytes are right again.
    await maker.admin((a) => updateRecord(a, 'parts', ids.a!, { set: { price: 5 } }))
    await maker.admin((a) => updateRecord(a, 'parts', ids.a!, { set: { price: 1200 } }))
    await maker.make('parts', { name: 'g', price: 9 })
    const { id } = (await maker.history())[0]!
    const told = await maker.admin((a) => previewUndo(a, id))
    expect(told).toMatchObject({ restored: 3, edited: 3, lost: 0 })
    expect(told.parts.map((p) => p.key)).toEqual(['fieldConverted'])
    await maker.admin((a) => undoChange(a, id))
    expect(await values()).toEqual({ a: '¥1,200', b: '7', c: '3.6', e: '12 元', f: '=cmd()', g: '9' })
    const again = await maker.undoLast()
    expect(again).toMatchObject({ edited: 0 })
    expect(await values()).toEqual({ a: 1200, b: 7, c: 3.6, e: 12, g: 9 })
    await maker.undoLast()
    expect(await values()).toMatchObject({ a: '¥1,200', f: '=cmd()' })
    expect(await maker.findings()).toEqual([])
  })

  test('a newer value that does not fit any more is counted as lost', async () => {
    const grade = { options: [{ value: 'x', label: { en: 'x' }, color: 'blue' as const }] }
    await maker.admin((a) =>
      addField(a, 'parts', { label: { en: 'Grade' }, key: 'grade', type: 'select', options: grade }),
    )
    const { id } = await maker.make('parts', { name: 'h', grade: 'x' })
    await maker.convert('parts', 'grade', { type: 'text' })
    await maker.admin((a) => updateRecord(a, 'parts', id, { set: { grade: 'unheard of' } }))
    expect(await maker.undoLast()).toMatchObject({ restored: 0, edited: 1, lost: 1 })
    expect((await maker.list('parts')).find((r) => r.id === id)!.fields.grade).toBeUndefined()
  })

  test('values that would be equal where no two may be are told before, and refused', async () => {
    const unique = makeField(610, 'no', 'text', { unique: true })
    await maker.addTable(makeTable('numbered', 'no', [unique]))
    for (const no of ['1', '1.0']) await maker.make('numbered', { no })
    const ask: ConversionAsk = { type: 'number' }
    expect((await maker.preview('numbered', 'no', ask)).uses).toMatchObject([
      { how: 'useUniqueClash', breaks: true },
    ])
    await expect(maker.convert('numbered', 'no', ask)).rejects.toMatchObject({ code: 'VALUE_TAKEN' })
    expect((await maker.field('numbered', 'no')).type).toBe('text')
    expect(await maker.findings()).toEqual([])
  })

  test('texts become options only when asked, the most frequent first', async () => {
    await maker.make('parts', { name: '3.50' })
    await maker.make('parts', { name: 'a' })
    expect(await maker.preview('parts', 'name', { type: 'select' })).toMatchObject({ fits: 0 })
    const ask: ConversionAsk = { type: 'select', options: { options: [] }, createOptions: true }
    const seen = await maker.preview('parts', 'name', ask)
    expect(seen.fits).toBe(seen.filled)
    expect(seen.options![0]).toMatchObject({ value: 'a', label: { 'zh-CN': 'a' } })
    await maker.convert('parts', 'name', ask)
    const now = await maker.field('parts', 'name')
    expect((now.options as { options: object[] }).options).toHaveLength(seen.options!.length)
    await maker.undoLast()
  })
})

describe('links and people', () => {
  test('go by what they are called, there and back', async () => {
    const [first, second] = [
      await maker.make('customers', { name: '甲公司' }),
      await maker.make('customers', { name: '乙公司' }),
    ]
    await maker.make('customers', { name: '同名' })
    await maker.make('customers', { name: '同名' })
    await maker.admin((a) =>
      addField(a, 'customers', { label: { en: 'Partner' }, key: 'partner', type: 'text' }),
    )
    const [a, b, c] = [
      await maker.make('customers', { name: 'a', partner: ' 甲公司 ' }),
      await maker.make('customers', { name: 'b', partner: '同名' }),
      await maker.make('customers', { name: 'c', partner: '乙公司、甲公司' }),
    ]
    const cells = async () => {
      const found = await maker.list('customers')
      return [a, b, c].map(({ id }) => found.find((r) => r.id === id)!.fields.partner)
    }
    const link = { table: 'customers', onDelete: 'clear' }
    await maker.convert('customers', 'partner', { type: 'link', options: link })
    expect(await cells()).toEqual([first.id, undefined, undefined])
    await maker.takeBack()
    await maker.convert('customers', 'partner', { type: 'links', options: link })
    expect(await cells()).toEqual([[first.id], undefined, [second.id, first.id]])
    await maker.convert('customers', 'partner', { type: 'text' })
    expect(await cells()).toEqual(['甲公司', undefined, '乙公司, 甲公司'])
    await maker.takeBack()
    await maker.takeBack()
    expect(await cells()).toEqual(['甲公司', '同名', '乙公司、甲公司'])
    expect(await maker.findings()).toEqual([])
  })
})

test('the history of a record reads old values as what they were, and names no record out of sight', async () => {
  const [seen, unseen] = [
    await maker.make('customers', { name: '可见', owner: world.sales.userId }),
    await maker.make('customers', { name: '不可见' }),
  ]
  const options = { table: 'customers', onDelete: 'clear' }
  await maker.admin((a) =>
    addField(a, 'customers', {
      label: { en: 'Via' },
      key: 'via',
      type: 'links',
      options,
      roles: { sales: 'edit' },
    }),
  )
  await maker.admin((a) => updateRecord(a, 'customers', seen.id, { set: { via: [unseen.id, seen.id] } }))
  await maker.convert('customers', 'via', { type: 'text' })
  await maker.admin((a) => updateRecord(a, 'customers', seen.id, { set: { via: '口头' } }))
  const told = await asActor(world.sales, world.base, (a) =>
    recordHistory(a, a.definitions.tables.get('customers')!, seen.id),
  )
  const cells = told.entries.flatMap((e) => e.cells ?? []).filter((c) => c.field === 'via')
  expect(cells).toEqual([
    { field: 'via', before: '不可见, 可见', after: '口头' },
    { field: 'via', after: [seen.id], former: { type: 'links', options } },
  ])
  expect(JSON.stringify(told)).not.toContain(unseen.id)
  // Of a type that is gone for good nobody can say what its values were, nor whose they are to see.
  const later = await asActor(world.sales, world.base, (a) =>
    recordHistory(a, { ...a.definitions.tables.get('customers')!, trash: [] }, seen.id),
  )
  expect(JSON.stringify(later)).not.toContain(unseen.id)
  expect(later.entries.flatMap((e) => e.cells ?? []).filter((c) => c.field === 'via')).toEqual([cells[0]])
})

describe('what uses the field', () => {
  test('views lose the conditions that do not fit, masks never show more, and undoing brings both back', async () => {
    const view: View = {
      id: crypto.randomUUID(),
      key: 'called',
      table: 'customers',
      type: 'grid',
      label: { en: 'Called' },
      columns: [{ field: 'name' }, { field: 'phone' }],
      frozen: 0,
      sort: [{ field: 'phone', desc: false }],
      filter: stored(
        call('and', call('contains', field('phone'), value('138')), call('isNotEmpty', field('name'))),
      ),
    }
    await changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
      { kind: 'view', after: view },
    ])
    const before = await maker.definitions()
    const seen = await maker.preview('customers', 'phone', { type: 'number' })
    expect(seen.uses.map((u) => [u.kind, u.how, u.breaks])).toEqual([
      ['view', 'useFilter', false],
      ['role', 'useMask', false],
    ])
    await maker.convert('customers', 'phone', { type: 'number' })
    const after = await maker.definitions()
    expect(after.views.get('called')!.filter).toEqual(stored(call('isNotEmpty', field('name'))))
    expect(after.roles.get('sales')!.tables.customers!.fields.phone).toEqual({ mask: 'all' })
    await maker.undoLast()
    const back = await maker.definitions()
    expect(back.views.get('called')).toEqual(before.views.get('called'))
    expect(back.roles.get('sales')).toEqual(before.roles.get('sales'))
  })

  test('a formula that could not be computed any more forbids it, one that still can is computed anew', async () => {
    const source = (expr: Expr) => ({ kind: 'formula' as const, expr: stored(expr), stored: true })
    await maker.admin((a) =>
      addField(a, 'orders', {
        label: { en: 'Twice' },
        key: 'twice',
        type: 'number',
        options: { precision: 2 },
        source: source(call('mul', field('amount'), value(2))),
      }),
    )
    const customer = (await maker.list('customers'))[0]!.id
    const { id } = await maker.make('orders', { customer, amount: 1.26 })
    await expect(maker.convert('orders', 'amount', { type: 'text' })).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
    const seen = await maker.preview('orders', 'amount', { type: 'text' })
    expect(seen.uses).toMatchObject([{ how: 'useFormula', key: 'twice', breaks: true }])
    await maker.convert('orders', 'amount', { type: 'number', options: { precision: 1 } })
    const twice = async () => (await maker.list('orders')).find((r) => r.id === id)!.fields.twice
    expect(await twice()).toBe(2.6)
    await maker.undoLast()
    expect(await twice()).toBe(2.52)
    await maker.convert('orders', 'twice', { type: 'text' })
    expect(await twice()).toBe('2.52')
    expect(await maker.findings()).toEqual([])
    await maker.undoLast()
  })
})
