import { describe, expect, test } from 'vitest'
import { fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import type { JsonObject } from '@/lib/json'
import { choiceSettings, problemOf, type Setting, settingsIn } from './controls'

const names = Object.keys(fieldTypes) as TypeName[]
const settingsOf = (name: TypeName): Setting[] => settingsIn(fieldType(name).optionsSchema)
const setting = (name: TypeName, key: string): Setting => settingsOf(name).find((one) => one.key === key)!

describe('settings', () => {
  test.each(names)('every setting of %s has a control and words', (name) => {
    const properties = fieldType(name).optionsSchema.properties as JsonObject
    const settings = settingsOf(name)
    expect(settings.map((one) => one.key)).toEqual(Object.keys(properties))
    for (const { label } of settings) expect([label['zh-CN'], label.en].every(Boolean)).toBe(true)
  })
  test('each shape of schema becomes its control', () => {
    expect(setting('number', 'precision').control).toEqual({ kind: 'number', whole: true, least: 0, most: 8 })
    expect(setting('number', 'min').control).toEqual({ kind: 'number', whole: false })
    expect(setting('number', 'unit').control).toMatchObject({ kind: 'text', most: 10 })
    expect(setting('currency', 'currency').control).toMatchObject({ kind: 'choice' })
    expect(setting('link', 'table')).toMatchObject({
      required: true,
      control: { kind: 'reference', to: 'table' },
    })
    expect(setting('link', 'onDelete').control).toMatchObject({
      kind: 'choice',
      choices: [{ value: 'clear' }, { value: 'refuse' }, { value: 'cascade' }],
    })
    expect(choiceSettings(settingsOf('select'))).toEqual({ set: 'set', options: 'options' })
    expect(choiceSettings(settingsOf('text'))).toBeUndefined()
    expect(
      settingsIn({ properties: { tags: { type: 'array', items: { type: 'string' }, maxItems: 3 } } }),
    ).toMatchObject([{ key: 'tags', control: { kind: 'lines', most: 3 } }])
  })
})

test('what is wrong with a setting', () => {
  const precision = setting('number', 'precision')
  expect(problemOf(precision, 2)).toBeUndefined()
  expect(problemOf(precision, undefined)).toBeUndefined()
  expect(problemOf(precision, 9)).toEqual({ key: 'tooLarge', params: { most: 8 } })
  expect(problemOf(precision, -1)).toEqual({ key: 'tooSmall', params: { least: 0 } })
  expect(problemOf(precision, 1.5)).toEqual({ key: 'notWhole' })
  expect(problemOf(precision, 'two')).toEqual({ key: 'notNumber' })
  expect(problemOf(setting('link', 'table'), '')).toEqual({ key: 'needed' })
})
