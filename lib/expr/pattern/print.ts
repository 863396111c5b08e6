/** Prints a pattern as PostgreSQL's advanced regular expressions have it: groups capture nothing, classes are code points. */
import type { Node } from './parse'
import type { CharSet } from './sets'

export function forPostgres(node: Node): string {
  switch (node.kind) {
    case 'set':
      return bracket(node.set)
    case 'start':
      return '^'
    case 'end':
      return '$'
    case 'sequence':
      return node.nodes.map((part) => (part.kind === 'choice' ? group(part) : forPostgres(part))).join('')
    case 'choice':
      return node.nodes.map(forPostgres).join('|')
    case 'repeat':
      return (node.node.kind === 'set' ? bracket(node.node.set) : group(node.node)) + times(node)
  }
}

const group = (node: Node): string => `(?:${forPostgres(node)})`

const times = ({ min, max }: { min: number; max?: number }): string =>
  max === undefined ? `{${min},}` : `{${min},${max}}`

const escaped = (code: number): string =>
  code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`

function bracket(set: CharSet): string {
  const ranges = set.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`))
  return `[${ranges.join('')}]`
}
