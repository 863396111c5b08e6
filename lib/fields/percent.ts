/** A share of a whole: stored as a fraction (0.1523), read and typed as a percentage (15.23 %). */
import { formatNumber } from '@/lib/i18n/format'
import { decimalText, grouped, largest, shift } from './decimal'
import {
  checkDecimal,
  type DecimalRule,
  decimalSchema,
  limitsFromSchema,
  numberOperators,
  sampleDecimal,
} from './decimal-rule'
import { emptied } from './emptiness'
import { setting, settings } from './options-schema'
import type { FieldType } from './type'
import { numberFromTextSql, parseNumber, withinSql } from './typed-number'

export interface PercentOptions {
  /** Decimals of the percentage, so two fewer than those of the stored fraction. */
  precision: number
  min?: number
  max?: number
}

const natural = (precision: number) => {
  const limit = largest(precision + 5, precision + 2)
  return { min: -limit, max: limit }
}

const ruleOf = (o: PercentOptions): DecimalRule => {
  const { min, max } = natural(o.precision)
  return { scale: o.precision + 2, min: Math.max(o.min ?? min, min), max: Math.min(o.max ?? max, max) }
}

const inWords = { 'zh-CN': '写作小数：0.15 表示 15%', en: 'As a fraction: 0.15 means 15%' }

export const percent: FieldType<number, PercentOptions> = {
  name: 'percent',
  label: { 'zh-CN': '百分比', en: 'Percent' },
  help: { 'zh-CN': '比例，例如折扣率 15.23%', en: 'A share, such as a discount of 15.23%' },
  icon: 'percent',
  kind: 'number',
  optionsSchema: settings({
    precision: setting(
      { 'zh-CN': '小数位数', en: 'Decimals' },
      { type: 'integer', minimum: 0, maximum: 4, default: 2 },
    ),
    min: setting({ 'zh-CN': '最小值', en: 'Smallest value' }, { type: 'number' }, inWords),
    max: setting({ 'zh-CN': '最大值', en: 'Largest value' }, { type: 'number' }, inWords),
  }),
  defaultOptions: { precision: 2 },
  valueSchema: (o) => decimalSchema(ruleOf(o)),
  fromSchema(schema) {
    const scale = schema['x-scale']
    if (typeof scale !== 'number') return {}
    return { precision: scale - 2, ...limitsFromSchema(schema, natural(scale - 2)) }
  },
  storage: { column: () => 'numeric(9, 6)' },
  json: '{c}',
  toText: () => `trim_scale({c} * 100)::text || '%'`,
  fromText(o) {
    const { scale, min, max } = ruleOf(o)
    return withinSql(`(${numberFromTextSql('[%％]?')} / 100)`, scale, min, max)
  },
  fit(o) {
    const { scale, min, max } = ruleOf(o)
    return withinSql('{c}', scale, min, max)
  },
  sort: '{c}',
  operators: numberOperators,
  masks: ['length', 'all'],
  uniqueable: false,
  normalize: emptied,
  check: (value, o) =>
    typeof value === 'number'
      ? checkDecimal(value, ruleOf(o), (limit) => `${grouped(shift(limit, 2))}%`, o.precision)
      : { code: 'problemText.notPercent' },
  serialize: (value) => `${decimalText(shift(value, 2))}%`,
  parse(input) {
    const percentage = parseNumber(input, ['%'])
    return percentage === undefined ? undefined : shift(percentage, -2)
  },
  format: (value, o, { locale }) =>
    formatNumber(value, locale, {
      style: 'percent',
      minimumFractionDigits: o.precision,
      maximumFractionDigits: o.precision,
    }),
  sample: (o, random) =>
    sampleDecimal({ ...ruleOf(o), max: Math.min(ruleOf(o).max, Math.max(1, ruleOf(o).min)) }, random),
}
