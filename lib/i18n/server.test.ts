import { describe, expect, test } from 'vitest'
import { chooseLocale, localeOfRequest } from './server'

describe('the language of a request', () => {
  test.each([
    ['en', 'zh-CN,zh;q=0.9', 'en'],
    ['zh-CN', 'en-US', 'zh-CN'],
    [undefined, 'en-US,en;q=0.9,zh;q=0.8', 'en'],
    [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'de-DE,de;q=0.9,en;q=0.5', 'en'],
    [undefined, 'en;q=0.3, zh;q=0.7', 'zh-CN'],
    [undefined, 'en;q=0, fr', 'zh-CN'],
    [undefined, 'fr-FR', 'zh-CN'],
    [undefined, undefined, 'zh-CN'],
    ['de', 'en', 'en'],
    ['__proto__', ';;q=x,', 'zh-CN'],
  ])('cookie %s and header %s give %s', (cookie, header, expected) => {
    expect(chooseLocale(cookie, header)).toBe(expected)
  })

  test('the cookie is found among others', () => {
    const of = (cookie: string) =>
      localeOfRequest(new Request('http://tian.test/', { headers: { cookie, 'accept-language': 'zh' } }))
    expect(of('a=1; tian_locale=en; b=2')).toBe('en')
    expect(of('not_tian_locale=en')).toBe('zh-CN')
  })
})
