/** A number with a fixed number of decimals, optionally with a unit. */
import { formatNumber } from '@/lib/i18n/format'
import { decimalText, largest } from './decimal'
import {
  checkDecimal,
  type DecimalRule,
  decimalSchema,
  inferDecimal,
  limitsFromSchema,
  numberOperators,
  sampleDecimal,
} from './decimal-rule'
import { emptied } from './emptiness'
import { setting, settings } from './options-schema'
import type { FieldType } from './type'
import { numberFromTextSql, parseNumber, withinSql } from './typed-number'

export interface NumberOptions {
  precision: number
  min?: number
  max?: number
  unit?: string
}

const ruleOf = (o: NumberOptions): DecimalRule => {
  const limit = largest(15, o.precision)
  return { scale: o.precision, min: Math.max(o.min ?? -limit, -limit), max: Math.min(o.max ?? limit, limit) }
}

export const number: FieldType<number, NumberOptions> = {
  name: 'number',
  label: { 'zh-CN': '数字', en: 'Number' },
  help: {
    'zh-CN': '可以计算的数，小数位数固定，例如数量 12.5 件',
    en: 'A number to calculate with, with fixed decimals, such as 12.5 pieces',
  },
  icon: 'hash',
  kind: 'number',
  optionsSchema: settings({
    precision: setting(
      { 'zh-CN': '小数位数', en: 'Decimals' },
      { type: 'integer', minimum: 0, maximum: 8, default: 0 },
    ),
    min: setting({ 'zh-CN': '最小值', en: 'Smallest value' }, { type: 'number' }),
    max: setting({ 'zh-CN': '最大值', en: 'Largest value' }, { type: 'number' }),
    unit: setting(
      { 'zh-CN': '单位', en: 'Unit' },
      { type: 'string', minLength: 1, maxLength: 10 },
      { 'zh-CN': '显示在数字后面，例如：件、kg', en: 'Shown after the number, such as pcs or kg' },
    ),
  }),
  defaultOptions: { precision: 0 },
  valueSchema: (o) => decimalSchema(ruleOf(o)),
  fromSchema(schema) {
    const precision = schema['x-scale']
    if (typeof precision !== 'number') return {}
    const limit = largest(15, precision)
    return { precision, ...limitsFromSchema(schema, { min: -limit, max: limit }) }
  },
  inferFrom(schema) {
    if (schema.type !== 'number' && schema.type !== 'integer') return undefined
    const { min, max, precision } = inferDecimal(schema)
    const limit = largest(15, precision)
    if (min > limit || max < -limit) return undefined
    return {
      options: { precision, ...(min > -limit ? { min } : {}), ...(max < limit ? { max } : {}) },
      outside:
        schema.type === 'integer' && min >= -limit && max <= limit
          ? []
          : [{ code: 'schema.outsideNumber', params: { digits: 15 - precision, scale: precision } }],
    }
  },
  storage: { column: (o) => `numeric(15, ${o.precision})` },
  json: '{c}',
  toText: () => 'trim_scale({c})::text',
  fromText(o) {
    const { scale, min, max } = ruleOf(o)
    return withinSql(numberFromTextSql(), scale, min, max)
  },
  fit(o) {
    const { scale, min, max } = ruleOf(o)
    return withinSql('{c}', scale, min, max)
  },
  sort: '{c}',
  operators: numberOperators,
  masks: ['length', 'all'],
  uniqueable: true,
  adds: true,
  normalize: emptied,
  check: (value, o) => checkDecimal(value, ruleOf(o)),
  serialize: (value) => decimalText(value),
  parse: (input, o) => parseNumber(input, o.unit ? [o.unit] : []),
  format(value, o, { locale }) {
    const digits = { minimumFractionDigits: o.precision, maximumFractionDigits: o.precision }
    const text = formatNumber(value, locale, digits)
    return o.unit ? `${text}\u00a0${o.unit}` : text
  },
  sample: (o, random) => sampleDecimal(ruleOf(o), random),
}
