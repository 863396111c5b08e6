'use client'
/** Scrolls the wide matrix whose first column stays; a shadow at an edge says that there is more behind it. */
import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react'
import { cx } from '@/lib/kit/cx'

export function Scroller(props: {
  box: RefObject<HTMLDivElement | null>
  className: string
  onScroll: () => void
  children: ReactNode
}) {
  const { box } = props
  const [hidden, setHidden] = useState({ left: false, right: false })

  const measure = useCallback(() => {
    const { scrollLeft, clientWidth, scrollWidth } = box.current!
    // Fractions of a pixel are nobody's column.
    const now = { left: scrollLeft > 1, right: scrollLeft + clientWidth < scrollWidth - 1 }
    setHidden((was) => (was.left === now.left && was.right === now.right ? was : now))
  }, [box])
  useEffect(() => {
    const sizes = new ResizeObserver(measure)
    sizes.observe(box.current!)
    // The matrix itself grows with a role that is added.
    sizes.observe(box.current!.firstElementChild!)
    return () => sizes.disconnect()
  }, [box, measure])

  return (
    <div
      className="group/scroller relative overflow-hidden rounded-lg border border-line bg-surface"
      data-left={hidden.left || undefined}
    >
      <div
        ref={box}
        onScroll={() => {
          measure()
          props.onScroll()
        }}
        className={cx('overflow-auto overscroll-x-contain', props.className)}
      >
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
