/** Classes H1–H7 of the catalogue: what is hidden is no part of any question, whatever it is called and wherever it stands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type Expr, field, stored, value } from '@/lib/expr/ast'
import {
  type Asked,
  done,
  expectUnknown,
  get,
  hiddenNames,
  noName,
  people,
  post,
  tasks,
  told,
} from './asking'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const faces = ['session', 'token', 'eyes'] as const
const records = `${people}/records`
/** A row of an import that names the record of this value, tried and taken back. */
const named = (match: string, value: string): Asked =>
  post(`${records}/import`, {
    records: [{ fields: { [match]: value } }],
    match,
    existing: 'skip',
    check: true,
  })

/** Every place of the API that takes a condition, for a condition made with a name. */
const conditions = (expr: Expr): Asked[] => [
  get(records, { filter: JSON.stringify(stored(expr)) }),
  get(records, { filter: JSON.stringify(stored(expr)), count: 'exact', deleted: 'true' }),
  post(`${people}/query`, { filter: stored(expr) }),
  post(`${people}/export`, { filter: stored(expr) }),
]

describe('H1 filter oracle (Strapi CVE-2023-22894, CVE-2026-27886; Directus CVE-2023-27481; Keystone CVE-2025-46720; Twenty 22873)', () => {
  const deep = (expr: Expr): Expr =>
    call(
      'and',
      call('or', call('not', call('and', expr, call('isNotEmpty', field('name')))), value(true)),
      value(true),
    )
  const shapes: Record<string, (name: string) => Expr> = {
    gt: (n) => call('gt', field(n), value(1)),
    gte: (n) => call('gte', field(n), value(1)),
    lt: (n) => call('lt', field(n), value(1)),
    lte: (n) => call('lte', field(n), value(1)),
    eq: (n) => call('eq', field(n), value(1)),
    is: (n) => call('is', field(n), value('a')),
    isNot: (n) => call('isNot', field(n), value('a')),
    contains: (n) => call('contains', field(n), value('a')),
    notContains: (n) => call('notContains', field(n), value('a')),
    startsWith: (n) => call('startsWith', field(n), value('8')),
    endsWith: (n) => call('endsWith', field(n), value('8')),
    isAnyOf: (n) => call('isAnyOf', field(n), value(['a'])),
    isNoneOf: (n) => call('isNoneOf', field(n), value(['a'])),
    isEmpty: (n) => call('isEmpty', field(n)),
    isNotEmpty: (n) => call('isNotEmpty', field(n)),
    'against itself': (n) => call('gt', field(n), field(n)),
    'inside a function': (n) => call('gt', call('length', field(n)), value(1)),
    'as a wrong kind': (n) => call('gt', field(n), value('no number')),
    'four deep': (n) => deep(call('gt', field(n), value(1))),
  }
  test.each(Object.keys(shapes).map((shape, i) => [shape, hiddenNames[i % 4]!] as const))(
    '%s',
    async (key, other) => {
      const shape = shapes[key]!
      for (const name of new Set(['salary', other]))
        for (const [i] of conditions(shape(name)).entries())
          await expectUnknown(stage.s, name, (n) => conditions(shape(n))[i]!)
    },
  )
  test.each([
    (n: string) => `${n} > 1`,
    (n: string) => `name = "x" or not (${n} = 1)`,
    (n: string) => `isEmpty(${n})`,
    (n: string) => `startsWith(text(${n}), "8")`,
    (n: string) => `count(tasks, ${n} > 1) > 0`,
  ])('in words: %s', async (words) => {
    for (const name of hiddenNames)
      for (const of of [
        (n: string) => get(records, { where: words(n) }),
        (n: string) => post(`${people}/query`, { where: words(n) }),
        (n: string) => post(`${people}/export`, { where: words(n) }),
      ])
        await expectUnknown(stage.s, name, of)
  })
  test('by token and through other eyes as by session', async () => {
    for (const face of faces)
      for (const name of hiddenNames)
        await expectUnknown(stage.faces[face], name, (n) =>
          post(`${people}/query`, { filter: stored(call('isEmpty', field(n))) }),
        )
  })
  test("a view that is chosen by it is nowhere, and cannot be made one's own", async () => {
    for (const face of faces) {
      const client = stage.faces[face]
      expect(await told(client, get(people))).not.toContain('rich')
      const settings = { columns: [{ field: 'name' }] }
      const mine = (key: string) => post(`/bases/hr/views/${key}/mine`, settings, 'PUT')
      expect(await told(client, mine('rich'))).toBe(
        (await told(client, mine('hcir'))).replaceAll('hcir', 'rich'),
      )
    }
  })
  test('personal settings take no hidden name', async () => {
    for (const name of hiddenNames)
      for (const of of [
        (n: string) => ({ columns: [{ field: n }] }),
        (n: string) => ({ sort: [{ field: n, desc: true }] }),
        (n: string) => ({ filter: stored(call('isEmpty', field(n))) }),
      ])
        await expectUnknown(stage.s, name, (n) => post('/bases/hr/views/plain/mine', of(n), 'PUT'))
  })
  test('what finds records to change takes ids alone, or a field that is always in sight', async () => {
    for (const name of [...hiddenNames, 'phone']) expect(await told(stage.s, named(name, '1'))).toMatch(/^4/)
    for (const name of hiddenNames) await expectUnknown(stage.s, name, (n) => named(n, '1'))
    for (const door of ['delete', 'restore', 'update'])
      for (const body of [
        { ids: [stage.ids.own], filter: stored(call('gt', field('salary'), value(1))) },
        { where: 'salary > 1' },
      ]) {
        const answer = await stage.s.ask('POST', `${records}/${door}`, {
          body: door === 'update' ? { ...body, set: { note: 'x' } } : body,
        })
        expect(answer.body.error?.code, door).toBe('BODY_INVALID')
      }
  })
})

