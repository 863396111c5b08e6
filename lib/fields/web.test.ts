/** E-mail and web addresses: what is taken, what is refused, how they read. */
import { describe, expect, test } from 'vitest'
import { email } from './email'
import { contexts } from './testing'
import { url } from './url'

const context = contexts[0]!

describe('e-mail', () => {
  test.each<[string, string | undefined]>([
    ['Zhang.San@Example.COM', 'Zhang.San@example.com'],
    [' a@b.co ', 'a@b.co'],
    ['mailto:a@b.co', 'a@b.co'],
    ['张三 <zhang@example.cn>', 'zhang@example.cn'],
    ['王芳@公司.中国', '王芳@公司.中国'],
    ["o'brien+crm@mail.example.com", "o'brien+crm@mail.example.com"],
    ['a@b', undefined],
    ['a@b@c.co', undefined],
    ['a b@c.co', undefined],
    ['@b.co', undefined],
    ['a@-b.co', undefined],
    ['a@b..co', undefined],
    [`${'a'.repeat(65)}@b.co`, undefined],
    [`a@${'b.'.repeat(126)}co`, undefined],
  ])('%j is %s', (text, value) => {
    expect(email.parse(text, {}, context)).toBe(value)
    expect(email.check(email.normalize(text, {}), {}) === undefined).toBe(value !== undefined)
  })
})

describe('web addresses', () => {
  test.each<[string, string | undefined]>([
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://Example.COM/A', 'https://example.com/A'],
    ['example.com/a?b=c', 'https://example.com/a?b=c'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://[::1]:80/x', 'http://[::1]/x'],
    ['https://例子.中国/产品', 'https://xn--fsqu00a.xn--fiqs8s/%E4%BA%A7%E5%93%81'],
    ['javascript:alert(1)', undefined],
    ['JaVaScRiPt:alert(1)//https://x.co', undefined],
    ['data:text/html,x', undefined],
    ['ftp://example.com', undefined],
    ['https://bank.com@evil.com/', undefined],
    ['https://', undefined],
    ['a b', undefined],
    [`https://example.com/${'a'.repeat(2000)}`, `https://example.com/${'a'.repeat(2000)}`],
  ])('%j is %s', (text, value) => expect(url.parse(text, {}, context)).toBe(value))

  test('too long is refused in words, not lost', () => {
    expect(url.check(`https://example.com/${'a'.repeat(2000)}`, {})?.code).toBe('problemText.tooLong')
  })

  test.each([
    ['https://example.com/', 'example.com'],
    ['https://example.com/%E4%BA%A7%E5%93%81?q=1', 'example.com/产品?q=1'],
    ['https://example.com/%E2%80%AEgpj.exe', 'example.com/%E2%80%AEgpj.exe'],
    ['https://example.com/%ff', 'example.com/%ff'],
  ])('%s reads %s', (value, text) => expect(url.format(value, {}, context)).toBe(text))
})
