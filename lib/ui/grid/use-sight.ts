'use client'
/** Which rows and columns are in sight, by two virtualizers on one scroller; everything else is not in the page. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import type { RecordStore } from '@/lib/ui/data/records'
import type { ColumnModel } from './column-model'
import { headerHeight } from './geometry'

export interface Sight {
  /** Positions of the rows to render. */
  rows: number[]
  /** The scrolling columns to render, from first to last; none when last < first. */
  first: number
  last: number
}

/** `kept` stays rendered wherever one scrolls, so that its editor is not lost. Tells the store what to load. */
export function useSight(
  scroller: RefObject<HTMLDivElement | null>,
  records: RecordStore,
  model: ColumnModel,
  height: number,
  kept: number | undefined,
): Sight {
  const { columns, frozenCount, frozenWidth } = model
  const rows = useVirtualizer({
    count: records.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollMargin: headerHeight,
    overscan: 5,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      if (kept === undefined || kept >= range.count || indexes.includes(kept)) return indexes
      return kept < indexes[0]! ? [kept, ...indexes] : [...indexes, kept]
    },
  })
  const scrolling = useVirtualizer({
    horizontal: true,
    count: columns.length - frozenCount,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[frozenCount + index]!.width,
    getItemKey: (index) => columns[frozenCount + index]!.key,
    paddingStart: frozenWidth,
    overscan: 1,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are read again exactly when they change.
  useEffect(() => rows.measure(), [height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are read again exactly when they change.
  useEffect(() => scrolling.measure(), [columns])

  const positions = rows.getVirtualItems().map((item) => item.index)
  const seen = positions.filter((position) => position !== kept)
  const [top, bottom] = [seen[0] ?? 0, (seen.at(-1) ?? 0) + 1]
  useEffect(() => records.show(top, bottom), [records, top, bottom])

  const across = scrolling.getVirtualItems()
  return {
    rows: positions,
    first: frozenCount + (across[0]?.index ?? 0),
    last: frozenCount + (across.at(-1)?.index ?? -1),
  }
}
