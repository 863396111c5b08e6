/** How attacks ask: as somebody, with every answer searched for canaries, and compared with another answer byte for byte. */
import { beforeAll, expect, test } from 'vitest'
import { register } from '@/lib/api/register'
import { type Answer, type Ask, type Client, clientWith } from '@/lib/api/testing/client'
import { stateOf } from '@/lib/api/testing/state'

export const people = '/bases/hr/tables/people'
export const tasks = '/bases/hr/tables/tasks'

/** Every value that S must never meet, whole or in part. */
export const canaries = [
  '87654.32',
  '76543.21',
  '65432.1',
  '175308.64',
  '4321.09',
  '13812345678',
  '13987654321',
  'BADGE-7Q3',
  'TAG-CANARY',
  'VAULT-CANARY',
  'HIDDEN-FILE',
  '外人',
]

/** Names of fields that S does not have: hidden, drawn from hidden ones, of another table. */
export const hiddenNames = ['salary', 'badge', 'double', 'cv'] as const
/** A name of the same length that never was. */
export const noName = (name: string): string => [...name].reverse().join('')

/** What an administrator makes, which has to work. */
export async function done(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { status, body, text } = await answer
  if (status >= 300) throw new Error(text)
  return body
}
export const made = async (client: Client, table: string, fields: object): Promise<string> =>
  String((await done(client.ask('POST', `/bases/hr/tables/${table}/records`, { body: { fields } }))).id)

/** A program with this token: no cookie, no origin. */
export function bearing(key: string): Client {
  const program = clientWith()
  return {
    ask: (method, path, ask = {}) =>
      program.ask(method, path, {
        ...ask,
        headers: { authorization: `Bearer ${key}`, origin: undefined, ...ask.headers },
      }),
  }
}

/** An administrator who looks through a person's eyes. */
export const through = (admin: Client, person: string): Client => ({
  ask: (method, path, ask = {}) =>
    admin.ask(method, path, {
      ...ask,
      headers: { 'tian-view-as': `hr:person:${person}`, ...ask.headers },
    }),
})

/** Fails on any answer that holds a canary which the question did not hold itself. */
export const watching = (client: Client): Client => ({
  async ask(method, path, ask) {
    const answer = await client.ask(method, path, ask)
    const asked = `${decodeURIComponent(path)} ${JSON.stringify(ask?.body ?? '')}`
    const said = `${answer.text} ${decodeURIComponent(JSON.stringify(answer.headers).replaceAll('%"', ''))}`
    const leaked = canaries.filter((canary) => said.includes(canary) && !asked.includes(canary))
    expect(leaked, `${method} ${path} → ${said.slice(0, 500)}`).toEqual([])
    return answer
  },
})

/** An answer as its asker saw it: status, headers, body. Tickets are other ones each time. */
export const seen = ({ status, headers, text }: Answer): string =>
  `${status} ${JSON.stringify(Object.entries(headers).sort())} ${text.replace(/"ticket":"[^"]*"/g, '"ticket":""')}`

export interface Asked {
  method: string
  path: string
  ask?: Ask
}
export function get(path: string, query: Record<string, string | undefined> = {}): Asked {
  const given = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined)
  return { method: 'GET', path: given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path }
}
export const post = (path: string, body: unknown, method = 'POST'): Asked => ({
  method,
  path,
  ask: { body },
})
export const told = async (client: Client, { method, path, ask }: Asked): Promise<string> =>
  seen(await client.ask(method, path, ask))

/** Fails on a question to an address that there is no more: it would be refused for that, whoever asks. */
export function expectDoor({ method, path }: Asked): void {
  const [address = ''] = path.split('?')
  const doors = register.filter(
    (line) =>
      line.method === method && new RegExp(`^${line.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(address),
  )
  expect(doors.length, `${method} ${path} is in the register`).toBeGreaterThan(0)
}

/** A hidden name and one that never was are refused in the same bytes. */
export async function expectUnknown(
  client: Client,
  name: string,
  of: (name: string) => Asked,
): Promise<void> {
  const none = noName(name)
  const [hidden, unknown] = [await told(client, of(name)), await told(client, of(none))]
  expect(hidden.replaceAll(name, none), `${of(name).method} ${of(name).path}`).toBe(unknown)
  expect(hidden, JSON.stringify(of(name))).toMatch(/^4/)
}

/**
 * At the end of a `describe` of refusals: none of them may have left a trace (class A6: EspoCRM CVE-2026-41160, which
 * wrote first and refused afterwards).
 */
export function leavesNoTrace(): void {
  let before: string
  beforeAll(async () => {
    before = await stateOf()
  })
  test('and nothing has changed (A6)', async () => {
    expect(await stateOf()).toBe(before)
  })
}
