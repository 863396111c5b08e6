/** What happened to accounts: each event leaves its line, nothing that was typed is in it, and each is told what is theirs. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { AccountLogAnswer, AccountLogLine, ChainAnswer } from '@/lib/api/contract-audit'
import { setPolicy } from '@/lib/auth/factors'
import { endSessions, invite, resetFactor, withdraw } from '@/lib/auth/invitations'
import { changeMember } from '@/lib/auth/members'
import { Browser, prepareSignIn } from '@/lib/auth/testing/browser'
import { enrol, freshCode, type Member, newMember, password } from '@/lib/auth/testing/people'
import { appSql, ownerSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { examineWorkspace } from '@/lib/meta/doctor'
import { makeWorld, type World } from '@/lib/records/testing/world'
import { isPlaceOf, noteAccount, workspaceLog } from './accounts'
import { chainLines } from './chain'
import { allLines } from './testing'

let db: TestDatabase
let world: World
let owner: Member
let ownerAt: Browser

beforeAll(async () => {
  prepareSignIn()
  db = await testDatabase()
  world = await makeWorld()
  owner = await newMember(world.admin, ['admin'], '所有者')
  await run(appSql(), sql`update tian.users set owner = true where id = ${param(owner.id, 'uuid')}`)
  ownerAt = await signedIn(owner)
})
beforeEach(() => run(appSql(), sql`delete from tian.attempts`))
afterAll(() => db.close())

async function signedIn({ email }: Member, address?: string): Promise<Browser> {
  const browser = new Browser(address)
  expect(await browser.signIn(email, password)).toBeUndefined()
  return browser
}
const log = async (query = '', by = ownerAt): Promise<AccountLogAnswer> => {
  const { status, body } = await by.api('GET', `/bases/crm/access-log/accounts${query}`)
  expect(status).toBe(200)
  return body as unknown as AccountLogAnswer
}
/** The lines about somebody, oldest first. */
const linesOf = async ({ id }: Member): Promise<AccountLogLine[]> =>
  (await log(`?person=${id}`)).lines.reverse()
const kindsOf = async (member: Member) => (await linesOf(member)).map((line) => line.kind)
const asAdmin = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(world.admin, 'crm', work)

describe('signing in', () => {
  test('and out: who, when, from where, with what', async () => {
    const member = await newMember(world.admin)
    const browser = await signedIn(member, '192.0.2.77')
    await browser.signOut()
    const lines = await linesOf(member)
    expect(lines.map((line) => line.kind)).toEqual(['member_added', 'sign_in', 'sign_out'])
    expect(lines[0]).toMatchObject({
      by: { name: '管理员' },
      of: { id: member.id, name: '赵新人' },
      detail: { base: 'crm', label: { en: 'CRM' }, roles: [{ en: 'Sales' }] },
    })
    expect(lines[1]).toMatchObject({
      by: { id: member.id },
      door: 'page',
      detail: { address: '192.0.2.77', how: 'password' },
    })
    expect(lines[1]).not.toHaveProperty('of')
  })

  test('that failed names the account and nobody who tried, and keeps nothing that was typed', async () => {
    const member = await newMember(world.admin)
    const secret = 'my real password 2026'
    for (let i = 0; i < 5; i++) await new Browser().signIn(member.email, `${secret}${i}`)
    const unknown = `${secret}@example.com`
    await new Browser('192.0.2.78').signIn(unknown, secret)
    const lines = (await linesOf(member)).slice(1)
    expect(lines.map((line) => line.kind)).toEqual(Array(5).fill('sign_in_failed'))
    expect(lines[0]).toMatchObject({ of: { id: member.id }, detail: { wrong: 'password' } })
    expect(lines.map((line) => line.by)).toEqual(Array(5).fill(undefined))
    expect(lines.map((line) => line.detail?.paused ?? false)).toEqual([false, false, false, false, true])
    const [last] = (await log('?kind=sign_in_failed')).lines
    expect(last).toMatchObject({ detail: { wrong: 'account', address: '192.0.2.78' } })
    expect(last).not.toHaveProperty('of')
    expect(JSON.stringify(await allLines(workspaceLog))).not.toMatch(/my real password|@example/)
  })

  test('of a deactivated account is told apart for administrators only: whoever tries is answered alike', async () => {
    const member = await newMember(world.admin)
    await asAdmin((actor) => changeMember(actor, member.id, { active: false }))
    const [right, wrong, nobody] = await Promise.all([
      new Browser().signIn(member.email, password),
      new Browser().signIn(member.email, 'wrong'),
      new Browser().signIn('nobody@example.com', 'wrong'),
    ])
    expect(new Set([right, wrong, nobody])).toEqual(new Set(['SIGN_IN_FAILED']))
    const [, , ...tries] = await linesOf(member)
    expect(tries.map((line) => line.detail?.wrong)).toEqual(['account', 'account'])
  })

  test('in two steps is one line when both are done, and a wrong code is a failure', async () => {
    const member = await newMember(world.admin)
    const { secret, recovery } = await enrol(await signedIn(member))
    const browser = await signedIn(member)
    const code = (text: string) => browser.api('POST', '/session/code', { code: text })
    expect((await code('000000')).status).toBe(422)
    expect((await code(await freshCode(member, secret))).status).toBe(200)
    await (await signedIn(member)).api('POST', '/session/code', { code: recovery[0] })
    const lines = (await linesOf(member)).slice(1)
    expect(lines.map(({ kind, detail }) => [kind, detail?.how ?? detail?.wrong])).toEqual([
      ['sign_in', 'password'],
      ['factor_set', undefined],
      ['sign_in_failed', 'code'],
      ['sign_in', 'code'],
      ['sign_in', 'recovery'],
    ])
  })
})

