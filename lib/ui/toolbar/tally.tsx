/** The words of a toolbar button and how many of its things hold; on a phone the number alone. */
export function Tally({ label, count }: { label: string; count: number }) {
  return (
    <>
      <span className="max-md:sr-only">{label}</span>
      {count > 0 && <span className="tabular-nums">{count}</span>}
    </>
  )
}
