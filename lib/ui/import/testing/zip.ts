/** Makes ZIP files for tests: true ones, and such that lie. */
import { deflateRawSync } from 'node:zlib'

export interface Packed {
  data: string | Uint8Array
  /** Kept as it is. */
  stored?: boolean
  /** What the list says about its unpacked size. */
  claims?: number
}

/** @param parts by path */
export function zip(parts: Record<string, Packed | string>): Uint8Array<ArrayBuffer> {
  const local: Uint8Array[] = []
  const list: Uint8Array[] = []
  let at = 0
  for (const [path, given] of Object.entries(parts)) {
    const { data, stored, claims } = typeof given === 'string' ? ({ data: given } as Packed) : given
    const raw = typeof data === 'string' ? new TextEncoder().encode(data) : data
    const packed = stored ? raw : deflateRawSync(raw)
    const name = new TextEncoder().encode(path)
    const sizes = [packed.length, claims ?? raw.length] as const
    const method = stored ? 0 : 8
    const head = bytes(
      [0x04034b50, 4],
      [20, 2],
      [0, 2],
      [method, 2],
      [0, 4],
      [0, 4],
      [sizes[0], 4],
      [sizes[1], 4],
      [name.length, 2],
      [0, 2],
    )
    list.push(
      bytes(
        [0x02014b50, 4],
        [20, 2],
        [20, 2],
        [0, 2],
        [method, 2],
        [0, 4],
        [0, 4],
        [sizes[0], 4],
        [sizes[1], 4],
        [name.length, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [at, 4],
      ),
      name,
    )
    local.push(head, name, packed)
    at += head.length + name.length + packed.length
  }
  const size = list.reduce((sum, { length }) => sum + length, 0)
  const count = Object.keys(parts).length
  const end = bytes([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])
  return joined([...local, ...list, end])
}

/** Numbers in so many bytes, the low ones first. */
const bytes = (...numbers: [value: number, bytes: number][]): Uint8Array =>
  Uint8Array.from(
    numbers.flatMap(([value, count]) =>
      Array.from({ length: count }, (_, i) => (value / 2 ** (8 * i)) & 0xff),
    ),
  )

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`
const relations = (...lines: string[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`

/** A workbook of sheets by name; each is what stands inside `sheetData`. */
export function workbook(
  sheets: Record<string, string>,
  { strings = '', styles = '', properties = '' } = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets)
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns:r="${types}">${properties}<sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
      relation('rIdS', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('rIdT', 'styles', './styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  })
}
