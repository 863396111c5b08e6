/** Pictures made smaller show the same pixels, whichever filters their lines came with. */
import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { smaller } from './smaller'

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
}

/** Stored as it stands, so that there is something to gain. */
function png(width: number, lines: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(lines.length, 4)
  header.set([8, 2], 8)
  const pixels = deflateSync(Buffer.from(lines.flat()), { level: 0 })
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('every filter of a line is undone', () => {
  const flat = Array.from({ length: 30 }, () => [2, 0, 0, 0, 0, 0, 0])
  const made = smaller(
    png(2, [
      [0, 10, 20, 30, 250, 60, 70],
      [1, 5, 5, 5, 1, 2, 3],
      [2, 1, 1, 1, 255, 0, 0],
      [3, 10, 10, 10, 0, 0, 0],
      [4, 1, 2, 3, 4, 5, 6],
      ...flat,
    ]),
  )
  const at = made.indexOf('IDAT')
  const lines = inflateSync(made.subarray(at + 4, at + 4 + made.readUInt32BE(at - 4)))
  const line = (y: number) => [...lines.subarray(y * 7, y * 7 + 7)]
  expect([0, 1, 2, 3, 4].map(line)).toEqual([
    [0, 10, 20, 30, 250, 60, 70],
    [0, 5, 5, 5, 6, 7, 8],
    [0, 6, 6, 6, 5, 7, 8],
    [0, 13, 13, 13, 9, 10, 10],
    [0, 14, 15, 16, 13, 18, 19],
  ])
  expect(line(34)).toEqual(line(4))
})

test('a picture that would not be smaller stays as it is', () => {
  const small = png(1, [[0, 1, 2, 3]])
  expect(smaller(smaller(small))).toEqual(smaller(small))
})
