/**
 * Masks: each turns a cell into another value, a text, in SQL and in JS alike (property-tested).
 * A masked column is its mask for every operator: shown, filtered, sorted and exported as such (law L4).
 */
import type { Labels } from '@/lib/i18n/labels'
import { lengthOf } from './characters'

export type MaskName = 'all' | 'phone' | 'email' | 'name' | 'city' | 'monthDay' | 'last4' | 'edges' | 'length'

export interface Mask {
  label: Labels
  /** An example, before and after. */
  example: [string, string]
  /** `{c}` is the column as stored; yields text, NULL for NULL. */
  sql: string
  /** The same of the JSON value. */
  js(value: unknown): string | undefined
}

const isEmpty = (v: unknown): boolean => v === undefined || v === null

/** Code points, as PostgreSQL counts characters. */
const left = (s: string, count: number): string => Array.from(s).slice(0, count).join('')
const right = (s: string, count: number): string =>
  Array.from(s)
    .slice(Math.max(0, lengthOf(s) - count))
    .join('')

/** The JS of a mask of text. */
const ofText = (mask: (s: string) => string) => (v: unknown) =>
  typeof v === 'string' && v !== '' ? mask(v) : undefined

export const masks: Record<MaskName, Mask> = {
  all: {
    label: { 'zh-CN': '全部遮盖', en: 'Everything' },
    example: ['88,000.00', '***'],
    sql: "case when {c} is null then null else '***' end",
    js: (v) => (isEmpty(v) ? undefined : '***'),
  },
  phone: {
    label: { 'zh-CN': '电话：前 3 位和后 4 位', en: 'Phone: first 3, last 4' },
    example: ['+8613800138000', '138****8000'],
    sql:
      String.raw`case when {c} ~ '^\+861[0-9]{10}$' then substr({c}, 4, 3) else '' end` +
      " || '****' || right(split_part({c}, ';', 1), 4)",
    js: ofText((s) => {
      const number = s.split(';')[0]!
      return `${/^\+861[0-9]{10}$/.test(s) ? s.slice(3, 6) : ''}****${right(number, 4)}`
    }),
  },
  email: {
    label: { 'zh-CN': '邮箱：首字母和域名', en: 'E-mail: first letter and domain' },
    example: ['zhang@example.com', 'z***@example.com'],
    sql: "left({c}, 1) || '***@' || split_part({c}, '@', 2)",
    js: ofText((s) => `${left(s, 1)}***@${s.split('@')[1] ?? ''}`),
  },
  name: {
    label: { 'zh-CN': '姓名：只留姓', en: 'Name: first character' },
    example: ['张三丰', '张**'],
    sql: "left({c}, 1) || '**'",
    js: ofText((s) => `${left(s, 1)}**`),
  },
  city: {
    label: { 'zh-CN': '地址：省和市', en: 'Address: province and city' },
    example: ['浙江省杭州市西湖区文三路 1 号', '浙江省杭州市'],
    sql:
      "case when {c} is null then null else coalesce(nullif(concat({c} ->> 'province'," +
      " nullif({c} ->> 'city', {c} ->> 'province')), ''), '***') end",
    js(v) {
      if (typeof v !== 'object' || v === null) return undefined
      const { province = '', city = '' } = v as { province?: string; city?: string }
      return `${province}${city === province ? '' : city}` || '***'
    },
  },
  monthDay: {
    label: { 'zh-CN': '日期：月和日', en: 'Date: month and day' },
    example: ['1990-07-01', '07-01'],
    sql: "to_char({c}, 'MM-DD')",
    js: ofText((s) => s.slice(5, 10)),
  },
  // Never more than half of a short text, or the mask would show it.
  last4: {
    label: { 'zh-CN': '只留后 4 位', en: 'Last 4 characters' },
    example: ['6222021234567890', '****7890'],
    sql: "'****' || right({c}, least(4, char_length({c}) / 2))",
    js: ofText((s) => `****${right(s, Math.min(4, Math.floor(lengthOf(s) / 2)))}`),
  },
  edges: {
    label: { 'zh-CN': '前 2 位和后 4 位', en: 'First 2, last 4' },
    example: ['91350100M000100Y43', '91****0Y43'],
    sql: "left({c}, least(2, char_length({c}) / 4)) || '****' || right({c}, least(4, char_length({c}) / 4))",
    js: ofText((s) => {
      const quarter = Math.floor(lengthOf(s) / 4)
      return `${left(s, Math.min(2, quarter))}****${right(s, Math.min(4, quarter))}`
    }),
  },
  length: {
    label: { 'zh-CN': '只知有无', en: 'Only that it is filled' },
    example: ['客户要求月底前交货', '•••'],
    sql: "case when {c} is null then null else '•••' end",
    js: (v) => (isEmpty(v) ? undefined : '•••'),
  },
}