describe('H2 sort oracle (Frappe PR 40515; Discourse PR 41598; EasyAdmin PR 7621)', () => {
  test.each([
    (n: string) => n,
    (n: string) => `-${n}`,
    (n: string) => `name,${n}`,
    (n: string) => `name,-${n},note`,
  ])('a list by %s', async (sort) => {
    for (const name of hiddenNames)
      for (const query of [{ sort: '' }, { count: 'exact' }, { deleted: 'true' }])
        await expectUnknown(stage.s, name, (n) => get(records, { ...query, sort: sort(n) }))
  })
  test('a question and an export by it', async () => {
    for (const name of hiddenNames)
      for (const door of ['query', 'export'])
        await expectUnknown(stage.s, name, (n) =>
          post(`${people}/${door}`, { sort: [{ field: n, desc: false }] }),
        )
  })
  test.each(['length(note)', 'name;salary', 'name salary', 'people.name', 'name desc', '"name"', 'NAME'])(
    '%s is no order',
    async (sort) => {
      expect(await told(stage.s, get(records, { sort }))).toMatch(/^400 /)
    },
  )
  test("an administrator's cursor is nobody else's", async () => {
    for (const sort of ['-salary', 'name', undefined]) {
      const page = await done(stage.a.ask('GET', get(records, { sort, limit: '1', fields: 'name' }).path))
      const cursor = String(page.next)
      for (const face of faces)
        for (const query of [{ cursor }, { cursor, sort: sort?.replace('-salary', '-name') }])
          expect(
            await told(stage.faces[face], get(records, { ...query, limit: '1', fields: 'name' })),
          ).toMatch(/CURSOR_INVALID/)
    }
  })
  test('the order is the same whatever the hidden values are, in a view that is sorted by them too', async () => {
    const asked = [get(records), get(records, { limit: '1' }), get(people), post(`${people}/export`, {})]
    const before = await Promise.all(asked.map((one) => told(stage.s, one)))
    for (const [id, salary] of [
      [stage.ids.own, 1],
      [stage.ids.friend, 99_999],
      [stage.ids.own, 87654.32],
      [stage.ids.friend, 65432.1],
    ] as const)
      await done(stage.a.ask('PATCH', `${records}/${id}`, { body: { set: { salary } } }))
    const after = await Promise.all(asked.map((one) => told(stage.s, one)))
    const nameless = (text: string) => text.replace(/"next":"[^"]*"/, '"next":""')
    expect(after.map(nameless)).toEqual(before.map(nameless))
  })
})

