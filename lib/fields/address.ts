/** Address: country, province, city, district, street and postcode in one jsonb cell. */
import { lengthOf, linePattern, oneLineSql, trimmed } from './characters'
import { provinceName, provinces, splitAddress } from './china'
import { countries, countryName } from './countries'
import { settings } from './options-schema'
import { between, digits, pick } from './samples'
import type { FieldType, Problem } from './type'

export interface Address {
  /** ISO 3166-1 code; CN when nothing else is said. */
  country: string
  province?: string
  city?: string
  district?: string
  street?: string
  postcode?: string
}

export type AddressOptions = Record<never, never>

/** The parts below the country and how long each may be. */
export const partLengths = { province: 100, city: 100, district: 200, street: 200, postcode: 12 } as const
export type AddressPart = keyof typeof partLengths
const parts = Object.keys(partLengths) as AddressPart[]

const line = new RegExp(linePattern, 'u')
const chinesePostcode = /^([0-8][0-9]{5}|99907[789])$/

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Trims the parts, leaves empty ones out, completes a short province; a country alone says nothing. */
function normalizeAddress(value: unknown): unknown {
  if (!isObject(value)) return trimmed(value)
  const entries = Object.entries(value)
    .map(([key, part]) => [key, trimmed(part)] as const)
    .filter(([, part]) => part !== undefined)
  if (!entries.some(([key]) => key !== 'country')) return undefined
  const address: Record<string, unknown> = Object.fromEntries(entries)
  const country =
    typeof address.country === 'string' ? address.country.toUpperCase() : (address.country ?? 'CN')
  if (country !== 'CN' || typeof address.province !== 'string') return { ...address, country }
  return { ...address, country, province: provinceName(address.province) }
}

function checkAddress(value: unknown): Problem | undefined {
  if (!isObject(value)) return { code: 'problemChoice.address' }
  const { country } = value
  const keys = Object.keys(value).filter((key) => key !== 'country')
  if (keys.length === 0 || keys.some((key) => !Object.hasOwn(partLengths, key)))
    return { code: 'problemChoice.address' }
  if (typeof country !== 'string' || !countries.includes(country)) return { code: 'problemChoice.country' }
  for (const part of parts) {
    const text = value[part]
    if (!Object.hasOwn(value, part)) continue
    if (typeof text !== 'string' || !line.test(text)) return { code: 'problemChoice.addressLine' }
    if (lengthOf(text) > partLengths[part])
      return { code: 'problemChoice.addressLong', params: { most: partLengths[part] } }
  }
  if (country !== 'CN') return undefined
  if (value.province !== undefined && !provinces.includes(String(value.province)))
    return { code: 'problemChoice.province' }
  const wrongPostcode = value.postcode !== undefined && !chinesePostcode.test(String(value.postcode))
  return wrongPostcode ? { code: 'problemChoice.postcode' } : undefined
}

/** 浙江省杭州市西湖区文三路 1 号: from the large to the small, a municipality once. */
function chineseLine({ province = '', city = '', district = '', street = '', postcode }: Address): string {
  const place = `${province}${city === province ? '' : city}${district}${street}`
  return postcode ? `${place} ${postcode}`.trim() : place
}

/** 1 Wensan Rd, Xihu, Hangzhou, Zhejiang 310012: from the small to the large. */
function westernLine({ province, city, district, street, postcode }: Address): string {
  const places = [street, district, city === province ? undefined : city, province]
  return [places.filter(Boolean).join(', '), postcode].filter(Boolean).join(' ')
}

function formatAddress(address: Address, locale: 'zh-CN' | 'en'): string {
  if (address.country !== 'CN') return `${westernLine(address)}, ${countryName(address.country, locale)}`
  return locale === 'en' ? westernLine(address) : chineseLine(address)
}

/** A pasted line; JSON that `serialize` made is taken as it is. */
function parseAddress(text: string): Address | undefined {
  const written = text.trim()
  if (written.startsWith('{')) return parseJson(written)
  const [, place = written, postcode] = /^(.*?)\s*\b([0-8]\d{5})$/.exec(written) ?? []
  const found = splitAddress(place) ?? { street: place }
  const address = normalizeAddress({ country: 'CN', ...found, postcode })
  return checkAddress(address) ? undefined : (address as Address)
}

function parseJson(text: string): Address | undefined {
  try {
    const address = normalizeAddress(JSON.parse(text))
    return checkAddress(address) ? undefined : (address as Address)
  } catch {
    return undefined
  }
}

const sameAddress = (a: Address, b: Address | undefined): boolean =>
  b !== undefined && a.country === b.country && parts.every((part) => a[part] === b[part])

const text = (maxLength: number) => ({ type: 'string', maxLength, pattern: linePattern })

const inChina = { type: 'object', properties: { country: { const: 'CN' } } }
const chineseRules = {
  type: 'object',
  properties: {
    province: { type: 'string', enum: provinces },
    postcode: { type: 'string', pattern: chinesePostcode.source },
  },
}

export const address: FieldType<Address, AddressOptions> = {
  name: 'address',
  label: { 'zh-CN': '地址', en: 'Address' },
  help: {
    'zh-CN': '省、市、区与街道分开保存，例如：浙江省杭州市西湖区文三路 1 号。',
    en: 'Province, city, district and street kept apart: 1 Wensan Rd, Xihu, Hangzhou, Zhejiang.',
  },
  icon: 'map-pin',
  kind: 'json',
  optionsSchema: settings(),
  defaultOptions: {},
  valueSchema: () => ({
    type: 'object',
    required: ['country'],
    minProperties: 2,
    properties: {
      country: { type: 'string', enum: countries },
      ...Object.fromEntries(parts.map((part) => [part, text(partLengths[part])])),
    },
    additionalProperties: false,
    if: inChina,
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, not a promise.
    then: chineseRules,
  }),
  fromSchema: () => ({}),
  storage: { column: () => 'jsonb' },
  json: '{c}',
  parts: ['country', ...parts],
  toText: () =>
    "nullif(concat({c} ->> 'province', nullif({c} ->> 'city', {c} ->> 'province'), {c} ->> 'district', {c} ->> 'street'), '')",
  // The line stays whole in the street: nothing is lost, and the editor can split it.
  fromText() {
    const line = oneLineSql('{c}')
    return `case when char_length(${line}) <= ${partLengths.street} then jsonb_build_object('country', 'CN', 'street', ${line}) end`
  },
  operators: ['isEmpty', 'isNotEmpty'],
  masks: ['city', 'all', 'length'],
  telling: true,
  uniqueable: false,
  normalize: normalizeAddress,
  check: checkAddress,
  // A line that reads back as the same parts is the better text; otherwise the parts are spelled out.
  serialize(value) {
    const readable = chineseLine(value)
    return sameAddress(value, parseAddress(readable)) ? readable : JSON.stringify(value)
  },
  parse: (input) => parseAddress(input),
  format: (value, _options, { locale }) => formatAddress(value, locale),
  sample(_options, random) {
    const [province, city, district] = pick(random, [
      ['浙江省', '杭州市', '西湖区'],
      ['北京市', '北京市', '朝阳区'],
      ['广东省', '深圳市', '南山区'],
      ['新疆维吾尔自治区', '伊犁哈萨克自治州', '伊宁市'],
    ] as const)
    const street = `文三路 ${between(random, 1, 999)} 号`
    return { country: 'CN', province, city, district, street, postcode: `3${digits(random, 5)}` }
  },
}
