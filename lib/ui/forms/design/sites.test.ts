import { expect, test } from 'vitest'
import { sitesIn } from './sites'

test.each([
  ['', undefined],
  [' \n ', undefined],
  ['https://www.example.com', ['https://www.example.com']],
  ['HTTPS://WWW.Example.com:443/a/page?x#y', ['https://www.example.com']],
  ['http://a.example:8080/\n\nhttps://b.example', ['http://a.example:8080', 'https://b.example']],
  ['https://a.example https://a.example/', ['https://a.example']],
  ['https://例子.example/', ['https://xn--fsqu00a.example']],
  ['www.example.com', ['www.example.com']],
  ['https://user:pass@a.example', ['https://user:pass@a.example']],
  ['https://', ['https://']],
])('%j means %j', (text, sites) => expect(sitesIn(text)).toEqual(sites))
