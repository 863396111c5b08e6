/**
 * The dialect of regular expressions (law L5), read into a tree: characters, classes, groups, choices, repeats and the two
 * anchors. Nothing in it looks around or back, so that it can be run in one pass over the text. Whatever is read here means
 * the same to JavaScript with the `u` flag, and so as the `pattern` of a JSON Schema.
 */
import {
  type CharSet,
  complement,
  dot,
  letterClasses,
  propertyClass,
  propertyNames,
  single,
  union,
} from './sets'

export type Node =
  /** One character of a set. */
  | { kind: 'set'; set: CharSet }
  | { kind: 'start' | 'end' }
  | { kind: 'sequence' | 'choice'; nodes: Node[] }
  /** Without a `max` as often as it likes. */
  | { kind: 'repeat'; node: Node; min: number; max?: number }

export const patternProblems = [
  'empty',
  'tooLong',
  'tooLarge',
  'tooDeep',
  'unclosed',
  'escapeNeeded',
  'escapeUnknown',
  'nothingToRepeat',
  'repeatTwice',
  'repeatBounds',
  'groupUnknown',
  'lookAround',
  'backReference',
  'classEmpty',
  'rangeReversed',
  'propertyUnknown',
  'ambiguous',
] as const
export interface PatternProblem {
  code: `problemPattern.${(typeof patternProblems)[number]}`
  params: Record<string, string | number>
}

export class Unreadable extends Error {
  readonly problem: PatternProblem
  constructor(code: (typeof patternProblems)[number], params: PatternProblem['params'] = {}) {
    super(code)
    this.problem = { code: `problemPattern.${code}`, params }
  }
}

export const limits = { length: 200, repeat: 100, depth: 20, size: 300 } as const

const special = new Set('^$\\.*+?()[]{}|/')
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 }

/** Reads a whole pattern; throws `Unreadable`. */
export function parsePattern(source: string): Node {
  const chars = Array.from(source)
  if (chars.length === 0) throw new Unreadable('empty')
  if (chars.length > limits.length) throw new Unreadable('tooLong', { max: limits.length })
  return new Parser(chars).whole()
}

const propertyWords = propertyNames.map((name) => `\\p{${name}}`).join(' ')

class Parser {
  private at = 0
  private depth = 0
  constructor(private readonly chars: readonly string[]) {}

  whole(): Node {
    const node = this.choice()
    if (this.at < this.chars.length) throw this.fail('escapeNeeded')
    return node
  }

