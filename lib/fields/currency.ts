/** An amount of money in one currency, to the cent. */
import { formatNumber } from '@/lib/i18n/format'
import { decimalText, largest } from './decimal'
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

/** Names of the currencies and what people write beside their amounts. */
const currencies = {
  CNY: { zh: '人民币', en: 'Chinese yuan', words: ['¥', '元', '块', 'rmb', '人民币', 'cn¥'] },
  USD: { zh: '美元', en: 'US dollar', words: ['$', 'us$', '美元', '美金'] },
  EUR: { zh: '欧元', en: 'Euro', words: ['€', '欧元'] },
  GBP: { zh: '英镑', en: 'Pound sterling', words: ['£', '英镑'] },
  HKD: { zh: '港币', en: 'Hong Kong dollar', words: ['hk$', '$', '港币', '港元'] },
  TWD: { zh: '新台币', en: 'New Taiwan dollar', words: ['nt$', '$', '台币', '新台币'] },
  JPY: { zh: '日元', en: 'Japanese yen', words: ['¥', 'jp¥', '日元', '円'] },
  KRW: { zh: '韩元', en: 'South Korean won', words: ['₩', '韩元'] },
  SGD: { zh: '新加坡元', en: 'Singapore dollar', words: ['s$', '$', '新加坡元'] },
  AUD: { zh: '澳大利亚元', en: 'Australian dollar', words: ['a$', '$', '澳元'] },
  CAD: { zh: '加拿大元', en: 'Canadian dollar', words: ['ca$', '$', '加元'] },
} as const

export type CurrencyCode = keyof typeof currencies

export interface CurrencyOptions {
  currency: CurrencyCode
  min?: number
  max?: number
}

const natural = { min: -largest(12, 2), max: largest(12, 2) }

const ruleOf = (o: CurrencyOptions): DecimalRule => ({
  scale: 2,
  min: Math.max(o.min ?? natural.min, natural.min),
  max: Math.min(o.max ?? natural.max, natural.max),
})

export const currency: FieldType<number, CurrencyOptions> = {
  name: 'currency',
  label: { 'zh-CN': '货币', en: 'Currency' },
  help: {
    'zh-CN': '金额，精确到分，例如 ¥1,234.50',
    en: 'An amount of money to the cent, such as ¥1,234.50',
  },
  icon: 'banknote',
  kind: 'number',
  optionsSchema: settings({
    currency: setting(
      { 'zh-CN': '币种', en: 'Currency' },
      {
        oneOf: Object.entries(currencies).map(([code, { zh, en }]) => ({
          const: code,
          title: `${zh} ${code}`,
          'x-label': { 'zh-CN': `${zh} ${code}`, en: `${en} ${code}` },
        })),
        default: 'CNY',
      },
    ),
    min: setting({ 'zh-CN': '最小金额', en: 'Smallest amount' }, { type: 'number' }),
    max: setting({ 'zh-CN': '最大金额', en: 'Largest amount' }, { type: 'number' }),
  }),
  defaultOptions: { currency: 'CNY' },
  valueSchema: (o) => decimalSchema(ruleOf(o)),
  fromSchema: (schema) => limitsFromSchema(schema, natural),
  storage: { column: () => 'numeric(15, 2)' },
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
  uniqueable: false,
  adds: true,
  normalize: emptied,
  check: (value, o) => checkDecimal(value, ruleOf(o)),
  serialize: (value) => decimalText(value),
  parse: (input, o) => parseNumber(input, [...currencies[o.currency].words, o.currency]),
  format: (value, o, { locale }) =>
    formatNumber(value, locale, {
      style: 'currency',
      currency: o.currency,
      // The yuan sign alone; other currencies say whose dollar it is.
      currencyDisplay: o.currency === 'CNY' ? 'narrowSymbol' : 'symbol',
      maximumFractionDigits: 2,
    }),
  sample: (o, random) => sampleDecimal(ruleOf(o), random),
}