describe('H3 group and aggregate (Directus CVE-2026-35442; Twenty 25911; Grist 1760)', () => {
  test.each(['group', 'groupBy', 'agg', 'aggregate', 'sum', 'having', 'distinct'])(
    'there is no parameter %s',
    async (name) => {
      for (const value of ['salary', 'max(salary)', 'phone']) {
        expect(await told(stage.s, get(records, { [name]: value }))).toMatch(/^400 .*PARAMETER_UNKNOWN/)
        expect(await told(stage.s, post(`${people}/query`, { [name]: value }))).toMatch(/^400 .*BODY_INVALID/)
        expect(await told(stage.s, post(`${people}/export`, { [name]: value }))).toMatch(
          /^400 .*BODY_INVALID/,
        )
      }
    },
  )
  test.each(['sum', 'max', 'min', 'average', 'first', 'join'])('%s of what is behind a link', async (fn) => {
    for (const [name, table, words] of [
      ['cost', people, (n: string) => `isEmpty(${fn}(tasks, ${n}))`],
      ['salary', tasks, (n: string) => `isEmpty(${fn}(person.tasks, person.${n}))`],
    ] as const)
      await expectUnknown(stage.s, name, (n) => post(`${table}/query`, { where: words(n) }))
  })
  test('a count is of what is in sight', async () => {
    const count = async () => (await stage.s.ask('GET', `${records}?count=exact&limit=1`)).body.count
    const before = await count()
    const id = (
      await done(
        stage.a.ask('POST', records, {
          body: { fields: { name: '外人', owner: stage.people.other.userId } },
        }),
      )
    ).id
    expect(await count()).toEqual(before)
    await done(stage.a.ask('POST', `${records}/delete`, { body: { ids: [id] } }))
    expect(await told(stage.s, get(records, { deleted: 'true', count: 'exact' }))).toMatch(
      /"records":\[\],"count":{"value":0/,
    )
  })
})

describe('H4 search, autocomplete, distinct values (Directus CVE-2025-30352, CVE-2025-64748; Metabase 23377; Admidio 2015)', () => {
  test.each(['87654.32', '13812345678', '1381234', 'BADGE-7Q3', 'TAG-CANARY', 'VAULT-CANARY', '外人'])(
    '%s finds as much as nonsense does',
    async (text) => {
      const nonsense = noName(`${text}x`)
      for (const face of faces)
        for (const of of [
          (q: string) => get(`${people}/pick`, { q }),
          (q: string) => get(`/bases/hr/tables/tags/pick`, { q }),
          (q: string) => get('/bases/hr/people', { q }),
          (q: string) => named('name', q),
          (q: string) => get(records, { where: `contains(phone, "${q}")` }),
          (q: string) => get(records, { where: `phone = "${q}"` }),
          (q: string) => get(records, { where: `contains(tag.kind, "${q}")` }),
        ])
          expect(await told(stage.faces[face], of(text))).toBe(await told(stage.faces[face], of(nonsense)))
    },
  )
  test.each(['q', 'search', 'text', '_q'])('a list has no parameter %s', async (name) => {
    expect(await told(stage.s, get(records, { [name]: '87654.32' }))).toMatch(/^400 .*PARAMETER_UNKNOWN/)
  })
  test.each(hiddenNames)('there are no values of %s to choose from', async (name) => {
    for (const rest of ['values', 'options', 'distinct'])
      await expectUnknown(stage.s, name, (n) => get(`${people}/fields/${n}/${rest}`))
    await expectUnknown(stage.s, name, (n) => get(`${people}/fields/${n}/impact`))
  })
  test('a mask is searched as what it shows', async () => {
    const found = async (where: string) =>
      ((await stage.s.ask('GET', `${records}?${new URLSearchParams({ where })}`)).body.records as []).length
    expect(await found('endsWith(phone, "5678")')).toBe(1)
    expect(await found('startsWith(phone, "138")')).toBe(0)
    expect(await found('contains(phone, "1234")')).toBe(0)
  })
})

describe('H5 alias, projection, name form (Directus CVE-2024-34708; Teable 3335; Baserow 5007; NocoDB 13295; Strapi CVE-2023-34235, CVE-2024-56143)', () => {
  test.each([
    (n: string) => n,
    (n: string) => `name,${n}`,
    (n: string) => `${n},name`,
    (n: string) => `*,${n}`,
    (n: string) => n.toUpperCase(),
    (n: string) => `${n[0]!.toUpperCase()}${n.slice(1)}`,
    (n: string) => `people.${n}`,
    (n: string) => `t.${n}`,
    (n: string) => `r.${n}`,
    (n: string) => `${n}::text`,
    (n: string) => `"${n}"`,
    (n: string) => `${n} as name`,
    (n: string) => `name:${n}`,
    (n: string) => `_raw_${n}`,
    (n: string) => `_json_${n}`,
    (n: string) => `${n}\u200b`,
    (n: string) => n.replace('a', '\u0430'),
    (n: string) => n.normalize('NFKD').replace(/./g, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)),
  ])('fields: %s', async (spelt) => {
    for (const name of hiddenNames) {
      await expectUnknown(stage.s, spelt(name), () => get(records, { fields: spelt(name) }))
      expect(await told(stage.s, get(records, { fields: spelt(name) }))).toBe(
        await told(stage.s, get(records, { fields: spelt(noName(name)) })),
      )
      for (const door of ['query', 'export'])
        expect(await told(stage.s, post(`${people}/${door}`, { fields: [spelt(name)] }))).toBe(
          await told(stage.s, post(`${people}/${door}`, { fields: [spelt(noName(name))] })),
        )
    }
  })
  test.each([
    'alias',
    'alias[x]',
    'projection',
    'fields[x]',
    'use_names',
    'user_field_names',
    'lookup',
    'getHiddenColumn',
    'expand',
    'include',
    'raw',
    'show',
    'select',
  ])('there is no parameter %s', async (name) => {
    for (const path of [records, `${records}/${stage.ids.own}`, people, '/bases/hr', `${people}/pick`])
      expect(await told(stage.s, get(path, { [name]: 'salary' })), path).toMatch(/^400 .*PARAMETER_UNKNOWN/)
  })
  test.each(['_x_2', '_u_8', 'xmin', 'ctid', '_created_in', 'tableoid', '_deleted_at', '_counters'])(
    'what PostgreSQL or we call %s is no field',
    async (name) => {
      for (const query of [{ fields: name }, { sort: name }, { where: `isEmpty(${name})` }])
        expect(await told(stage.s, get(records, query))).toMatch(/^400 /)
    },
  )
})

