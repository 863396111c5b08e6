/**
 * Turns: a person's requests work a few at a time, the others wait in line; so do those of an address from which nobody has
 * signed in. Whoever asks a thousand things at once, by mistake or not, waits for themselves, and the database has room for
 * everybody else.
 */
import { addressKey } from '@/lib/auth/limits'
import { shared } from '@/lib/auth/shared'
import { appError } from '@/lib/errors'
import { addressHeader } from '@/lib/server/http'

const mostWaiting = 100
const longestWait = 20_000

interface Line {
  working: number
  waiting: Set<() => void>
}

/** Where work is done: so much at once for each line, and for all together. */
interface Room {
  each: number
  all: number
  working: number
  /** In the order in which they are next. */
  lines: Map<string, Line>
}
const room = (each: number, all: number): Room => ({ each, all, working: 0, lines: new Map() })

/** A page asks three or four things at once; the database has ten connections for reads and ten for what goes by ids. */
const people = shared('turns', () => room(4, Number.POSITIVE_INFINITY))

/** Whom we do not know, by address. Together they leave connections to those who have signed in. */
const strangers = shared('strangers', () => room(4, 8))

/** Their uploads may take long, and hold no connection meanwhile. */
const uploads = shared('uploads', () => room(4, 200))

/** Runs the work when it is the person's turn; throws BUSY when the line is too long, or the one who asked has gone. */
export const inTurn = <T>(who: string, signal: AbortSignal, work: () => Promise<T>, patience = longestWait) =>
  inRoom(people, who, signal, work, patience)

/** The same for nobody we know, by address: with many of them in line, each in turn has one that works. */
export const inStrangersTurn = <T>({ headers, signal }: Request, work: () => Promise<T>, uploading = false) =>
  inRoom(uploading ? uploads : strangers, addressKey(headers.get(addressHeader) ?? ''), signal, work)

async function inRoom<T>(
  room: Room,
  who: string,
  signal: AbortSignal,
  work: () => Promise<T>,
  patience = longestWait,
): Promise<T> {
  const line = room.lines.get(who) ?? { working: 0, waiting: new Set() }
  room.lines.set(who, line)
  try {
    if (line.working < room.each && room.working < room.all) begin(room, line)
    else await turn(line, signal, patience)
    try {
      return await work()
    } finally {
      line.working--
      room.working--
      callNext(room)
    }
  } finally {
    if (line.working === 0 && line.waiting.size === 0) room.lines.delete(who)
  }
}

function begin(room: Room, line: Line): void {
  line.working++
  room.working++
}

/** Lets those begin for whom there is room; a line that had its turn goes behind the others. */
function callNext(room: Room): void {
  for (const [who, line] of room.lines) {
    if (room.working >= room.all) return
    const [next] = line.waiting
    if (!next || line.working >= room.each) continue
    begin(room, line)
    next()
    room.lines.delete(who)
    room.lines.set(who, line)
  }
}

function turn(line: Line, signal: AbortSignal, patience: number): Promise<void> {
  const { waiting } = line
  const busy = () => appError('BUSY', { problem: 'limits.tooManyAtOnce' })
  if (waiting.size >= mostWaiting) throw busy()
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(start)
      clearTimeout(late)
      signal.removeEventListener('abort', giveUp)
    }
    const start = () => {
      leave()
      resolve()
    }
    const giveUp = () => {
      leave()
      reject(busy())
    }
    const late = setTimeout(giveUp, patience)
    signal.addEventListener('abort', giveUp)
    waiting.add(start)
  })
}

/** A download is as many requests as it has pages: each is made in turn, however long that takes. */
const aDay = 24 * 60 * 60 * 1000

export function pagesInTurn(who: string, signal: AbortSignal, answer: Response): Response {
  const reader = answer.body!.getReader()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await inTurn(who, signal, () => reader.read(), aDay)
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, answer)
}
