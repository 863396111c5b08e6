/** Places of China as addresses name them: provinces, the division tree, and reading one address line into its parts. */

/** Province → city → its districts, separated by spaces. A municipality is its own city. */
export type Divisions = Record<string, Record<string, string>>

export const provinces = (
  '北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖北省 ' +
  '湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 ' +
  '新疆维吾尔自治区 台湾省 香港特别行政区 澳门特别行政区'
).split(' ')

const suffix = /(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/
const shortNames = new Map(provinces.map((name) => [name.replace(suffix, ''), name]))

/** `浙江` and `浙江省` are 浙江省; other names stay as they are. */
export const provinceName = (name: string): string => shortNames.get(name) ?? name

const isMunicipality = (province: string): boolean => province.endsWith('市')

/** The whole tree, fetched by the browser only when an address is edited. */
export async function loadDivisions(): Promise<Divisions> {
  return (await import('./data/cn-divisions.json')).default
}

export const citiesOf = (tree: Divisions, province = ''): string[] =>
  Object.hasOwn(tree, province) ? Object.keys(tree[province]!) : []

export function districtsOf(tree: Divisions, province = '', city = ''): string[] {
  const cities = Object.hasOwn(tree, province) ? tree[province]! : {}
  const districts = Object.hasOwn(cities, city) ? cities[city]! : ''
  return districts === '' ? [] : districts.split(' ')
}

export interface AddressParts {
  province?: string
  city?: string
  district?: string
  street?: string
}

/**
 * Reads `浙江省杭州市西湖区文三路 1 号`. With the division tree the parts are looked up, short names included;
 * without it they are recognised by their endings. No province in front means undefined.
 */
export function splitAddress(line: string, tree?: Divisions): AddressParts | undefined {
  const text = line.trim()
  const province = provinces.find((name) => text.startsWith(name)) ?? provinceAtStart(text)
  if (!province) return undefined
  let rest = after(text, province, province.replace(suffix, ''))
  const found: AddressParts = { province }

  if (isMunicipality(province)) {
    rest = after(rest, province, '市辖区')
    found.city = province
  } else {
    const city = tree
      ? nameAtStart(rest, citiesOf(tree, province))
      : /^[^\s\d]{1,12}?(?:市|自治州|地区|盟)/.exec(rest)?.[0]
    if (city) {
      found.city = city
      rest = after(rest, city, shorten(city))
    }
  }

  const district = tree
    ? nameAtStart(rest, districtsOf(tree, province, found.city))
    : /^[^\s\d]{1,12}?(?:自治县|自治旗|新区|区|县|旗|市)/.exec(rest)?.[0]
  if (district) {
    found.district = district
    rest = after(rest, district, shorten(district))
  }
  if (rest !== '') found.street = rest
  return found
}

/** A province by its short name, such as 浙江 in 浙江杭州. */
function provinceAtStart(text: string): string | undefined {
  const short = [...shortNames.keys()].find((name) => text.startsWith(name))
  return short && shortNames.get(short)
}

/** The text behind the full or the short name, without separators in between. */
function after(text: string, name: string, short: string): string {
  const length = text.startsWith(name) ? name.length : text.startsWith(short) ? short.length : 0
  return text.slice(length).replace(/^[\s,\uff0c/-]+/, '')
}

const shorten = (name: string): string => (name.length > 2 ? name.replace(/(市|地区|区|县)$/, '') : name)

/** The longest of the names that the text begins with, in full before shortened. */
function nameAtStart(text: string, names: readonly string[]): string | undefined {
  const byLength = [...names].sort((a, b) => b.length - a.length)
  return (
    byLength.find((name) => text.startsWith(name)) ??
    byLength.find((name) => shorten(name).length > 1 && text.startsWith(shorten(name)))
  )
}
