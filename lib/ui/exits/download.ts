'use client'
/** An export on its way into a file: its name, its rows as they arrive, and whether it came to its end. */
import type { ListAsk } from '@/lib/api/contract'
import { api } from '@/lib/ui/api'
import { LineCounter } from './lines'

/** The answer began and did not end: there is no file. */
export class CutOff extends Error {
  constructor(readonly rows: number) {
    super('the export was cut off')
  }
}

export interface Exported {
  file: Blob
  name: string
  rows: number
}

/** @param path of the table. Throws `ApiFailure` when it is refused, `CutOff` when it ends before its end. */
export async function downloadCsv(
  path: string,
  ask: Pick<ListAsk, 'fields' | 'filter' | 'sort' | 'ids'>,
  { signal, onRows }: { signal: AbortSignal; onRows(done: number, total: number): void },
): Promise<Exported> {
  const response = await api.open(`${path}/export`, ask, { signal })
  const total = Number(response.headers.get('x-total-count') ?? 0)
  const counter = new LineCounter()
  // The first line names the columns.
  const rows = (): number => Math.max(0, counter.lines - 1)
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      counter.read(bytes)
      onRows(rows(), Math.max(total, rows()))
      controller.enqueue(bytes)
    },
  })
  try {
    // The browser keeps what has arrived, on disk where it is much.
    const file = await new Response(response.body?.pipeThrough(watched)).blob()
    if (counter.lines === 0 || !counter.ended) throw new CutOff(rows())
    const type = response.headers.get('content-type') ?? ''
    return { file: file.slice(0, file.size, type), name: nameOf(response), rows: rows() }
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new CutOff(rows())
  }
}

function nameOf(response: Response): string {
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return name ? decodeURIComponent(name) : 'export.csv'
}

/** Puts a file among the person's downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The download has the address by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
