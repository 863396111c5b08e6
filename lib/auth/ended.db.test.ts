/**
 * What takes access away × what gives it (NocoDB 2026-28396, -53928, Strapi 2026-22706, Payload 2025-4643): after each
 * way every credential of the person is tried as a thief would who kept it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import { appSql, run, transaction } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { cookieName } from './cookie'
import { setPolicy } from './factors'
import { endSessions, resetFactor } from './invitations'
import { makeLink } from './links'
import { changeMember } from './members'
import { endsTokens } from './sessions'
import { Browser, prepareSignIn } from './testing/browser'
import {
  customers,
  enrol,
  freshCode,
  longAgo,
  type Member,
  newMember,
  newToken,
  password,
  statusWith,
  tokenIn,
} from './testing/people'

let db: TestDatabase
let world: World

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
})
beforeEach(() => run(appSql(), sql`delete from tian.attempts`))
afterAll(() => db.close())

const next = 'a wholly new password'
const status = async (browser: Browser) => (await browser.api('GET', customers)).status
const asAdmin = (id: string, change: object) =>
  asActor(world.admin, 'crm', (a) => changeMember(a, id, change))

/** A browser with the same cookies: what somebody has who read them. */
function thiefOf(browser: Browser): Browser {
  const thief = new Browser()
  for (const [name, value] of browser.jar) thief.jar.set(name, value)
  return thief
}

/** Somebody signed in on three devices, half signed in on a fourth, with a token and a link that waits. */
interface Held {
  member: Member
  secret?: string
  here: Browser
  /** The cookies of this device before, the other two, and one between the two steps. */
  kept: Browser
  elsewhere: Browser[]
  pending: Browser
  token: string
  link: string
}

async function hold(factor: boolean): Promise<Held> {
  const member = await newMember(world.admin)
  const here = new Browser()
  await here.signIn(member.email, password)
  const secret = factor ? (await enrol(here)).secret : undefined
  const signIn = async () => {
    const browser = new Browser()
    expect(await browser.signIn(member.email, password)).toBeUndefined()
    if (secret) await browser.api('POST', '/session/code', { code: await freshCode(member, secret) })
    return browser
  }
  const elsewhere = [await signIn(), await signIn()]
  const pending = new Browser()
  await pending.signIn(member.email, password)
  const token = await newToken(member)
  const { link } = await transaction((tx) => makeLink(tx, 'reset', member.id, null))
  const held = { member, secret, here, kept: thiefOf(here), elsewhere, pending, token, link }
  for (const browser of [here, ...elsewhere]) expect(await status(browser)).toBe(200)
  expect(await statusWith(token)).toBe(200)
  return held
}

const alive = async (linkOf: string): Promise<boolean> =>
  (await new Browser().api('POST', '/account/link', { purpose: 'reset', token: tokenIn(linkOf) })).status ===
  200

async function trialOf({ here, kept, elsewhere, pending, token, link, member, secret }: Held) {
  const code = secret ? await freshCode(member, secret) : '000000'
  return {
    here: await status(here),
    kept: await status(kept),
    elsewhere: [await status(elsewhere[0]!), await status(elsewhere[1]!)],
    pending: secret ? (await pending.api('POST', '/session/code', { code })).status : 401,
    token: await statusWith(token),
    link: await alive(link),
  }
}

const nothing = { here: 401, kept: 401, elsewhere: [401, 401], pending: 401, token: 401, link: false }

type Way = [string, (held: Held) => Promise<unknown>, object]

const ways: Way[] = [
  ['deactivation', ({ member }) => asAdmin(member.id, { active: false }), nothing],
  ['a password set by an administrator', ({ member }) => asAdmin(member.id, { password: next }), nothing],
  [
    'a password set by a link',
    ({ link }) => new Browser().api('POST', '/account/reset', { token: tokenIn(link), password: next }),
    nothing,
  ],
  [
    'a password changed by its person, who stays signed in under a new name',
    ({ here }) => here.api('POST', '/session/password', { current: password, next }),
    { ...nothing, here: 200 },
  ],
  [
    'another address, given by an administrator',
    ({ member }) => asAdmin(member.id, { email: `moved-${member.email}` }),
    { ...nothing, token: 200 },
  ],
  [
    'an administrator who signs the member out',
    ({ member }) => asActor(world.admin, 'crm', (a) => endSessions(a, member.id)),
    { ...nothing, token: 200 },
  ],
  [
    'signing out everywhere else',
    ({ here }) => here.api('DELETE', '/account/sessions'),
    { ...nothing, here: 200, kept: 200, token: 200 },
  ],
]
const factorWays: Way[] = [
  [
    'a second factor taken away by an administrator',
    ({ member }) => asActor(world.admin, 'crm', (a) => resetFactor(a, member.id)),
    nothing,
  ],
  [
    'a second factor turned off',
    ({ here }) => here.api('DELETE', '/account/factor'),
    { ...nothing, here: 200, kept: 200, token: 200 },
  ],
  ['another authenticator app', ({ here }) => enrol(here), { ...nothing, here: 200, kept: 200, token: 200 }],
]

