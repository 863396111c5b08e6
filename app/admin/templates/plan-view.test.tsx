/** A plan in words: every kind of line, part and value has its own, in both languages. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { PlanConflict, PlanLine, UpgradePlan } from '@/lib/api/contract-upgrade'
import { locales } from '@/lib/i18n/labels'
import { MessagesProvider } from '@/lib/i18n/react'
import { dictionaryOf } from '@/lib/i18n/server'
import { PlanView } from './plan-view'

const name = { 'zh-CN': '客户', en: 'Customers' }
const kinds = ['table', 'field', 'options', 'option', 'view', 'role'] as const
const lines: PlanLine[] = (['add', 'change', 'compute', 'deleted', 'gone', 'broken'] as const).flatMap(
  (what) =>
    kinds.map((kind) => ({
      do: what,
      subject: { kind, label: name, of: name },
      ...(what === 'change' ? { parts: ['label', 'rights', 'formula'] as const } : {}),
    })),
) as PlanLine[]
const values = [
  { text: '公司' },
  { labels: name },
  { value: true },
  { value: 'hidden' },
  { value: 'number' },
  { value: 7 },
  { value: { mask: 'phone' } },
  undefined,
]
const conflicts: PlanConflict[] = values.map((value) => ({
  subject: { kind: 'field', label: name },
  part: 'type',
  mine: value,
  theirs: value,
}))
const plan: UpgradePlan = {
  template: 'customer_management',
  label: name,
  from: '1.0.0',
  to: '1.1.0',
  lines,
  conflicts,
}

test.each(locales)('speaks %s', (locale) => {
  const render = (shown: UpgradePlan) =>
    renderToStaticMarkup(
      <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
        <PlanView plan={shown} />
      </MessagesProvider>,
    )
  const html = render(plan)
  expect(html).not.toMatch(/gallery\.\w/)
  expect(html).toContain(locale === 'en' ? 'Field “Customers” in Customers' : '字段“客户”（客户）')
  expect(html).toContain(locale === 'en' ? 'name, rights, formula' : '名称、权限、公式')
  expect(html).toContain(locale === 'en' ? 'Hidden' : '隐藏')
  expect(html.match(/<details/g)).toHaveLength(7)
  expect(render({ ...plan, lines: [], conflicts: [] })).not.toContain('<details')
})
