/** Forms over the small test base: a lead form with two steps, a condition and item rows, for members and strangers. */
import { vi } from 'vitest'
import { asActor } from '@/lib/access/enter'
import type { FormAnswer, FormBody } from '@/lib/api/contract-forms'
import { type Answer, type Client, clientWith } from '@/lib/api/testing/client'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { World } from '@/lib/records/testing/world'
import { createForm, saveForm } from '../edit'

/** Two steps: who, and what; the code is asked of gold customers only, and the orders come along as rows. */
export const leadForm: FormBody = {
  label: { 'zh-CN': '客户登记', en: 'Registration' },
  steps: [
    {
      key: 'who',
      blocks: [
        { kind: 'text', text: { 'zh-CN': '欢迎', en: 'Welcome' } },
        { kind: 'field', field: 'name', label: { 'zh-CN': '公司', en: 'Company' } },
        { kind: 'field', field: 'grade' },
        {
          kind: 'field',
          field: 'code',
          required: true,
          showIf: stored(call('is', field('grade'), value('gold'))),
        },
      ],
    },
    {
      key: 'what',
      blocks: [
        {
          kind: 'rows',
          field: 'orders',
          columns: ['amount', 'day'],
          max: 1000,
          add: true,
          edit: true,
          remove: true,
        },
        { kind: 'field', field: 'owner' },
        { kind: 'field', field: 'phone' },
      ],
    },
  ],
  thanks: { title: { 'zh-CN': '谢谢', en: 'Thank you' }, redirect: 'https://example.org/done', again: true },
  public: {},
}

/** Makes a form of customers and saves the body; @returns its key and token. */
export async function makeForm(
  world: World,
  body: FormBody = leadForm,
): Promise<{ key: string; token: string; id: string }> {
  return asActor(world.admin, 'crm', async (actor) => {
    const { form } = await createForm(actor, { table: 'customers', label: body.label })
    const saved = await asActor(world.admin, 'crm', (a) => saveForm(a, form.key, body))
    return { key: form.key, token: saved.form.public?.token ?? '', id: form.id }
  })
}

/** Opens a form as if that was some seconds ago. */
export async function openedAgo(
  client: Client,
  address: string,
  seconds = 10,
  query = '',
): Promise<FormAnswer> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - seconds * 1000 })
  try {
    const { status, body, text } = await client.ask('GET', `${address}${query}`)
    if (status !== 200) throw new Error(text)
    return body as unknown as FormAnswer
  } finally {
    vi.useRealTimers()
  }
}

export const stranger = clientWith()

/** Sends a public form with a ticket of its own. */
export async function send(token: string, rest: object, query = ''): Promise<Answer> {
  const { ticket } = await openedAgo(stranger, `/forms/${token}`, 10, query)
  return stranger.ask('POST', `/forms/${token}`, { body: { ticket, ...rest } })
}
