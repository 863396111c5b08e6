/**
 * Whether an engine that tries one way after another could need exponential time for a pattern. Ours never does, but
 * patterns leave with exported schemas. It is so when, inside a repeat, one text leads from a place back to it in two ways
 * (Weber and Seidl 1991): `(a+)+`, `(a|a)*`, `(a|ab|b)*`, but not `(\w+\.)+`.
 */
import type { Node } from './parse'
import { type CharSet, overlap } from './sets'

/** A repeat up to this many times is looked at as so many copies; more often counts as any number of times. */
const copied = 10

/** The places of a part of the pattern where a match of it may begin and end, and whether it may be empty. */
interface Part {
  empty: boolean
  first: number[]
  last: number[]
}

/** The pattern as an automaton of places, one for every set in it (Glushkov's construction). */
class Automaton {
  readonly sets: CharSet[] = []
  readonly follow: Set<number>[] = []
  /** Two repeats lead from one place to the same next one. */
  doubled = false

  part(node: Node): Part {
    switch (node.kind) {
      case 'set': {
        const place = this.sets.push(node.set) - 1
        this.follow.push(new Set())
        return { empty: false, first: [place], last: [place] }
      }
      case 'start':
      case 'end':
        return { empty: true, first: [], last: [] }
      case 'choice': {
        const parts = node.nodes.map((inner) => this.part(inner))
        return {
          empty: parts.some((part) => part.empty),
          first: parts.flatMap((part) => part.first),
          last: parts.flatMap((part) => part.last),
        }
      }
      case 'sequence':
        return node.nodes.reduce((before, inner) => this.join(before, this.part(inner)), nothing)
      case 'repeat':
        return this.repeat(node)
    }
  }

  private repeat({ node, min, max }: Extract<Node, { kind: 'repeat' }>): Part {
    if (max !== undefined && max <= copied) {
      let whole = nothing
      for (let i = 0; i < max; i++) {
        const part = this.part(node)
        whole = this.join(whole, i < min ? part : { ...part, empty: true })
      }
      return whole
    }
    const part = this.part(node)
    this.lead(part.last, part.first)
    return { ...part, empty: part.empty || min === 0 }
  }

  private join(a: Part, b: Part): Part {
    this.lead(a.last, b.first)
    return {
      empty: a.empty && b.empty,
      first: a.empty ? [...a.first, ...b.first] : a.first,
      last: b.empty ? [...a.last, ...b.last] : b.last,
    }
  }

  private lead(from: number[], to: number[]): void {
    for (const a of from)
      for (const b of to) {
        if (this.follow[a]!.has(b)) this.doubled = true
        this.follow[a]!.add(b)
      }
  }
}

const nothing: Part = { empty: true, first: [], last: [] }

export function isAmbiguous(node: Node): boolean {
  const automaton = new Automaton()
  automaton.part(node)
  if (automaton.doubled) return true
  const { sets } = automaton
  const follow = automaton.follow.map((next) => [...next])
  const before = inverse(follow)
  const loop = loops(follow, before)
  const count = sets.length
  const meet = sets.map((a, i) => sets.map((b, j) => i === j || overlap(a, b)))
  // Two ways through one text, as pairs of places in one loop. They step in turn: `half` is after the first's step.
  const half = count * count
  const inLoop = (a: number, b: number): boolean => loop[a] !== undefined && loop[a] === loop[b]
  const split = (pair: number): [number, number] => [Math.floor((pair % half) / count), pair % count]
  const ahead: Edges = (pair, go) => {
    const [a, b] = split(pair)
    if (pair < half) {
      for (const c of follow[a]!) if (inLoop(c, b)) go(half + c * count + b)
    } else for (const d of follow[b]!) if (inLoop(a, d) && meet[a]![d]) go(a * count + d)
  }
  const back: Edges = (pair, go) => {
    const [a, b] = split(pair)
    if (pair >= half) {
      for (const c of before[a]!) if (inLoop(c, b)) go(c * count + b)
    } else if (meet[a]![b]) for (const d of before[b]!) if (inLoop(a, d)) go(half + a * count + d)
  }
  // From equal places to different ones, and from there back to equal ones.
  const equal = [...sets.keys()]
    .filter((place) => loop[place] !== undefined)
    .map((place) => place * (count + 1))
  const apart = closure(equal, ahead)
  const together = closure(equal, back)
  return [...apart].some((pair) => pair < half && pair % (count + 1) !== 0 && together.has(pair))
}

/** Calls `go` with every place that an edge leads to. */
type Edges = (from: number, go: (to: number) => void) => void

function closure(start: Iterable<number>, edges: Edges): Set<number> {
  const seen = new Set(start)
  const stack = [...seen]
  const go = (to: number): void => {
    if (!seen.has(to)) {
      seen.add(to)
      stack.push(to)
    }
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) edges(at, go)
  return seen
}

function inverse(edges: readonly number[][]): number[][] {
  const back: number[][] = edges.map(() => [])
  for (const [from, next] of edges.entries()) for (const to of next) back[to]!.push(from)
  return back
}

/** For each place the number of the loop that it lies in; undefined for one that nothing leads back to. */
function loops(follow: readonly number[][], before: readonly number[][]): (number | undefined)[] {
  const loop: (number | undefined)[] = follow.map(() => undefined)
  for (const place of follow.keys()) {
    if (loop[place] !== undefined) continue
    const back = closure(before[place]!, (at, go) => before[at]!.forEach(go))
    if (!back.has(place)) continue
    for (const at of closure(follow[place]!, (from, go) => follow[from]!.forEach(go)))
      if (back.has(at)) loop[at] = place
  }
  return loop
}
