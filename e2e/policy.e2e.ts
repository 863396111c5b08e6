/** What a browser makes of the policies: every page works within its own, what gets into one is stopped, and only public forms are framed. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, pages, publish } from './addresses'
import { launchBrowser, signInAt, takeViolations, type Visit, visit, zh } from './browser'
import { firstRun, install, owner, type Person } from './person'
import { dataDirectory, startTian, stopAll, type Tian } from './tian'

const { path: dataDir, remove } = dataDirectory()
let tian: Tian
let person: Person
let token: string
let browser: Browser
let admin: Visit

beforeAll(async () => {
  tian = await startTian(dataDir)
  person = await firstRun(tian.url)
  await install(person, false)
  token = await publish(person, {})
  browser = await launchBrowser()
  admin = await visit(browser, tian.url)
  await signInAt(admin.page, owner.email, owner.password)
})
afterAll(async () => {
  await browser?.close()
  await stopAll(dataDir)
  remove()
})

test('shows every page within its policy', async () => {
  for (const page of pages) {
    await admin.page.goto(addressOf(page))
    await admin.page.waitForLoadState('networkidle')
    expect(takeViolations(), page).toEqual([])
  }
  expect(admin.errors).toEqual([])
})

test('stops code and styles that get into a page, and the journeys hear of it', async () => {
  const { page } = admin
  const outcome = await page.evaluate(async () => {
    const ran: string[] = []
    Object.assign(window, { ran })
    const attempts: (() => unknown)[] = [
      () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="ran.push(1)">'),
      () => document.body.setAttribute('onclick', 'ran.push(2)'),
      () => {
        const script = document.createElement('script')
        script.src = '/api/v1/session'
        document.head.append(script)
      },
      () => {
        const script = document.createElement('script')
        script.src = 'https://evil.example/_next/static/x.js'
        document.head.append(script)
      },
      // biome-ignore lint/security/noGlobalEval: that it does nothing is the point.
      () => window.eval('ran.push(3)'),
      () => document.body.setAttribute('style', 'color: red'),
      () => document.head.append(Object.assign(document.createElement('style'), { textContent: '* {}' })),
      () => fetch('https://evil.example/').catch(() => undefined),
      () => document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' })),
    ]
    for (const attempt of attempts)
      await new Promise((done) => {
        setTimeout(() => {
          try {
            attempt()
          } catch {
            // Refused is what it should be.
          }
          setTimeout(done, 20)
        })
      })
    document.body.click()
    return ran
  })
  expect(outcome).toEqual([])
  const heard = takeViolations().join('\n')
  for (const directive of [
    'Element insertAdjacentHTML|',
    'Element onclick|',
    'src|/api/v1/session',
    'src|https://evil.example/_next/static/x.js',
    'eval|',
    'style-src-attr',
    'style-src-elem',
    'connect-src',
    'img-src',
  ])
    expect(heard).toContain(directive)
})

test('stops them in the text of a page too, as if our server had been fooled', async () => {
  const { page } = admin
  const smuggled = [
    '<base href="https://evil.example/">',
    '<script>window.ran = 1</script>',
    '<script src="/_next/static/x.js"></script>',
    '<img src="x" onerror="window.ran = 2">',
    '<p style="color: red">',
    '<style>* { color: red }</style>',
    '<object data="/icon.svg"></object>',
    '<iframe src="https://evil.example/"></iframe>',
    '<form action="https://evil.example/"><button id="smuggled"></button></form>',
  ]
  await page.route('**/sign-in', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace('<body>', `<body>${smuggled.join('')}`)
    await route.fulfill({ response, body })
  })
  await page.goto('/sign-in', { waitUntil: 'domcontentloaded' })
  await page.evaluate(() => document.querySelector<HTMLElement>('#smuggled')?.click())
  await page.waitForTimeout(200)
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  const heard = takeViolations().join('\n')
  for (const directive of [
    'base-uri',
    'script-src-elem stopped inline',
    'script-src-elem stopped http',
    'script-src-attr',
    'style-src-attr',
    'style-src-elem',
    'object-src',
    'frame-src',
    'form-action',
  ])
    expect(heard).toContain(directive)
  await page.goto('about:blank')
})

test('shows a public form in a page elsewhere only where its maker allowed it, and other pages nowhere', async () => {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<iframe src="${tian.url}${decodeURIComponent(request.url!.slice(2))}"></iframe>`)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { page } = await visit(browser, site)
  const framed = async (path: string) => {
    await page.goto(`/?${encodeURIComponent(path)}`)
    await page.waitForLoadState('networkidle')
    return page.frames()[1]!
  }
  try {
    const address = `/f/${token}?embed=1`
    expect((await framed(address)).url()).toMatch(/^chrome-error:/)
    await publish(person, { embed: [site] })
    const frame = await framed(address)
    await frame.locator('[data-field=name] input').fill('嵌入的客户')
    // A machine would be faster than the form believes of a person.
    await page.waitForTimeout(2500)
    await frame.getByRole('button', { name: zh('formFill.submit'), exact: true }).click()
    await frame.getByText(zh('formFill.thanks')).waitFor()
    for (const other of ['/sign-in', '/main/customers', '/'])
      expect((await framed(other)).url()).toMatch(/^chrome-error:/)
    await publish(person, {})
    expect((await framed(address)).url()).toMatch(/^chrome-error:/)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('shows an attached picture as a picture, and opens no attachment', async () => {
  const { page } = await visit(browser, tian.url)
  await signInAt(page, owner.email, owner.password)
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const [picture, markup] = await page.evaluate(async (data) => {
    const put = async (name: string, body: BodyInit) => {
      const response = await fetch(`/api/v1/bases/main/files?name=${name}`, { method: 'POST', body })
      return `/api/v1/bases/main/files/${((await response.json()) as { id: string }).id}`
    }
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "run"</script></svg>'
    return Promise.all([put('a.png', bytes), put('a.svg', svg)])
  }, pixel)
  const drawn = (address: string) =>
    page.evaluate(async (src) => {
      const image = Object.assign(new Image(), { src })
      await image.decode().catch(() => undefined)
      return image.naturalWidth
    }, address)
  expect([await drawn(picture!), await drawn(markup!)]).toEqual([1, 0])
  for (const [address, name] of [
    [picture!, 'a.png'],
    [markup!, 'a.svg'],
  ] as const) {
    const saved = page.waitForEvent('download')
    await page.goto(address).catch(() => undefined)
    expect((await saved).suggestedFilename()).toBe(name)
  }
  expect(await page.title()).not.toBe('run')
})