describe('H6 relation path (Strapi CVE-2026-27886, CVE-2023-37263; NocoBase PR 9193)', () => {
  test.each([
    ['salary', tasks, (n: string) => `person.${n} > 1`],
    ['salary', tasks, (n: string) => `person.boss.${n} > 1`],
    ['salary', tasks, (n: string) => `person.boss.boss.boss.${n} > 1`],
    ['badge', people, (n: string) => `boss.${n} = "x"`],
    ['cipher', people, (n: string) => `tag.${n} = "TAG-CANARY"`],
    ['cost', people, (n: string) => `sum(tasks, ${n}) > 1`],
    ['sealed', people, (n: string) => `count(vaults, ${n} = "VAULT-CANARY") > 0`],
    ['email', people, (n: string) => `owner.${n} = "a"`],
  ] as const)('%s in %s', async (name, table, words) => {
    for (const door of ['query', 'export'])
      await expectUnknown(stage.s, name, (n) => post(`${table}/${door}`, { where: words(n) }))
  })
  test('a condition along a link to a record out of sight finds nothing of it', async () => {
    for (const where of ['boss.name = "外人"', 'isNotEmpty(boss.name)', 'boss.owner = me()'])
      expect(await told(stage.s, post(`${people}/query`, { where, fields: ['name'] }))).toBe(
        await told(stage.s, post(`${people}/query`, { where: 'name = "nonsense"', fields: ['name'] })),
      )
  })
  test('a title that is hidden is no title, and a link out of sight is set and nothing more', async () => {
    for (const face of faces) {
      const record = await done(stage.faces[face].ask('GET', `${records}/${stage.ids.own}`))
      expect(JSON.stringify(record)).not.toContain(stage.ids.foreign)
      // The first field that is readable stands for the title.
      expect((record.titles as Record<string, string>)[stage.ids.tag]).toBe('k')
    }
  })
  test('sorting by a link sorts by nothing that is out of sight', async () => {
    const asked = ['boss', '-boss', 'tag', '-tag'].map((sort) => get(records, { sort, fields: 'name' }))
    const before = await Promise.all(asked.map((one) => told(stage.s, one)))
    for (const name of ['aaa', 'zzz', '外人'])
      await done(stage.a.ask('PATCH', `${records}/${stage.ids.foreign}`, { body: { set: { name } } }))
    for (const cipher of ['aaa', 'zzz', 'TAG-CANARY'])
      await done(
        stage.a.ask('PATCH', `/bases/hr/tables/tags/records/${stage.ids.tag}`, { body: { set: { cipher } } }),
      )
    expect(await Promise.all(asked.map((one) => told(stage.s, one)))).toEqual(before)
  })
})

