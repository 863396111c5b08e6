/** Tokens as they are drawn: the ticks for a screen reader, and lines that tell whose they are and whether they work. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { TokenAnswer, TokenRole, TokensAnswer } from '@/lib/api/contract'
import { locales } from '@/lib/i18n/labels'
import { MessagesProvider } from '@/lib/i18n/react'
import { dictionaryOf, translator } from '@/lib/i18n/server'
import { TokenList } from './list'
import { ExtentMatrix } from './matrix'
import { ScopeField } from './scope'

const may: TokenRole['may'] = { customers: ['read', 'update', 'export'], orders: ['read'] }
const tables: TokensAnswer['tables'] = [
  { key: 'customers', label: { 'zh-CN': '客户', en: 'Customers' } },
  { key: 'orders', label: { 'zh-CN': '订单', en: 'Orders' } },
  { key: 'elsewhere', label: { 'zh-CN': '别处', en: 'Elsewhere' } },
]
const sales: TokenRole = {
  key: 'sales',
  label: { 'zh-CN': '销售', en: 'Sales' },
  own: true,
  admin: false,
  may,
}
const token: TokenAnswer = {
  id: '1',
  label: 'sync',
  prefix: 'tian_abcd',
  role: 'sales',
  tables: null,
  createdAt: '2026-11-01T00:00:00Z',
  expiresAt: '2999-01-01T00:00:00Z',
  lastUsedAt: null,
  lastAddress: null,
  person: 'me',
  name: '王芳',
}
const draw = (locale: (typeof locales)[number], page: React.ReactNode): string =>
  renderToStaticMarkup(
    <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
      {page}
    </MessagesProvider>,
  )

describe.each(locales)('in %s', (locale) => {
  const t = translator(locale)
  const list = (given: Partial<TokenAnswer>, roles = [sales]) =>
    draw(
      locale,
      <TokenList
        answer={{ tokens: [], roles, tables }}
        tokens={[{ ...token, ...given }]}
        label={t('tokens.title')}
        me="me"
        zone="Asia/Shanghai"
        onEnd={() => {}}
      />,
    )

  test('every tick says its table and what it lets do, and there is none where the role may not', () => {
    const page = draw(
      locale,
      <ExtentMatrix tables={tables} may={may} value={{ customers: ['read'] }} onChange={() => {}} />,
    )
    const labels = [...page.matchAll(/<input[^>]*aria-label="([^"]*)"/g)].map((match) => match[1])
    const cell = (table: string, what: 'verb_read' | 'verb_update' | 'action_export') =>
      t('tokens.cell', { table, what: t(`access.${what}`) })
    const [all, customers, orders] = [t('tokens.allTables'), ...tables.map((one) => one.label[locale]!)]
    expect(labels).toEqual([
      ...(['verb_read', 'verb_update', 'action_export'] as const).map((what) => cell(all!, what)),
      ...(['verb_read', 'verb_update', 'action_export'] as const).map((what) => cell(customers!, what)),
      cell(orders!, 'verb_read'),
    ])
    expect(page.match(/checked=""/g)).toHaveLength(1)
    expect(page).not.toContain(tables[2]!.label[locale])
  })
  test('by table nothing is ticked at first, and it says what is missing until something is', () => {
    const scope = (chosen: Record<string, ['read']>) =>
      draw(
        locale,
        <ScopeField role={sales} tables={tables} value={{ scope: 'chosen', chosen }} onChange={() => {}} />,
      )
    const ticked = (page: string) => page.match(/type="checkbox"[^>]*checked=""/g)?.length ?? 0
    expect(ticked(scope({}))).toBe(0)
    expect(scope({})).toContain(t('tokens.nothing'))
    expect(ticked(scope({ orders: ['read'] }))).toBe(1)
    expect(scope({ orders: ['read'] })).not.toContain(t('tokens.nothing'))
  })
  test('a line shows the first characters alone, what it may, and that nobody used it', () => {
    const page = list({})
    for (const text of ['tian_abcd…', sales.label[locale]!, t('tokens.everything'), t('tokens.neverUsed')])
      expect(page).toContain(text)
    expect(page).toContain(`aria-label="${t('tokens.endOf', { label: 'sync' }).replaceAll('"', '&quot;')}"`)
    expect(page).not.toContain('王芳')
  })
  test('another person’s token names them; one’s own without its role says so', () => {
    expect(list({ person: 'other' }, [{ ...sales, own: false }])).toContain(t('tokens.of', { name: '王芳' }))
    const lost = list({}, [])
    expect(lost).toContain(t('tokens.roleLost'))
    expect(lost).not.toContain(t('tokens.everything'))
  })
})