  private choice(): Node {
    const nodes = [this.sequence()]
    while (this.took('|')) nodes.push(this.sequence())
    return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes }
  }

  private sequence(): Node {
    const nodes: Node[] = []
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') nodes.push(this.repeated())
    return nodes.length === 1 ? nodes[0]! : { kind: 'sequence', nodes }
  }

  private repeated(): Node {
    if (this.next && '*+?'.includes(this.next)) throw this.fail('nothingToRepeat')
    const node = this.atom()
    const times = this.times()
    if (!times) return node
    if (node.kind === 'start' || node.kind === 'end') throw this.fail('nothingToRepeat')
    if (this.next && '*+?{'.includes(this.next)) throw this.fail('repeatTwice')
    return { kind: 'repeat', node, ...times }
  }

  private times(): { min: number; max?: number } | undefined {
    if (this.took('*')) return { min: 0 }
    if (this.took('+')) return { min: 1 }
    if (this.took('?')) return { min: 0, max: 1 }
    if (!this.took('{')) return undefined
    const min = this.count()
    const max = this.took(',') ? (this.next === '}' ? undefined : this.count()) : min
    if (!this.took('}')) throw this.fail('escapeNeeded', '{')
    const most = limits.repeat
    if (min > most || (max !== undefined && (max > most || max < min || max === 0)))
      throw this.fail('repeatBounds', '{', { max: most, example: '{2,5}' })
    return max === undefined ? { min } : { min, max }
  }

  private count(): number {
    let digits = ''
    while (this.next && /[0-9]/.test(this.next)) digits += this.chars[this.at++]
    if (digits === '') throw this.fail('escapeNeeded', '{')
    return Number(digits)
  }

  private atom(): Node {
    if (this.took('^')) return { kind: 'start' }
    if (this.took('$')) return { kind: 'end' }
    if (this.took('.')) return { kind: 'set', set: dot }
    if (this.took('(')) return this.group()
    if (this.took('[')) return { kind: 'set', set: this.bracket() }
    if (this.took('\\')) return { kind: 'set', set: this.escape('') }
    const char = this.next!
    if (special.has(char) && char !== '/') throw this.fail('escapeNeeded')
    this.at++
    return { kind: 'set', set: single(char.codePointAt(0)!) }
  }

  private group(): Node {
    if (++this.depth > limits.depth) throw this.fail('tooDeep', '(', { max: limits.depth })
    if (this.took('?') && !this.took(':')) {
      const ahead = this.chars.slice(this.at, this.at + 2).join('')
      throw this.fail(/^(=|!|<=|<!)/.test(ahead) ? 'lookAround' : 'groupUnknown', '(?')
    }
    const node = this.choice()
    if (!this.took(')')) throw this.fail('unclosed', '(', { close: ')' })
    this.depth--
    return node
  }

  /** Between brackets, as far as the closing one. */
  private bracket(): CharSet {
    const negated = this.took('^')
    const sets: CharSet[] = []
    while (!this.took(']')) {
      const set = this.member()
      sets.push(this.isRange() ? this.range(set) : set)
    }
    const set = negated ? complement(union(sets)) : union(sets)
    if (set.length === 0 || sets.length === 0) throw this.fail('classEmpty', ']')
    return set
  }

  /** A hyphen between two members; the one before the closing bracket stands for itself. */
  private isRange(): boolean {
    return this.next === '-' && this.chars[this.at + 1] !== ']'
  }

  private range(from: CharSet): CharSet {
    this.at++
    const [first, last] = [codeOf(from), codeOf(this.member())]
    if (first === undefined || last === undefined || first > last) throw this.fail('rangeReversed', '-')
    return [[first, last]]
  }

  private member(): CharSet {
    if (this.took('\\')) return this.escape('-')
    const char = this.next
    if (char === undefined) throw this.fail('unclosed', '[', { close: ']' })
    if (char === '[') throw this.fail('escapeNeeded')
    this.at++
    return single(char.codePointAt(0)!)
  }

  /** What follows a backslash; signs that have no special meaning need none. */
  private escape(more: string): CharSet {
    const char = this.chars[this.at++]
    if (char !== undefined && Object.hasOwn(letterClasses, char)) return letterClasses[char]!
    if (char !== undefined && Object.hasOwn(controls, char)) return single(controls[char]!)
    if (char === 'p' || char === 'P') return this.property(char === 'P')
    if (char !== undefined && /[1-9k]/.test(char)) throw this.fail('backReference', `\\${char}`)
    if (char === undefined || !(special.has(char) || more.includes(char)))
      throw this.fail('escapeUnknown', `\\${char ?? ''}`)
    return single(char.codePointAt(0)!)
  }

  private property(negated: boolean): CharSet {
    const close = this.chars.indexOf('}', this.at)
    const name = this.took('{') && close > 0 ? this.chars.slice(this.at, close).join('') : ''
    const found = propertyClass(name)
    if (!found) throw this.fail('propertyUnknown', `\\p{${name}}`, { names: propertyWords })
    this.at = close + 1
    return negated ? complement(found) : found
  }

  private get next(): string | undefined {
    return this.chars[this.at]
  }
  private took(char: string): boolean {
    if (this.next !== char) return false
    this.at++
    return true
  }
  private fail(
    code: (typeof patternProblems)[number],
    found = this.next ?? '',
    params: PatternProblem['params'] = {},
  ): Unreadable {
    return new Unreadable(code, { at: Math.min(this.at + 1, this.chars.length), found, ...params })
  }
}

/** The only character of a set. */
const codeOf = (set: CharSet): number | undefined =>
  set.length === 1 && set[0]![0] === set[0]![1] ? set[0]![0] : undefined
