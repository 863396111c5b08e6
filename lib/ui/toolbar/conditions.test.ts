import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldAnswer } from '@/lib/api/contract'
import { call, field, stored, value } from '@/lib/expr/ast'
import { functions } from '@/lib/expr/functions'
import { fieldTypes, type TypeName } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import { translateWith } from '@/lib/i18n/translate'
import {
  fromFilter,
  isComplete,
  operandOf,
  operandType,
  start,
  takesItems,
  tidyOperand,
  toFilter,
  withOperator,
} from './conditions'
import { conditionWords } from './words'

const of = (type: TypeName, more: Partial<FieldAnswer> = {}): FieldAnswer => ({
  key: 'f',
  type,
  options: fieldTypes[type].defaultOptions,
  source: 'input',
  label: { 'zh-CN': '字段', en: 'Field' },
  required: false,
  unique: false,
  sensitivity: 'normal',
  right: 'edit',
  creatable: true,
  sortable: true,
  operators: [...fieldTypes[type].operators],
  ...more,
})
const context: FieldContext = {
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  today: '2026-11-21',
  optionSet: () => [],
  title: () => '张三',
}
const t = translateWith('zh-CN', { 'grid.listSeparator': '、', 'grid.conditionRange': '{from} 到 {to}' })

describe('conditions and expressions', () => {
  test('one condition is its call, several are joined by and', () => {
    const one = { field: 'name', fn: 'contains', operands: ['田'] }
    const two = { field: 'amount', fn: 'between', operands: [1, 2] }
    const open = { field: 'stage', fn: 'isAnyOf', operands: [undefined] }
    expect(toFilter([one])).toEqual(stored(call('contains', field('name'), value('田'))))
    expect(toFilter([one, two, open])).toEqual(
      stored(
        call(
          'and',
          call('contains', field('name'), value('田')),
          call('between', field('amount'), value(1), value(2)),
        ),
      ),
    )
    expect(toFilter([open])).toBeUndefined()
    expect(isComplete(open)).toBe(false)
  })

  test('what is built is read back', () => {
    const filters = [...functions.values()].filter((row) => row.filter).map((row) => row.name)
    const condition = fc.constantFrom(...filters).chain((fn) =>
      fc.record({
        field: fc.constantFrom('a', 'b', 'c'),
        fn: fc.constant(fn),
        operands: fc.tuple(
          ...withOperator({ field: 'a', fn, operands: [] }, fn).operands.map(() =>
            fc.constantFrom('x', 7, ['p', 'q']),
          ),
        ),
      }),
    )
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), (conditions) => {
        expect(fromFilter(toFilter(conditions))).toEqual(conditions)
      }),
    )
  })

  test.each([
    ['or', stored(call('or', call('isEmpty', field('a')), call('isEmpty', field('b'))))],
    ['a hop along a link', stored(call('isEmpty', field('customer', 'name')))],
    ['a computed operand', stored(call('is', field('a'), call('add', value(1), value(2))))],
    ['a bare field', stored(field('done'))],
  ])('%s is more than the builder can show', (_, filter) => {
    expect(fromFilter(filter)).toBeUndefined()
  })

  test('every operator of every type can be filled in and read', () => {
    for (const type of Object.keys(fieldTypes) as TypeName[]) {
      for (const fn of fieldTypes[type].operators) {
        expect(functions.get(fn)?.filter, `${type} ${fn}`).toBeDefined()
        const shape = operandType(of(type), fn)
        expect(fieldTypes[shape.type], `${type} ${fn}`).toBeDefined()
        expect(conditionWords(start(of(type), fn), of(type), context, t)).toContain('字段')
      }
    }
  })

  test('text operators and masks take text, moments take days', () => {
    expect(operandType(of('phone'), 'contains').type).toBe('text')
    expect(operandType(of('number', { right: 'mask' }), 'is').type).toBe('text')
    expect(operandType(of('datetime'), 'before').type).toBe('date')
    expect(operandType(of('select'), 'isAnyOf').type).toBe('multiselect')
    expect(operandType(of('select'), 'is').type).toBe('select')
    expect(takesItems(of('number'), 'isAnyOf')).toBe(true)
    expect(takesItems(of('multiselect'), 'hasAnyOf')).toBe(false)
  })

  test('operands are brought to their stored form, and what means nothing is not sent', () => {
    expect(tidyOperand(of('text'), 'contains', '  田 ')).toBe('田')
    expect(tidyOperand(of('number'), 'gt', 'abc')).toBeUndefined()
    expect(tidyOperand(of('number'), 'isAnyOf', [1, 'x', 2])).toEqual([1, 2])
    expect(tidyOperand(of('date'), 'withinPeriod', 'thisMonth')).toBe('thisMonth')
    expect(tidyOperand(of('date'), 'withinPeriod', 'someday')).toBeUndefined()
  })

  test('another operator keeps what still fits', () => {
    const condition = { field: 'f', fn: 'is', operands: ['x'] }
    expect(withOperator(condition, 'isNot').operands).toEqual(['x'])
    expect(withOperator(condition, 'isAnyOf').operands).toEqual([undefined])
    expect(withOperator(condition, 'isEmpty').operands).toEqual([])
    expect(operandOf('between')).toBe('two')
  })

  test('in words', () => {
    const between = { field: 'f', fn: 'between', operands: [1, 5] }
    expect(conditionWords(between, of('number'), context, t)).toBe('字段 介于 1 到 5')
    const period = { field: 'f', fn: 'withinPeriod', operands: ['thisMonth'] }
    expect(conditionWords(period, of('date'), context, t)).toBe('字段 在 本月')
    expect(conditionWords({ field: 'f', fn: 'isEmpty', operands: [] }, of('text'), context, t)).toBe(
      '字段 为空',
    )
  })
})
