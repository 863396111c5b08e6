/** What a file is, told by its first bytes; what the sender says is not believed. */

interface Kind {
  type: string
  /** Bytes at an offset; undefined matches anything. */
  at: number
  bytes: number[]
}

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))

const kinds: Kind[] = [
  { type: 'image/png', at: 0, bytes: [0x89, ...ascii('PNG')] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: ascii('GIF8') },
  { type: 'image/webp', at: 8, bytes: ascii('WEBP') },
  { type: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { type: 'application/zip', at: 0, bytes: [0x50, 0x4b, 3, 4] },
  { type: 'application/x-ole-storage', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { type: 'video/mp4', at: 4, bytes: ascii('ftyp') },
  { type: 'audio/mpeg', at: 0, bytes: ascii('ID3') },
]

/** Office documents are zip files; the name tells which, and only among these. */
const office: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** The media type; `application/octet-stream` for what is not known. */
export function sniff(head: Uint8Array, name: string): string {
  const kind = kinds.find((k) => k.bytes.every((b, i) => head[k.at + i] === b))
  if (!kind) return isText(head) ? 'text/plain' : 'application/octet-stream'
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  return kind.type === 'application/zip' ? (office[extension] ?? kind.type) : kind.type
}

/** Plain text has no control characters but line ends and tabs. HTML and SVG are text too: they are only downloaded. */
const isText = (head: Uint8Array): boolean =>
  head.length > 0 && head.every((b) => b >= 32 || b === 9 || b === 10 || b === 13)

/** Types that our pages show as pictures: raster images that cannot carry scripts. */
export const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
