/** The name that somebody probably meant. */

/** The one of the names that the fewest changed letters make of `written`; upper and lower case do not count. */
export function nearest(written: string, names: Iterable<string>): string {
  const target = written.toLowerCase()
  const far = (name: string): number => distance(target, name.toLowerCase())
  return [...names].reduce((best, name) => (far(name) < far(best) ? name : best))
}

/** Letters to change, add or take away (Levenshtein), row by row. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
