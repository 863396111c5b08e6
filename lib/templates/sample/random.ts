/** Repeatable chance: one stream of random numbers per table, so that a change in one leaves the others as they were. */

const seed = 20260630

/** FNV-1a: spreads stream names over seeds. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ char.charCodeAt(0), 0x01000193)
  return h >>> 0
}

export interface Chance {
  /** A number in [0, 1). */
  next(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  /** True in this share of cases. */
  happens(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** `total` keys whose counts follow the weights exactly, in random order. */
  shares<K extends string>(total: number, weights: Record<K, number>): K[]
}

/** The stream of this name: mulberry32, the same numbers on every machine. */
export function chance(name: string): Chance {
  let state = seed ^ hash(name)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    happens: (share) => next() < share,
    pick: (list) => list[between(0, list.length - 1)]!,
    shares(total, weights) {
      const keys = Object.keys(weights) as (keyof typeof weights)[]
      const sum = keys.reduce((all, key) => all + weights[key], 0)
      // Rounding the running total gives each key its share and wastes none.
      let running = 0
      let given = 0
      const list = keys.flatMap((key) => {
        running += weights[key]
        const count = Math.round((total * running) / sum) - given
        given += count
        return Array.from({ length: count }, () => key)
      })
      for (let i = list.length - 1; i > 0; i--) {
        const j = between(0, i)
        ;[list[i], list[j]] = [list[j]!, list[i]!]
      }
      return list
    },
  }
}
