/**
 * Whether a pattern is found in a text, for many texts: the places where ways to match can stand together are worked out
 * once and remembered (a deterministic automaton, built as far as texts lead into it).
 */
import type { Program } from './run'
import { has } from './sets'

/** Places of the program where ways stand at one point of a text; a way may begin at every point. */
interface State {
  places: readonly number[]
  done: boolean
  /** Whether it is done if the text ends here. */
  doneAtEnd: boolean
  next: Map<number, State>
}

/** With more of them than this all are forgotten: time is worth less than memory. */
const mostStates = 500

/** The judge of a program: whether its pattern is found anywhere in a text. */
export function finder(program: Program): (text: string) => boolean {
  const states = new Map<string, State>()
  const first = program.length - 1

  /** The places that are reached without a character, across the anchors that hold. */
  function reached(from: readonly number[], atStart: boolean, atEnd: boolean): Set<number> {
    const seen = new Set<number>()
    const stack = [...from]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (seen.has(place)) continue
      seen.add(place)
      const step = program[place]!
      if ('ways' in step) stack.push(...step.ways)
      else if ('anchor' in step && (step.anchor === 'start' ? atStart : atEnd)) stack.push(step.next)
    }
    return seen
  }

  function state(from: readonly number[], atStart: boolean): State {
    const seen = reached([...from, first], atStart, false)
    const places = [...seen].sort((a, b) => a - b)
    const key = `${atStart}${places.join()}`
    const known = states.get(key)
    if (known) return known
    if (states.size >= mostStates) states.clear()
    const doneAtEnd = reached(places, atStart, true).has(0)
    const made: State = { places, done: seen.has(0), doneAtEnd, next: new Map() }
    states.set(key, made)
    return made
  }

  function after({ places, next }: State, code: number): State {
    const targets = places.flatMap((place) => {
      const step = program[place]!
      return 'set' in step && has(step.set, code) ? [step.next] : []
    })
    const made = state(targets, false)
    if (next.size >= mostStates) next.clear()
    next.set(code, made)
    return made
  }

  const start = state([], true)
  return (text) => {
    let at = start
    for (let i = 0; i < text.length; ) {
      if (at.done) return true
      const code = text.codePointAt(i)!
      i += code > 0xffff ? 2 : 1
      at = at.next.get(code) ?? after(at, code)
    }
    return at.done || at.doneAtEnd
  }
}
