/** The parts of a ZIP file, unpacked one by one and never beyond what a real workbook holds. */
import { Trouble } from './trouble'

/** Of all parts that are read together; what a file says about its own size is not believed. */
const mostUnpacked = 250_000_000
const mostParts = 2000

interface Part {
  start: number
  length: number
  packed: boolean
}

export interface Archive {
  has(path: string): boolean
  /** The part as text. */
  text(path: string): Promise<string>
}

const broken = () => new Trouble('import.broken')

export function openArchive(bytes: Uint8Array<ArrayBuffer>, most = mostUnpacked): Archive {
  const parts = directory(bytes)
  let left = most
  return {
    has: (path) => parts.has(path),
    async text(path) {
      const part = parts.get(path)
      if (!part) throw broken()
      const packed = new Blob([bytes.subarray(part.start, part.start + part.length)]).stream()
      const reader = (
        part.packed ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed
      ).getReader()
      const decoder = new TextDecoder()
      let text = ''
      for (;;) {
        const { done, value } = await reader.read().catch(() => {
          throw broken()
        })
        if (done) return text + decoder.decode()
        left -= value.length
        if (left < 0) {
          void reader.cancel().catch(() => undefined)
          throw new Trouble('import.unpacksTooLarge')
        }
        text += decoder.decode(value, { stream: true })
      }
    },
  }
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const partMark = 0x04034b50
const endLength = 22

/** The list at the end of the file: where each part is. */
function directory(bytes: Uint8Array<ArrayBuffer>): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = new Map<string, Part>()
  try {
    let end = bytes.length - endLength
    // A comment of up to 64 KiB may follow.
    for (const last = Math.max(0, end - 0xffff); view.getUint32(end, true) !== endMark; end--)
      if (end <= last) throw broken()
    const count = view.getUint16(end + 10, true)
    if (count > mostParts) throw new Trouble('import.unpacksTooLarge')
    let at = view.getUint32(end + 16, true)
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== entryMark) throw broken()
      const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
        number,
        number,
        number,
      ]
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
      const local = view.getUint32(at + 42, true)
      const length = view.getUint32(at + 20, true)
      const method = view.getUint16(at + 10, true)
      if (view.getUint32(local, true) !== partMark) throw broken()
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      if (method === 0 || method === 8)
        parts.set(name.replaceAll('\\', '/'), { start, length, packed: method === 8 })
      at += 46 + nameLength + extra + comment
    }
  } catch (thrown) {
    throw thrown instanceof RangeError ? broken() : thrown
  }
  return parts
}