describe.each([
  ['without a second factor', false],
  ['with a second factor', true],
] as const)('of somebody %s', (_, factor) => {
  test.each([...ways, ...(factor ? factorWays : [])])('%s ends what it must', async (_way, end, left) => {
    const held = await hold(factor)
    await end(held)
    expect(await trialOf(held)).toEqual(left)
    // What has ended stays ended when the account comes back.
    if (left !== nothing) return
    await run(appSql(), sql`update tian.users set active = true where id = ${param(held.member.id, 'uuid')}`)
    expect(await trialOf(held)).toEqual(nothing)
  })
})

test('signing out ends this session alone; what left with it is worth nothing', async () => {
  const held = await hold(true)
  await held.here.signOut()
  expect(await trialOf(held)).toEqual({
    here: 401,
    kept: 401,
    elsewhere: [200, 200],
    pending: 200,
    token: 200,
    link: true,
  })
})

test('proving again who one is ends the session’s old name alone', async () => {
  const held = await hold(false)
  await longAgo()
  expect((await held.here.api('POST', '/session/confirm', { password })).status).toBe(204)
  expect(await trialOf(held)).toEqual({
    ...nothing,
    here: 200,
    elsewhere: [200, 200],
    token: 200,
    link: true,
  })
})

test('a second factor that the workspace asks for ends the sessions of who has none', async () => {
  const [without, having] = [await hold(false), await hold(true)]
  await setPolicy('everybody')
  expect(await trialOf(without)).toEqual({ ...nothing, token: 200 })
  expect(await trialOf(having)).toMatchObject({ here: 200, elsewhere: [200, 200], token: 200, link: true })
  await setPolicy('nobody')
})

test('losing every role ends no session, and what the roles opened is gone', async () => {
  const held = await hold(false)
  await asAdmin(held.member.id, { roles: [] })
  expect(await status(held.here)).toBe(404)
  expect(await statusWith(held.token)).toBeGreaterThanOrEqual(400)
})

test('all that somebody has is ended in one place, one session in that file too, one token in another', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const ending = readdirSync(`${root}lib`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.ts$/.test(path) && !path.includes('testing/'))
    .filter((path) => /\brevoked_at = now\(\)/.test(readFileSync(`${root}lib/${path}`, 'utf8')))
  expect(ending.sort()).toEqual(['auth/sessions.ts', 'auth/tokens.ts'])
})

test('every reason says whether API tokens end', () => {
  const ending = Object.entries(endsTokens).flatMap(([why, ends]) => (ends ? [why] : []))
  expect(ending).toEqual(['deactivated', 'passwordChanged', 'passwordReset', 'factorReset'])
})

describe('the list of sessions', () => {
  const list = async (browser: Browser) =>
    (await browser.api('GET', '/account/sessions')).body.sessions as {
      id: string
      agent: string
      address: string
      current: boolean
    }[]

  test('names browser and address, this one first, and nobody else’s', async () => {
    const { member, secret, here, elsewhere } = await hold(true)
    const phone = new Browser('203.0.113.7', 'A phone')
    await phone.signIn(member.email, password)
    await phone.api('POST', '/session/code', { code: await freshCode(member, secret!) })
    await newMember(world.admin)
    const listed = await list(here)
    expect(listed).toHaveLength(1 + elsewhere.length + 1)
    expect(listed[0]).toMatchObject({ current: true })
    expect(listed.filter((one) => one.current)).toHaveLength(1)
    expect(listed.find((one) => one.agent === 'A phone')).toMatchObject({ address: '203.0.113.7' })
  })

  test('ends one, at its next request, and never somebody else’s', async () => {
    const [mine, theirs] = [await hold(false), await hold(false)]
    const [device] = await list(theirs.here)
    const end = (id: string) => mine.here.api('DELETE', `/account/sessions/${id}`)
    expect((await end(device!.id)).status).toBe(404)
    expect((await end('x')).status).toBe(404)
    expect(await status(theirs.here)).toBe(200)
    for (const { id, current } of await list(mine.here))
      if (!current) expect((await end(id)).status).toBe(204)
    expect(await trialOf(mine)).toMatchObject({ here: 200, elsewhere: [401, 401] })
  })
})

test('no two sessions have one name', async () => {
  const { here, elsewhere, pending } = await hold(true)
  const names = [here, ...elsewhere, pending].map((browser) => browser.jar.get(cookieName()))
  expect(new Set(names).size).toBe(4)
})
