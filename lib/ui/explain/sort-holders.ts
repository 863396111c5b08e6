/** The order of those who reach a field: by name, or by how far they reach, who reaches furthest first. */
import type { FieldReachAnswer, Reach } from '@/lib/api/contract-explain'

export type HolderColumn = 'who' | 'reads' | 'edits' | 'gives'
type Holder = FieldReachAnswer['holders'][number]

const far: Record<Reach['outcome'], number> = { yes: 0, partly: 1, mask: 2, no: 3 }
const reachIn: Record<Exclude<HolderColumn, 'who'>, 'read' | 'edit' | 'create'> = {
  reads: 'read',
  edits: 'edit',
  gives: 'create',
}

export function sortHolders(
  holders: readonly Holder[],
  { by, desc }: { by: HolderColumn; desc: boolean },
  locale: string,
): Holder[] {
  const names = new Intl.Collator(locale, { numeric: true })
  const order = (a: Holder, b: Holder): number =>
    (by === 'who' ? 0 : far[a[reachIn[by]].outcome] - far[b[reachIn[by]].outcome]) ||
    names.compare(a.name, b.name)
  return [...holders].sort((a, b) => (desc ? -order(a, b) : order(a, b)))
}