test('what people and administrators do to accounts leaves a line each', async () => {
  const member = await newMember(world.admin)
  const browser = await signedIn(member)
  const second = await signedIn(member)
  const { sessions } = (await browser.api('GET', '/account/sessions')).body as {
    sessions: { id: string; current: boolean }[]
  }
  await browser.api('DELETE', `/account/sessions/${sessions.find((s) => !s.current)!.id}`)
  await enrol(browser)
  await browser.api('POST', '/session/confirm', { password, code: '000000' })
  await browser.api('POST', '/account/factor/recovery')
  await browser.api('DELETE', '/account/factor')
  await second.signIn(member.email, password)
  await browser.api('DELETE', '/account/sessions')
  await browser.api('POST', '/session/confirm', { password: 'wrong' })
  await browser.api('POST', '/session/password', { current: password, next: 'a wholly new password' })
  await asAdmin((actor) => endSessions(actor, member.id))
  await asAdmin((actor) => changeMember(actor, member.id, { roles: ['sales', 'admin'] }))
  await asAdmin((actor) => changeMember(actor, member.id, { active: false }))
  await asAdmin((actor) => changeMember(actor, member.id, { active: true, password: 'yet another one 9' }))
  expect(await kindsOf(member)).toEqual([
    'member_added',
    'sign_in',
    'sign_in',
    'session_ended',
    'factor_set',
    'confirm_failed',
    'recovery_renewed',
    'factor_dropped',
    'sign_in',
    'everywhere_ended',
    'confirm_failed',
    'password_changed',
    'everywhere_ended',
    'roles_changed',
    'deactivated',
    'password_reset',
    'activated',
  ])
  const invited = await asAdmin((actor) => invite(actor, { email: 'guest@example.com', roles: ['sales'] }))
  await asAdmin((actor) => withdraw(actor, invited.id))
  expect(await kindsOf({ id: invited.id, email: '' })).toEqual(['member_added', 'member_removed'])
  const having = await newMember(world.admin)
  await enrol(await signedIn(having))
  await asAdmin((actor) => resetFactor(actor, having.id))
  expect((await kindsOf(having)).at(-1)).toBe('factor_reset')
  await setPolicy('nobody', world.admin)
  expect((await log('?kind=factor_asked')).lines).toMatchObject([
    { by: { id: world.admin.userId }, detail: { policy: 'nobody' } },
  ])
})

test('a token: made, used from where it never was before, ended', async () => {
  const member = await newMember(world.admin)
  const browser = await signedIn(member)
  const made = await browser.api('POST', '/bases/crm/tokens', { label: '同步', role: 'sales', days: 3 })
  const { id, key } = made.body as { id: string; key: string }
  const { personOfToken } = await import('@/lib/auth/tokens')
  for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2'])
    await personOfToken(key, address)
  await browser.api('DELETE', `/bases/crm/tokens/${id}`)
  const lines = (await linesOf(member)).slice(2)
  expect(lines.map(({ kind, detail }) => [kind, detail?.token, detail?.address])).toEqual([
    ['token_made', '同步', undefined],
    ['token_place', '同步', '192.0.2.1'],
    ['token_place', '同步', '192.0.2.2'],
    ['token_ended', '同步', undefined],
  ])
  expect(await isPlaceOf(id, '192.0.2.3')).toBe(false)
})

