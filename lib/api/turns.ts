/**
 * Turns: a person's requests work a few at a time, the others wait in line. Whoever asks a thousand things at once, by
 * mistake or not, waits for themselves, and the database has room for everybody else.
 */
import { appError } from '@/lib/errors'

/** A page asks three or four things at once; the database has ten connections for reads and ten for what goes by ids. */
const atOnce = 4
const mostWaiting = 100
const longestWait = 20_000

interface Line {
  working: number
  waiting: Set<() => void>
}
const lines = new Map<string, Line>()

/** Runs the work when it is its turn; throws BUSY when the line is too long, or the one who asked has gone. */
export async function inTurn<T>(
  who: string,
  signal: AbortSignal,
  work: () => Promise<T>,
  patience = longestWait,
): Promise<T> {
  const line = lines.get(who) ?? { working: 0, waiting: new Set() }
  lines.set(who, line)
  if (line.working < atOnce) line.working++
  else await turn(line, signal, patience)
  try {
    return await work()
  } finally {
    // Whoever is next works in this one's place.
    const [next] = line.waiting
    if (next) next()
    else if (--line.working === 0) lines.delete(who)
  }
}

function turn({ waiting }: Line, signal: AbortSignal, patience: number): Promise<void> {
  const busy = () => appError('BUSY', { problem: 'limits.tooManyAtOnce' })
  if (waiting.size >= mostWaiting) throw busy()
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(begin)
      clearTimeout(late)
      signal.removeEventListener('abort', giveUp)
    }
    const begin = () => {
      leave()
      resolve()
    }
    const giveUp = () => {
      leave()
      reject(busy())
    }
    const late = setTimeout(giveUp, patience)
    signal.addEventListener('abort', giveUp)
    waiting.add(begin)
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
