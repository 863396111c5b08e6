/** A person at the public API: signs in as the sign-in page does, keeps the cookies, and asks. */

export interface Answer<T = unknown> {
  status: number
  /** What an endpoint answers is the test's to know. */
  body: T
}

export class Person {
  private readonly jar = new Map<string, string>()
  constructor(private readonly url: string) {}

  /** The Cookie header of this person's browser. */
  get cookies(): { name: string; value: string }[] {
    return [...this.jar].map(([name, value]) => ({ name, value }))
  }

  async ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await this.fetch(method, `/api/v1${path}`, {
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    })
    const lines = (await response.text()).trimEnd().split('\n')
    // Of an answer that tells its progress line by line, the last line counts.
    return { status: response.status, body: (lines.at(-1) ? JSON.parse(lines.at(-1)!) : undefined) as T }
  }

  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = (await (await this.fetch('GET', '/api/auth/csrf')).json()) as { csrfToken: string }
    const response = await this.fetch('POST', '/api/auth/callback/credentials', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, password, csrfToken, json: 'true' }).toString(),
    })
    if (!response.ok) throw new Error(`not signed in: ${response.status} ${await response.text()}`)
  }

  private async fetch(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ) {
    const cookie = this.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      ...init,
      headers: { Origin: this.url, Cookie: cookie, ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      this.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return response
  }
}

export const owner = {
  name: '王小明',
  email: 'owner@example.com',
  password: '春天的第一场细雨',
  locale: 'zh-CN',
}

/** The first run, by the API: the owner, signed in. */
export async function firstRun(url: string): Promise<Person> {
  const { status } = await new Person(url).ask('POST', '/setup', owner)
  if (status !== 201) throw new Error(`set-up answered ${status}`)
  return signIn(url)
}

export async function signIn(url: string, email = owner.email, password = owner.password): Promise<Person> {
  const person = new Person(url)
  await person.signIn(email, password)
  return person
}

/** Installs the template of customer management into the first base. */
export const install = (person: Person, sample: boolean): Promise<Answer<{ done?: object }>> =>
  person.ask('POST', '/bases/main/install', {
    template: 'customer_management',
    sample,
    sampleLocale: 'zh-CN',
  })
