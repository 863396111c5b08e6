/** What a line of the history says at first, and what is folded beneath, in both languages. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import { type Locale, locales } from '@/lib/i18n/labels'
import { MessagesProvider } from '@/lib/i18n/react'
import { dictionaryOf } from '@/lib/i18n/server'
import { HistoryParts } from './history-parts'

type Part = SchemaChangeLine['parts'][number]
const template = { 'zh-CN': '客户管理表', en: 'Customer management' }
const added = (n: number): Part => ({
  key: 'tableAdded',
  params: { table: { 'zh-CN': `表${n}`, en: `T${n}` } },
})
const brought = (key: string): Part[] => [{ key, params: { template, version: '1.1.0' } }, added(1), added(2)]

const render = (parts: Part[], locale: Locale): string =>
  renderToStaticMarkup(
    <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
      <HistoryParts parts={parts} />
    </MessagesProvider>,
  )
/** The sentences of each list: what is read at first, and what is hidden. */
const lists = (html: string): string[][] =>
  [...html.matchAll(/<ul[^>]*>(.*?)<\/ul>/g)].map(([, list]) =>
    [...list!.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text!),
  )

describe('what a template did', () => {
  test.each([
    ['zh-CN', ['模板“客户管理表”升级到 1.1.0'], '查看 2 项具体改动'],
    ['en', ['Upgraded “Customer management” to 1.1.0'], '2 changes in detail'],
  ] as const)('is one sentence, with the details folded beneath: %s', (locale, said, button) => {
    const html = render(brought('templateUpgraded'), locale)
    expect(lists(html)).toEqual([said, [expect.any(String), expect.any(String)]])
    expect(html).toMatch(/<ul[^>]* hidden=""/)
    expect(html).toContain('aria-expanded="false"')
    expect(html).toContain(button)
  })

  test.each(
    ['Installed', 'Upgraded', 'Completed', 'Returned', 'Removed', 'Restored'].flatMap((key) =>
      locales.map((locale) => [`template${key}`, locale] as const),
    ),
  )('has words: %s, %s', (key, locale) => {
    const [[said]] = lists(render(brought(key), locale)) as [[string]]
    expect(said).toContain(template[locale])
    expect(said).not.toContain('change.')
  })
})

test('of another change three sentences are read at first, and a short one has nothing folded', () => {
  const html = render([1, 2, 3, 4, 5].map(added), 'en')
  expect(lists(html).map((list) => list.length)).toEqual([3, 2])
  expect(html).toContain('2 more')
  expect(render([added(1)], 'en')).not.toContain('<button')
})
