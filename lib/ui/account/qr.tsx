'use client'
/** A QR code, drawn here: what it says is a secret and goes to nobody. */
import { useEffect, useState } from 'react'
import { Skeleton } from '@/lib/kit/skeleton'

interface Drawing {
  size: number
  path: string
}

/** Dark on light in every theme, or cameras do not find it. The encoder is fetched only where a code is shown. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<Drawing>()
  useEffect(() => {
    void import('uqr').then(({ encode }) => setDrawing(draw(encode(text, { ecc: 'M', border: 3 }).data)))
  }, [text])
  if (!drawing) return <Skeleton className="size-48" />
  const { size, path } = drawing
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 rounded-md border border-line"
    >
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  )
}

/** One rectangle for each run of dark squares in a row. */
function draw(rows: boolean[][]): Drawing {
  const runs = rows.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  )
  return { size: rows.length, path: runs.join('') }
}
