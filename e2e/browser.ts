/** One Chromium for a test file, and pages in it that keep everything the server told them. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { translator } from '@/lib/i18n/server'
import { findChromium } from '../scripts/chromium.mjs'

export const zh = translator('zh-CN')
export const en = translator('en')

export async function launchBrowser(): Promise<Browser> {
  const { path } = await findChromium()
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export interface Visit {
  page: Page
  /** Documents and API answers so far, as they came. */
  told: string[]
  /** Errors that the page's scripts threw or printed. */
  errors: string[]
}

export interface VisitOptions {
  width?: number
  height?: number
  locale?: string
}

/** What pages tried against their content security policy, in any journey. */
const violations: string[] = []
/** What was stopped since the last look. A journey in which anything was fails. */
export const takeViolations = (): string[] => violations.splice(0)
afterEach(() => expect(takeViolations()).toEqual([]))

/** Every page and frame of the profile reports what its policy stopped. */
async function watchPolicy(context: BrowserContext): Promise<void> {
  await context.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await context.addInitScript(() => {
    const { reportViolation } = window as unknown as { reportViolation(text: string): void }
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event
      reportViolation(
        `${location.pathname}: ${effectiveDirective} stopped ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`,
      )
    })
  })
}

/** A page in a browser profile of its own: nobody is signed in there. */
export async function visit(browser: Browser, baseURL: string, options: VisitOptions = {}): Promise<Visit> {
  const { width = 1920, height = 1000, locale = 'zh-CN' } = options
  const context = await browser.newContext({
    baseURL,
    locale,
    viewport: { width, height },
    hasTouch: width < 600,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await watchPolicy(context)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const told: string[] = []
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    // A refused request is the server's word, which the tests look at themselves.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      errors.push(message.text())
  })
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? ''
    if (/json|html|x-component/.test(type))
      void response.text().then(
        (text) => told.push(`${response.url()}\n${text}`),
        () => undefined,
      )
  })
  return { page, told, errors }
}

/** Signs in as a person does. */
export async function signInAt(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel(zh('auth.email')).fill(email)
  await page.getByLabel(zh('auth.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: zh('auth.signIn'), exact: true }).click()
  await page.waitForURL(/\/main\//)
}
