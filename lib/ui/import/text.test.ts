import { describe, expect, test } from 'vitest'
import { decode, guessSeparator, readText } from './text'

const bytes = (...numbers: number[]) => new Uint8Array(numbers)
const utf8 = (text: string) => new TextEncoder().encode(text)
/** 客户名称,电话\r\n青山,1 in GB 18030. */
const gb18030 = bytes(
  ...[0xbf, 0xcd, 0xbb, 0xa7, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0d, 0x0a],
  ...[0xc7, 0xe0, 0xc9, 0xbd, 0x2c, 0x31],
)

describe('the encoding', () => {
  test('is that of the mark at the beginning', () => {
    expect(decode(utf8('\ufeff客户'))).toBe('客户')
    expect(decode(bytes(0xff, 0xfe, 0xa2, 0x5b, 0x37, 0x62))).toBe('客户')
    expect(decode(bytes(0xfe, 0xff, 0x5b, 0xa2, 0x62, 0x37))).toBe('客户')
  })
  test('is UTF-8 where that can be, and that of Chinese spreadsheets otherwise', () => {
    expect(decode(utf8('青山茶业'))).toBe('青山茶业')
    expect(readText(gb18030)).toEqual([
      ['客户名称', '电话'],
      ['青山', '1'],
    ])
  })
})

describe('the separator', () => {
  test.each([
    [',', 'a,b\n1,2'],
    ['\t', 'a\tb\n1,5\t2'],
    [';', 'a;b;c\n1,5;2,5;3'],
    [',', '名称,备注\n甲,"一;二;三"\n乙,"四;五;六"'],
    [',', '只有一列'],
  ])('is %j in %j', (separator, text) => {
    expect(guessSeparator(text)).toBe(separator)
  })
})

test('a file may name its separator, in a line that is none of its rows', () => {
  expect(readText(utf8('sep=|\r\na|b\r\n1,2|3'))).toEqual([
    ['a', 'b'],
    ['1,2', '3'],
  ])
})

describe('no table', () => {
  test.each([
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d), 'import.notTable'],
    ['bytes of no encoding', bytes(0xff, 0xff, 0xff, 0xff, 0xff), 'import.notTable'],
    ['a web page', utf8('<html><table><tr><td>1</td></tr></table></html>'), 'import.webPage'],
  ])('%s', (_, content, key) => {
    expect(() => readText(content)).toThrow(expect.objectContaining({ key }))
  })
})
