/** An icon that is named in data but not shipped would silently draw a table. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fieldTypes } from '@/lib/fields/index'
import * as icons from '@/lib/kit/icons'

test('every icon of a field type is shipped', () => {
  const named = Object.values(fieldTypes).map((type) => type.icon)
  expect(named.filter((name) => !(name in icons))).toEqual([])
})

test('every icon of a template is shipped', () => {
  const folder = fileURLToPath(new URL('../../../templates', import.meta.url))
  const named = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) => [...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/"icon":\s*"([^"]+)"/g)])
    .map((match) => match[1]!)
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !(name in icons))).toEqual([])
})
