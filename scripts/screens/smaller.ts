/** The same picture in fewer bytes: pages are flat, and compress better without the filters that suit photographs. */
import { deflateSync, inflateSync } from 'node:zlib'

const signature = 8

/** The checksum of a chunk; `zlib` has it only in later versions of Node than ours. */
function crc32(data: Buffer): number {
  let crc = ~0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

interface Chunk {
  type: string
  data: Buffer
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = signature; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data })
    at += 12 + length
  }
  return chunks
}

function printed({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(data.length, 0)
  numbers.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)])
}

/** Paeth's guess: whichever of left, above and corner is nearest to left + above − corner. */
function paeth(left: number, above: number, corner: number): number {
  const a = Math.abs(above - corner)
  const b = Math.abs(left - corner)
  const c = Math.abs(left + above - 2 * corner)
  return a <= b && a <= c ? left : b <= c ? above : corner
}

const guesses = [
  () => 0,
  (left: number) => left,
  (_: number, above: number) => above,
  (left: number, above: number) => (left + above) >> 1,
  paeth,
] as const

/** Lines as they are, each behind a zero that says so. */
function unfiltered(lines: Buffer, width: number, height: number, depth: number): Buffer {
  const size = width * depth
  const plain = Buffer.alloc((size + 1) * height)
  for (let y = 0, at = 0; y < height; y++, at += size + 1) {
    const guess = guesses[lines[at]!]!
    for (let x = 1; x <= size; x++) {
      const [left, above] = [x > depth ? plain[at + x - depth]! : 0, y > 0 ? plain[at + x - size - 1]! : 0]
      const corner = x > depth && y > 0 ? plain[at + x - depth - size - 1]! : 0
      plain[at + x] = lines[at + x]! + guess(left, above, corner)
    }
  }
  return plain
}

/** For pictures as Chromium takes them: eight bits a channel, with or without opacity. */
export function smaller(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const { data: header } = chunks[0]!
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const plain = unfiltered(inflateSync(pixels), width, height, header[9] === 2 ? 3 : 4)
  const image = { type: 'IDAT', data: deflateSync(plain, { level: 9, memLevel: 9 }) }
  const kept = chunks.filter(({ type }) => type === 'IHDR')
  const made = Buffer.concat([
    png.subarray(0, signature),
    ...[...kept, image, { type: 'IEND', data: Buffer.alloc(0) }].map(printed),
  ])
  return made.length < png.length ? made : png
}