describe('who is told', () => {
  test('the owner everything; who administers a base what concerns it; members nothing', async () => {
    const [here, both] = [await newMember(world.admin), await newMember(world.admin)]
    await run(
      appSql(),
      sql`insert into tian.memberships (base_id, user_id) values (gen_random_uuid(), ${param(both.id, 'uuid')})`,
    )
    const hereAt = await signedIn(here)
    await signedIn(both)
    await new Browser().signIn('nobody-at-all@example.com', 'x')
    const admin = await signedIn(await newMember(world.admin, ['admin']))
    await noteAccount('member_added', {
      by: { userId: owner.id, door: 'page' },
      of: here.id,
      base: 'elsewhere',
    })
    const told = await log('', admin)
    expect(told.all).toBe(false)
    expect(told.lines.filter((line) => line.detail?.base === 'elsewhere')).toEqual([])
    expect((await log()).lines[0]).toMatchObject({ detail: { base: 'elsewhere' } })
    const seen = (member: Member) =>
      told.lines.filter((line) => [line.by?.id, line.of?.id].includes(member.id)).map((line) => line.kind)
    expect(seen(here)).toEqual(['sign_in', 'member_added'])
    expect(seen(both)).toEqual(['member_added'])
    const ofOwner = (await log(`?person=${owner.id}`, admin)).lines
    expect(ofOwner.map((line) => line.kind)).toEqual(['member_added'])
    expect(told.lines.some((line) => line.kind === 'sign_in_failed' && !line.of)).toBe(false)
    expect((await log()).lines.some((line) => line.kind === 'sign_in_failed' && !line.of)).toBe(true)
    expect((await admin.api('GET', '/bases/crm/access-log/accounts/chain')).status).toBe(403)
    expect((await hereAt.api('GET', '/bases/crm/access-log/accounts')).status).toBe(403)
  })
  test('page by page, by person, kind and time', async () => {
    const one = await log()
    expect(one.lines).toHaveLength(50)
    const two = await log(`?cursor=${encodeURIComponent(one.next!)}`)
    expect(two.lines[0]!.seq).toBeLessThan(one.lines.at(-1)!.seq)
    for (const line of (await log('?kind=sign_in')).lines) expect(line.kind).toBe('sign_in')
    expect((await log('?from=2100-01-01T00:00:00Z')).lines).toEqual([])
    expect((await log('?to=2000-01-01T00:00:00Z')).lines).toEqual([])
    for (const wrong of ['kind=list', 'person=x', 'from=yesterday', 'table=customers'])
      expect((await ownerAt.api('GET', `/bases/crm/access-log/accounts?${wrong}`)).status).toBe(400)
  })
})

test('the log only grows, and its chain tells of whoever reaches into it', async () => {
  const refused = /permission denied/
  await expect(run(appSql(), sql`delete from tian._access_log`)).rejects.toThrow(refused)
  await expect(run(appSql(), sql`update tian._access_log set kind = 'sign_in'`)).rejects.toThrow(refused)
  await expect(run(appSql(), sql`delete from tian._access_chain`)).rejects.toThrow(refused)
  await chainLines(workspaceLog)
  const state = async () =>
    (await ownerAt.api('GET', '/bases/crm/access-log/accounts/chain')).body as unknown as ChainAnswer
  expect(await state()).toMatchObject({ whole: true, waiting: 0 })
  expect(await examineWorkspace()).toEqual([])
  await run(ownerSql(), sql`update tian._access_log set detail = '{"address": "192.0.2.9"}' where seq = 3`)
  expect(await state()).toMatchObject({ whole: false, faults: [{ seq: 3, code: 'faultChanged' }] })
  expect(await examineWorkspace()).toMatchObject([{ base: 'tian', code: 'faultChanged' }])
})

test('the lines of somebody who has left are emptied on request, and the chain stays whole but for what was done to it', async () => {
  const member = await newMember(world.admin)
  await signedIn(member, '192.0.2.99')
  await asAdmin((actor) => changeMember(actor, member.id, { active: false }))
  await chainLines(workspaceLog)
  const { status } = await ownerAt.api('POST', '/bases/crm/access-log/erase', { person: member.id })
  expect(status).toBe(200)
  expect(await linesOf(member)).toEqual([])
  const dump = JSON.stringify(await allLines(workspaceLog))
  expect(dump).not.toContain(member.id)
  expect(dump).not.toContain('192.0.2.99')
  await chainLines(workspaceLog)
  expect((await examineWorkspace()).map((finding) => finding.where)).toEqual(['_access_log 3'])
})
