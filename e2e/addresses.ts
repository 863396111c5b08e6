/** Every address of the product, with things that exist in the places of its parameters. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FormDesignAnswer } from '@/lib/api/contract-forms'
import type { Person } from './person'

const app = fileURLToPath(new URL('../app', import.meta.url))

/** The addresses of all pages, from the files that make them. */
export const pages = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)page\.tsx$/.test(path))
  .map((path) => `/${path.replace(/\(\w+\)\//g, '').replace(/\/?page\.tsx$/, '')}`)

const places: Record<string, string> = { base: 'main', table: 'customers', form: 'registration' }

/** An address of a page or an endpoint to ask at. Needs the template, and a form that `publish` made. */
export const addressOf = (path: string): string =>
  path.replace(/[[{](\w+)[\]}]/g, (_, name) => places[name] ?? crypto.randomUUID())

/** Saves a public form of one question with these settings of its link; @returns its token. */
export async function publish(person: Person, settings: object): Promise<string> {
  const label = { 'zh-CN': '登记', en: 'Registration' }
  if (!places.token) await person.ask('POST', '/bases/main/forms', { table: 'customers', label })
  const { status, body } = await person.ask<FormDesignAnswer>('PUT', '/bases/main/forms/registration', {
    label,
    steps: [{ key: 'one', blocks: [{ kind: 'field', field: 'name' }] }],
    public: settings,
  })
  if (status !== 200) throw new Error(`the form was not saved: ${JSON.stringify(body)}`)
  places.token = body.form.public!.token
  return places.token
}
