/**
 * Which records stand at which positions of a long list, of which only parts are known.
 * Positions are 0…total−1 in the list's order; parts arrive in any order, and rows come and go meanwhile.
 */
export class RecordWindow {
  private ids = new Map<number, string>()
  private places = new Map<string, number>()
  /** Continuation cursors by the position they continue at: scrolling on uses them, jumping uses offsets. */
  private cursors = new Map<number, string>()
  total = 0

  id(position: number): string | undefined {
    return this.ids.get(position)
  }

  position(id: string): number | undefined {
    return this.places.get(id)
  }

  cursor(position: number): string | undefined {
    return this.cursors.get(position)
  }

  /** Every known id, in the list's order. */
  known(): string[] {
    return [...this.ids.keys()].sort((a, b) => a - b).map((position) => this.ids.get(position)!)
  }

  /**
   * Takes in an answer that starts at `start`. A short answer without continuation tells where the list ends,
   * and a continuation that it goes on.
   */
  place(start: number, ids: readonly string[], next?: string): void {
    ids.forEach((id, index) => {
      this.put(start + index, id)
    })
    const end = start + ids.length
    if (next) this.cursors.set(end, next)
    if (!next && ids.length > 0) this.truncate(end)
    else if (!next && start < this.total) this.truncate(start)
    this.total = Math.max(this.total, next ? end + 1 : end)
  }

  /** The stretches within [from, to) that are unknown, cut at multiples of `block`, so that answers line up. */
  missing(from: number, to: number, block: number): { start: number; limit: number }[] {
    const stretches: { start: number; limit: number }[] = []
    const end = Math.min(to, this.total)
    for (let at = Math.floor(Math.max(0, from) / block) * block; at < end; at += block) {
      let first = at
      const blockEnd = Math.min(at + block, this.total)
      while (first < blockEnd && this.ids.has(first)) first++
      let last = blockEnd
      while (last > first && this.ids.has(last - 1)) last--
      if (last > first) stretches.push({ start: first, limit: last - first })
    }
    return stretches
  }

  /** A new record takes this position; those below move down. */
  insert(position: number, id: string): void {
    this.shift((at) => (at >= position ? at + 1 : at))
    this.put(position, id)
    this.total++
  }

  /** Records leave; those below move up. */
  remove(ids: readonly string[]): void {
    const gone = ids.map((id) => this.places.get(id)).filter((at) => at !== undefined)
    for (const at of gone) this.drop(at)
    gone.sort((a, b) => a - b)
    const above = (at: number): number => {
      let low = 0
      let high = gone.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (gone[middle]! < at) low = middle + 1
        else high = middle
      }
      return low
    }
    this.shift((at) => at - above(at))
    this.total -= gone.length
  }

  private put(position: number, id: string): void {
    // A record that moved meanwhile must not stand in two places.
    const before = this.places.get(id)
    if (before !== undefined && before !== position) this.drop(before)
    this.drop(position)
    this.ids.set(position, id)
    this.places.set(id, position)
  }

  private drop(position: number): void {
    const id = this.ids.get(position)
    if (id === undefined) return
    this.ids.delete(position)
    this.places.delete(id)
  }

  private truncate(end: number): void {
    for (const at of [...this.ids.keys()]) if (at >= end) this.drop(at)
    for (const at of [...this.cursors.keys()]) if (at >= end) this.cursors.delete(at)
    this.total = end
  }

  private shift(to: (position: number) => number): void {
    const ids = [...this.ids]
    this.ids.clear()
    this.places.clear()
    for (const [at, id] of ids) {
      this.ids.set(to(at), id)
      this.places.set(id, to(at))
    }
    this.cursors = new Map([...this.cursors].map(([at, cursor]) => [to(at), cursor]))
  }
}
