/** A mail server for tests: takes letters as SMTP brings them, or refuses them, and keeps what it was told. */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export interface Delivered {
  from: string
  to: string[]
  /** The letter as it came, headers and all. */
  raw: string
  headers: Map<string, string>
  /** The text, decoded. */
  text: string
}

export interface PostOffice {
  url: string
  letters: Delivered[]
  /** Every line that it was told outside letters. */
  heard: string[]
  /** Refuses every letter with this answer from now on; undefined takes them again. */
  refuse(answer: string | undefined): void
  close(): void
}

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Delivered[] = []
  const heard: string[] = []
  let refusal: string | undefined
  const server = createServer((socket) => serve(socket, { letters, heard }, () => refusal))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    heard,
    refuse(answer) {
      refusal = answer
    },
    close: () => server.close(),
  }
}

function serve(
  socket: Socket,
  { letters, heard }: Pick<PostOffice, 'letters' | 'heard'>,
  refusal: () => string | undefined,
): void {
  let buffer = ''
  let letter = { from: '', to: [] as string[] }
  let inData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const command = (line: string) => {
    heard.push(line)
    if (/^EHLO/i.test(line)) say('250-post office\r\n250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8')
    else if (/^MAIL FROM:/i.test(line)) {
      letter = { from: /<(.*?)>/.exec(line)![1]!, to: [] }
      say('250 ok')
    } else if (/^RCPT TO:/i.test(line)) {
      letter.to.push(/<(.*?)>/.exec(line)![1]!)
      say(refusal() ?? '250 ok')
    } else if (/^DATA/i.test(line)) {
      inData = true
      say('354 go on')
    } else if (/^STARTTLS/i.test(line)) say('502 not here')
    else if (/^AUTH/i.test(line)) say('235 come in')
    else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
    else say('250 ok')
  }
  socket.setEncoding('utf8').on('error', () => undefined)
  socket.on('data', (chunk) => {
    buffer += String(chunk)
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const part = buffer.slice(0, end)
      buffer = buffer.slice(end + (inData ? 5 : 2))
      if (inData) {
        inData = false
        letters.push({ ...letter, ...parse(part) })
        say('250 taken')
      } else command(part)
    }
  })
  say('220 post office')
}

function parse(raw: string): Pick<Delivered, 'raw' | 'headers' | 'text'> {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
  const encoded = body.join('\r\n\r\n')
  const encoding = headers.get('content-transfer-encoding')
  const text =
    encoding === 'base64'
      ? Buffer.from(encoded, 'base64').toString()
      : encoding === 'quoted-printable'
        ? Buffer.from(
            encoded
              .replace(/=\r\n/g, '')
              .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString()
        : encoded
  return { raw, headers, text: text.replaceAll('\r\n', '\n') }
}
