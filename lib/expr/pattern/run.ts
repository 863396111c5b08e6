/**
 * Runs a pattern over a text in one pass, whatever both are: every way to match is followed at once (Thompson's
 * construction), so time grows with the length of the text times the size of the pattern, and never faster.
 */
import { limits, type Node, Unreadable } from './parse'
import { type CharSet, has } from './sets'

/** A step of the program: take a character, go on where an anchor allows it, go on in several places, or be done. */
type Step =
  | { set: CharSet; next: number }
  | { anchor: 'start' | 'end'; next: number }
  | { ways: number[] }
  | { done: true }

export type Program = readonly Step[]

/** Built from the end to the beginning, so that every step knows what follows; the last step is the first. */
export function compile(node: Node): Program {
  const steps: Step[] = [{ done: true }]
  const add = (step: Step): number => {
    if (steps.length > limits.size) throw new Unreadable('tooLarge')
    return steps.push(step) - 1
  }
  const build = (part: Node, next: number): number => {
    switch (part.kind) {
      case 'set':
        return add({ set: part.set, next })
      case 'start':
      case 'end':
        return add({ anchor: part.kind, next })
      case 'sequence':
        return part.nodes.reduceRight((after, inner) => build(inner, after), next)
      case 'choice':
        return add({ ways: part.nodes.map((branch) => build(branch, next)) })
      case 'repeat':
        return repeat(part, next)
    }
  }
  const repeat = ({ node: inner, min, max }: Extract<Node, { kind: 'repeat' }>, next: number): number => {
    let at = next
    if (max === undefined) {
      const loop = { ways: [next] }
      at = add(loop)
      loop.ways.push(build(inner, at))
    } else for (let i = min; i < max; i++) at = add({ ways: [next, build(inner, at)] })
    for (let i = 0; i < min; i++) at = build(inner, at)
    return at
  }
  add({ ways: [build(node, 0)] })
  return steps
}

/** What the pattern finds first in the text: as early as possible, then as long as possible. */
export function firstFound(program: Program, text: string): string | undefined {
  const found = search(program, text)
  return found && Array.from(text).slice(found.from, found.to).join('')
}

/** The places in the program where some way to match stands, each with the earliest beginning of such a way. */
class Places {
  private readonly from: Int32Array
  private readonly list: number[] = []
  constructor(
    private readonly program: Program,
    private readonly length: number,
  ) {
    this.from = new Int32Array(program.length).fill(-1)
  }

  add(step: number, from: number, at: number): void {
    const stack = [step]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      const known = this.from[place]!
      if (known >= 0 && known <= from) continue
      if (known < 0) this.list.push(place)
      this.from[place] = from
      const what = this.program[place]!
      if ('ways' in what) stack.push(...what.ways)
      else if ('anchor' in what && at === (what.anchor === 'start' ? 0 : this.length)) stack.push(what.next)
    }
  }

  /** Where a finished way began. */
  get done(): number {
    return this.from[0]!
  }

  /** Takes a character into the places behind it, of ways that began no later than `latest`. */
  take(code: number, after: Places, at: number, latest: number): void {
    for (const place of this.list) {
      const step = this.program[place]!
      const from = this.from[place]!
      if ('set' in step && from <= latest && has(step.set, code)) after.add(step.next, from, at)
    }
  }

  get empty(): boolean {
    return this.list.length === 0
  }

  clear(): void {
    for (const place of this.list) this.from[place] = -1
    this.list.length = 0
  }
}

function search(program: Program, text: string): { from: number; to: number } | undefined {
  const codes = Array.from(text, (c) => c.codePointAt(0)!)
  let now = new Places(program, codes.length)
  let next = new Places(program, codes.length)
  let found: { from: number; to: number } | undefined
  for (let at = 0; at <= codes.length; at++) {
    if (!found) now.add(program.length - 1, at, at)
    if (now.done >= 0 && (!found || now.done <= found.from)) found = { from: now.done, to: at }
    if (found && now.empty) return found
    if (at < codes.length) now.take(codes[at]!, next, at + 1, found?.from ?? at)
    now.clear()
    ;[now, next] = [next, now]
  }
  return found
}
