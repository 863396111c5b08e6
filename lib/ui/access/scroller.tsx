'use client'
/** Scrolls a wide table whose first column stays; a shadow at an edge says that there is more behind it. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { cx } from '@/lib/kit/cx'

export function Scroller(props: { className: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState({ left: false, right: false })

  const measure = useCallback(() => {
    const { scrollLeft, clientWidth, scrollWidth } = box.current!
    // Fractions of a pixel are nobody's column.
    const now = { left: scrollLeft > 1, right: scrollLeft + clientWidth < scrollWidth - 1 }
    setHidden((was) => (was.left === now.left && was.right === now.right ? was : now))
  }, [])
  useEffect(() => {
    const sizes = new ResizeObserver(measure)
    sizes.observe(box.current!)
    // The table itself grows with a role that is added.
    sizes.observe(box.current!.firstElementChild!)
    return () => sizes.disconnect()
  }, [measure])

  return (
    <div
      className="group/scroller relative overflow-hidden rounded-lg border border-line bg-surface"
      data-left={hidden.left || undefined}
    >
      <div ref={box} onScroll={measure} className={cx('overflow-auto', props.className)}>
        {props.children}
      </div>
      {hidden.right && (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-0 z-30 w-4 bg-linear-to-l from-backdrop-soft to-transparent"
        />
      )}
    </div>
  )
}

/** Goes into every cell of the column that stays: its shadow over the columns behind it. */
export const edgeShadow =
  'after:pointer-events-none after:absolute after:inset-y-0 after:-right-4 after:hidden after:w-4 ' +
  'after:bg-linear-to-r after:from-backdrop-soft after:to-transparent group-data-left/scroller:after:block'
