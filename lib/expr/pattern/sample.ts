/** Texts that a pattern finds, for samples. */
import type { Node } from './parse'
import type { CharSet } from './sets'

/** Characters that look well in a sample, those that a set has of them are taken before others. */
const usual = [...'abcdefghkmnprstuvwxyz0123456789ABCDEFGHKMNPRSTUVWXYZ田野青禾'].map(
  (c) => c.codePointAt(0)!,
)
/** Without an upper limit, so many more than it takes. */
const more = 3

/** A text that the parts of the pattern match one after the other; anchors are left to whoever judges it. */
export function sampleText(node: Node, random: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  switch (node.kind) {
    case 'set':
      return String.fromCodePoint(pick(charactersOf(node.set)))
    case 'start':
    case 'end':
      return ''
    case 'sequence':
      return node.nodes.map((part) => sampleText(part, random)).join('')
    case 'choice':
      return sampleText(pick(node.nodes), random)
    case 'repeat': {
      const times = node.min + Math.floor(random() * ((node.max ?? node.min + more) - node.min + 1))
      return Array.from({ length: times }, () => sampleText(node.node, random)).join('')
    }
  }
}

function charactersOf(set: CharSet): number[] {
  const inSet = (code: number): boolean => set.some(([from, to]) => from <= code && code <= to)
  const found = usual.filter(inSet)
  return found.length > 0 ? found : [set[0]![0]]
}
