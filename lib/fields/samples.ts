/** Small helpers for `sample`: choices from a source of numbers in [0, 1). */

/** A whole number from `min` to `max`, both included. */
export const between = (random: () => number, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1))

export const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[between(random, 0, from.length - 1)]!

/** `count` decimal digits. */
export const digits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => between(random, 0, 9)).join('')
