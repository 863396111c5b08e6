import { expect, test } from 'vitest'
import { call, field, stored } from '@/lib/expr/ast'
import { resultOptions } from './result-options'

const sample = (value: string) => ({ id: value, title: '', value })

test('numbers keep the decimals of their results, quotients two at least', () => {
  const whole = { expr: stored(field('count')), samples: [sample('12'), sample('')] }
  expect(resultOptions('number', whole)).toMatchObject({ precision: 0 })
  expect(resultOptions('number', { ...whole, samples: [sample('1.5')] })).toMatchObject({ precision: 1 })
  expect(resultOptions('number', { ...whole, samples: [sample('0.3333')] })).toMatchObject({ precision: 2 })
  const quotient = stored(call('div', field('a'), field('b')))
  expect(resultOptions('number', { ...whole, expr: quotient })).toMatchObject({ precision: 2 })
})

test('a link goes to the table of the records', () => {
  expect(resultOptions('link', { target: 'customers' })).toMatchObject({ table: 'customers' })
  expect(resultOptions('text', { samples: [sample('1.5')] })).not.toHaveProperty('precision')
})
