/** A browser for tests: signs in and out through next-auth's own handler, and asks the API with the cookie it got. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import NextAuth from 'next-auth'
import { handle } from '@/lib/api/dispatch'
import { addressHeader } from '@/lib/server/http'
import { authOptions } from '../options'

type Handler = (request: object, response: object) => Promise<unknown>
type Answer = { status: number; body: Record<string, unknown>; location?: string }

export const origin = 'http://tian.test'

export class Browser {
  readonly jar = new Map<string, string>()
  constructor(
    readonly address = '192.0.2.1',
    readonly agent = 'Tian test',
  ) {}

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** @returns the error that the sign-in page is told, or undefined once signed in. */
  async signIn(email: string, password: string): Promise<string | undefined> {
    const { body } = await this.auth('POST', ['callback', 'credentials'], { email, password })
    return new URL(String(body.url), origin).searchParams.get('error') ?? undefined
  }

  async signOut(): Promise<void> {
    await this.auth('POST', ['signout'], {})
  }

  /** Goes to the identity provider and comes back; `visit` is given the provider's address and answers where it sends us. */
  async signInWith(provider: string, visit: (address: URL) => URL): Promise<string | undefined> {
    const { body } = await this.auth('POST', ['signin', provider], {})
    const back = visit(new URL(String(body.url)))
    const { location } = await this.ask(
      'GET',
      ['callback', provider],
      undefined,
      Object.fromEntries(back.searchParams),
    )
    return new URL(location!, origin).searchParams.get('error') ?? undefined
  }

  /** Calls the API as a page of ours does. */
  async api(method: string, path: string, body?: object): Promise<Answer> {
    const request = new Request(`${origin}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin,
        host: 'tian.test',
        'sec-fetch-site': 'same-origin',
        'user-agent': this.agent,
        [addressHeader]: this.address,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    })
    const answer = await handle(request)
    for (const line of answer.headers.getSetCookie()) this.keep(line)
    const text = await answer.text()
    return { status: answer.status, body: text ? (JSON.parse(text) as Answer['body']) : {} }
  }

  private async auth(method: string, nextauth: string[], fields: object): Promise<Answer> {
    const { body } = await this.ask('GET', ['csrf'])
    return this.ask(method, nextauth, { ...fields, csrfToken: body.csrfToken, json: 'true' })
  }

  private async ask(method: string, nextauth: string[], body?: object, query?: object): Promise<Answer> {
    const answer: Answer = { status: 200, body: {} }
    const headers = new Map<string, unknown>()
    const response = {
      status(code: number) {
        answer.status = code
        return response
      },
      getHeader: (name: string) => headers.get(name),
      setHeader(name: string, value: unknown) {
        headers.set(name, value)
        return response
      },
      json(data: Answer['body']) {
        answer.body = data
      },
      send(data: Answer['body'] | undefined) {
        answer.body = data ?? {}
      },
      end() {},
    }
    const request = {
      method,
      body,
      query: { ...query, nextauth },
      cookies: Object.fromEntries(this.jar),
      headers: { host: 'tian.test', cookie: this.cookie, [addressHeader]: this.address },
    }
    await (NextAuth(authOptions({ agent: this.agent, address: this.address })) as Handler)(request, response)
    for (const line of [headers.get('Set-Cookie') ?? []].flat() as string[]) this.keep(line)
    return { ...answer, location: headers.get('Location') as string | undefined }
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    const expires = attributes.find((one) => /^\s*expires=/i.test(one))?.split('=')[1]
    if (!value || (expires && new Date(expires).getTime() < Date.now())) this.jar.delete(name)
    else this.jar.set(name, decodeURIComponent(value))
  }
}

/** What the server is told by its environment before a test file signs anybody in. */
export function prepareSignIn(): void {
  process.env.TIAN_TEST = '1'
  process.env.NEXTAUTH_URL = origin
  process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
  process.env.DATA_DIR ??= mkdtempSync(join(tmpdir(), 'tian-account-'))
}
