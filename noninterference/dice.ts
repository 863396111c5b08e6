/** Choices: everything that is generated here is drawn from these few questions, so that fast-check decides it all. */
import fc, { type GeneratorValue } from 'fast-check'

export interface Dice {
  /** 0 … n − 1. */
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Each with this probability, in their order. */
  some<T>(list: readonly T[], probability: number): T[]
  /** From a to b, both included. */
  between(a: number, b: number): number
}

const evenly = (max: number) => fc.noBias(fc.nat(max))

/** Dice that fast-check throws. */
export const diceOf = (draw: GeneratorValue): Dice => diceFrom((n) => (n <= 1 ? 0 : draw(evenly, n - 1)))

export function diceFrom(below: (n: number) => number): Dice {
  const chance = (probability: number): boolean => below(1000) < probability * 1000
  return {
    below,
    chance,
    pick: (list) => list[below(list.length)]!,
    some: (list, probability) => list.filter(() => chance(probability)),
    between: (a, b) => a + below(b - a + 1),
  }
}

/** Small, even and the same everywhere: for what must be random to the product and alike in both worlds. */
export function mulberry(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
