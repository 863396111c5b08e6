/** What a maker would have made: a text field that holds amounts, a form for members, a public one, a schema to import. */
import type { ListAnswer } from '@/lib/api/contract'
import type { FormBody, FormDesignAnswer } from '@/lib/api/contract-forms'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { Locale } from '@/lib/i18n/labels'
import type { Form } from '@/lib/meta/form'
import type { Visitor } from './tian'

export interface Made {
  /** Key of a form for members. */
  form: string
  /** Token of a public form. */
  token: string
}

const customers = '/bases/main/tables/customers'

/** Amounts as people type them where nothing holds them to a number. */
const budgets: Record<Locale, readonly string[]> = {
  'zh-CN': ['¥850,000', '1,200,000', '约两百万', '360000', '待确认', '580000.50', '2,400,000', '看项目情况'],
  en: [
    '¥850,000',
    '1,200,000',
    'about 2 million',
    '360000',
    'ask finance',
    '580000.50',
    '2,400,000',
    'varies',
  ],
}

/** A field whose type is worth changing. */
export const textField = { key: 'yearly_budget', label: { 'zh-CN': '年采购预算', en: 'Yearly budget' } }

export async function makeTextField(owner: Visitor, locale: Locale): Promise<void> {
  await owner.api('POST', `${customers}/fields`, { ...textField, type: 'text', section: 'classification' })
  const ask = { limit: budgets[locale].length, fields: ['name'] }
  const { records } = await owner.api<ListAnswer>('POST', `${customers}/query`, ask)
  for (const [i, { id }] of records.entries())
    await owner.api('PATCH', `${customers}/records/${id}`, {
      set: { [textField.key]: budgets[locale][i] },
    })
}

/** A formula to type in. */
export const formula: Record<Locale, { name: string; text: string }> = {
  'zh-CN': {
    name: '近 90 天订单数',
    text: '{购买记录}.count({有效订单} and {购买日期} > addDays(today(), -90))',
  },
  en: {
    name: 'Orders, 90 days',
    text: '{Orders}.count({Valid order} and {Purchase date} > addDays(today(), -90))',
  },
}

const orderForm: FormBody = {
  label: { 'zh-CN': '订货单', en: 'Order form' },
  steps: [
    {
      key: 'order',
      label: { 'zh-CN': '订单', en: 'Order' },
      blocks: [
        { kind: 'field', field: 'customer' },
        { kind: 'field', field: 'order_date', width: 'half' },
        { kind: 'field', field: 'purchase_channel', width: 'half' },
        { kind: 'field', field: 'free_delivery' },
        {
          kind: 'field',
          field: 'delivery_address',
          showIf: stored(call('isTrue', field('free_delivery'))),
        },
      ],
    },
    {
      key: 'items',
      label: { 'zh-CN': '明细', en: 'Items' },
      blocks: [
        {
          kind: 'rows',
          field: 'items',
          columns: ['product', 'quantity', 'unit_price', 'discount_rate'],
          min: 1,
          add: true,
          edit: true,
          remove: true,
        },
        { kind: 'field', field: 'notes' },
      ],
    },
  ],
}

const registration: FormBody = {
  label: { 'zh-CN': '客户登记', en: 'Customer registration' },
  description: {
    'zh-CN': '填写大约需要两分钟，我们会在一个工作日内联系您。',
    en: 'It takes about two minutes. We will be in touch within one working day.',
  },
  steps: [
    {
      key: 'about',
      label: { 'zh-CN': '基本信息', en: 'About you' },
      blocks: [
        { kind: 'field', field: 'name' },
        { kind: 'field', field: 'customer_kind' },
        {
          kind: 'field',
          field: 'gender',
          showIf: stored(call('eq', field('customer_kind'), value('individual'))),
        },
        { kind: 'field', field: 'phone', width: 'half' },
        { kind: 'field', field: 'email', width: 'half' },
        { kind: 'field', field: 'source', fixed: 'hidden', default: stored(value('online_registration')) },
      ],
    },
    {
      key: 'wishes',
      label: { 'zh-CN': '您的需求', en: 'Your wishes' },
      blocks: [
        { kind: 'field', field: 'demand_type' },
        { kind: 'field', field: 'notes' },
      ],
    },
  ],
  public: {
    quota: 500,
    consent: {
      version: '1',
      text: {
        'zh-CN': '您填写的信息只用于与您联系。',
        en: 'What you enter is used to contact you and for nothing else.',
      },
    },
  },
}

async function makeForm(owner: Visitor, table: string, body: FormBody): Promise<Form> {
  const { label } = body
  const { form, revision } = await owner.api<FormDesignAnswer>('POST', '/bases/main/forms', { table, label })
  const saved = await owner.api<FormDesignAnswer>('PUT', `/bases/main/forms/${form.key}`, {
    ...body,
    revision,
  })
  return saved.form
}

export async function makeForms(owner: Visitor): Promise<Made> {
  const { key } = await makeForm(owner, 'orders', orderForm)
  const { public: open } = await makeForm(owner, 'customers', registration)
  return { form: key, token: open!.token }
}

/** Groups, choices, a list of objects and a rule that no designer shows. */
export const importedSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Event registration',
  type: 'object',
  required: ['name', 'email', 'attendees'],
  properties: {
    name: { type: 'string', maxLength: 80 },
    email: { type: 'string', format: 'email' },
    date: { type: 'string', format: 'date' },
    ticket: { enum: ['early', 'standard', 'vip'] },
    topics: { type: 'array', items: { enum: ['sales', 'service', 'data'] }, uniqueItems: true },
    company: {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 120 },
        employees: { type: 'integer', minimum: 1 },
      },
    },
    attendees: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 80 },
          vegetarian: { type: 'boolean' },
        },
      },
    },
  },
  if: { properties: { ticket: { const: 'vip' } }, required: ['ticket'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { required: ['company'] },
} as const
