import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { FieldAnswer, TableAnswer } from '@/lib/api/contract'
import { FieldOptions } from './field-options'

const fields = ['name', 'phone', 'total'].map((key) => ({ key, label: { en: key } }) as FieldAnswer)
const section = (key: string, keys: string[]): TableAnswer['sections'][number] => ({
  key,
  label: { en: key },
  fields: keys,
})
const draw = (sections: TableAnswer['sections'] | undefined): string =>
  renderToStaticMarkup(<FieldOptions fields={fields} sections={sections} />).replaceAll(/ value="\w+"/g, '')

test('fields stand under their sections, those outside of any at the end', () => {
  expect(draw([section('Basics', ['phone', 'name']), section('Money', ['total'])])).toBe(
    '<optgroup label="Basics"><option>name</option><option>phone</option></optgroup>' +
      '<optgroup label="Money"><option>total</option></optgroup>',
  )
  expect(draw([section('Basics', ['name']), section('Money', ['total'])])).toMatch(/<option>phone<\/option>$/)
})

test('one section, or none with any of these fields, is no division', () => {
  const plain = '<option>name</option><option>phone</option><option>total</option>'
  expect(draw(undefined)).toBe(plain)
  expect(draw([section('Basics', ['name', 'phone']), section('Empty', ['gone'])])).toBe(plain)
})