describe('H7 formula, lookup, rollup (Grist 305; Baserow 1426, 1427, 1533, 1558)', () => {
  test.each([
    ['double', people],
    ['costs', people],
    ['pay', tasks],
  ])('%s, drawn from a hidden field, is unknown in every place', async (name, table) => {
    for (const face of faces)
      for (const of of [
        (n: string) => get(`${table}/records`, { fields: n }),
        (n: string) => get(`${table}/records`, { sort: `-${n}` }),
        (n: string) => get(`${table}/records`, { where: `isEmpty(${n})` }),
        (n: string) => post(`${table}/export`, { fields: [n] }),
        (n: string) => post(`${table}/query`, { filter: stored(call('gt', field(n), value(1))) }),
      ])
        await expectUnknown(stage.faces[face], name, of)
  })
  test('a member tries no formulas and makes none', async () => {
    for (const [path, body] of [
      [`${people}/formula`, { text: 'salary * 2', purpose: 'formula', locale: 'en' }],
      [
        `${people}/fields`,
        { label: { en: 'x' }, type: 'number', source: { kind: 'formula', text: 'salary' } },
      ],
    ] as const)
      for (const face of faces)
        expect(await told(stage.faces[face], post(path, body))).toMatch(/^403 .*(FORBIDDEN|VIEW_ONLY)/)
  })
  test('a declassified one is shown, and its inputs are not', async () => {
    const define = (declassified: boolean) =>
      stage.a.ask('PATCH', `${people}/fields/double`, { body: { declassified } })
    await done(define(true))
    expect((await stage.s.ask('GET', `${records}?where=double%20%3E%200&fields=name`)).status).toBe(200)
    await expectUnknown(stage.s, 'salary', (n) => get(records, { sort: n }))
    await done(define(false))
    await expectUnknown(stage.s, 'double', (n) => get(records, { sort: n }))
  })
})
