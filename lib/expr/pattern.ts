/**
 * Regular expressions that people write: a small dialect, judged once, run by us and by
 * PostgreSQL with one meaning (law L5). It is a part of JavaScript's own.
 */
import { isAmbiguous } from './pattern/ambiguity'
import { finder } from './pattern/found'
import { type Node, type PatternProblem, parsePattern, Unreadable } from './pattern/parse'
import { forPostgres } from './pattern/print'
import { compile, firstFound, type Program } from './pattern/run'
import { sampleText } from './pattern/sample'

export type { PatternProblem } from './pattern/parse'
export { patternProblems } from './pattern/parse'

export interface Pattern {
  /** Whether it is found anywhere in the text. */
  test(text: string): boolean
  /** What it finds first: as early as possible, then as long as possible. */
  first(text: string): string | undefined
  /** For PostgreSQL's `~` and `substring`. */
  postgres(): string
  /** A text made of what it takes; anchors that stand inside may refuse it all the same. */
  sample(random: () => number): string
}
export type ReadPattern = { ok: true; pattern: Pattern } | { ok: false; problem: PatternProblem }

const most = 500
const known = new Map<string, ReadPattern>()

/** The pattern of a text, or what is wrong with it. Read once. */
export function readPattern(source: string): ReadPattern {
  const read = known.get(source) ?? judge(source)
  if (known.size >= most) known.clear()
  known.set(source, read)
  return read
}

/** The pattern of a text that has been judged before. */
export function patternOf(source: string): Pattern {
  const read = readPattern(source)
  if (!read.ok) throw new Error(`not a pattern: ${read.problem.code}`)
  return read.pattern
}

function judge(source: string): ReadPattern {
  try {
    const node = parsePattern(source)
    const program = compile(node)
    if (isAmbiguous(node)) throw new Unreadable('ambiguous')
    return { ok: true, pattern: made(node, program) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem }
    throw error
  }
}

const made = (node: Node, program: Program): Pattern => ({
  test: finder(program),
  first: (text) => firstFound(program, text),
  postgres: () => forPostgres(node),
  sample: (random) => sampleText(node, random),
})

/**
 * For Ajv in place of `RegExp`: what people wrote runs in linear time. Patterns of ours that are more than the dialect
 * are JavaScript's business.
 */
export const linearRegExp = Object.assign(
  (source: string, flags: string): { test(text: string): boolean; toString(): string } => {
    const read = readPattern(source)
    // Ajv knows patterns apart by what they print as.
    return read.ok ? { test: read.pattern.test, toString: () => source } : new RegExp(source, flags)
  },
  // Only generated standalone code would print this.
  { code: 'new RegExp' },
)
