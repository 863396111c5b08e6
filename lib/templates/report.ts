/** What a merge finds, collected for the person who decides: lines of what will happen, and conflicts with both values. */
import type { PlanConflict, PlanLine, PlanPart, PlanSubject, PlanValue } from '@/lib/api/contract-upgrade'
import type { Expr } from '@/lib/expr/ast'
import { printText } from '@/lib/expr/print-text'
import { type Labels, type Locale, locales } from '@/lib/i18n/labels'
import type { Json, JsonObject } from '@/lib/json'
import { type Difference, same } from './three-way'

const parts: Record<string, PlanPart> = {
  label: 'label',
  description: 'description',
  help: 'help',
  options: 'settings',
  source: 'formula',
  type: 'type',
  required: 'required',
  unique: 'unique',
  sensitivity: 'sensitivity',
  default: 'start',
  showIf: 'condition',
  requiredIf: 'condition',
  message: 'message',
  icon: 'icon',
  title: 'title',
  color: 'color',
  retired: 'color',
  columns: 'columns',
  frozen: 'columns',
  sort: 'order',
  filter: 'filter',
  tables: 'rights',
  notes: 'notes',
  checks: 'check',
  declassified: 'rights',
}

export class Report {
  readonly lines: PlanLine[] = []
  readonly conflicts: PlanConflict[] = []
  /** The lines of fields that people may have typed into. */
  readonly typed: { table: string; field: string; line: PlanLine }[] = []

  add(subject: PlanSubject): void {
    this.lines.push({ do: 'add', subject })
  }

  /** A definition that stays out or stays on, and why. */
  leave(why: 'deleted' | 'gone' | 'broken', subject: PlanSubject): void {
    this.lines.push({ do: why, subject })
  }

  /** A field whose typed values give way to a formula. */
  compute(table: string, field: string, subject: PlanSubject): void {
    const line: PlanLine = { do: 'compute', subject }
    this.lines.push(line)
    this.typed.push({ table, field, line })
  }

  /** What a merge took and what it left. */
  merged(subject: PlanSubject, { taken, conflicts }: { taken: Difference[]; conflicts: Difference[] }): void {
    this.change(
      subject,
      taken.map(({ path }) => partOf(path)),
    )
    const words = new Map<string, { mine: Labels; theirs: Labels }>()
    for (const { path, mine, theirs } of conflicts) {
      const [name, locale] = path as [string, Locale | undefined]
      if (!locale || !locales.includes(locale)) {
        this.conflicts.push({ subject, part: partOf(path), mine: inWords(mine), theirs: inWords(theirs) })
        continue
      }
      // The same words in two languages are one thing to decide.
      const both = words.get(name) ?? { mine: {}, theirs: {} }
      if (typeof mine === 'string') both.mine[locale] = mine
      if (typeof theirs === 'string') both.theirs[locale] = theirs
      words.set(name, both)
    }
    for (const [name, { mine, theirs }] of words)
      this.conflicts.push({
        subject,
        part: partOf([name]),
        mine: { labels: mine },
        theirs: { labels: theirs },
      })
  }

  change(subject: PlanSubject, changed: readonly PlanPart[]): void {
    if (changed.length > 0) this.lines.push({ do: 'change', subject, parts: [...new Set(changed)] })
  }

  /** Takes back what was said of a definition that turned out not to fit, and says that instead. */
  broken(subject: PlanSubject): void {
    const about = (line: { subject: PlanSubject }) => same(line.subject, subject)
    for (const list of [this.lines, this.conflicts])
      for (let i = list.length - 1; i >= 0; i--) if (about(list[i]!)) list.splice(i, 1)
    this.leave('broken', subject)
  }
}

const partOf = ([first]: string[]): PlanPart => parts[first!] ?? 'settings'

function inWords(value: Json | undefined): PlanValue | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return { text: value }
  const source = value as JsonObject
  const stored = (source?.kind === 'formula' ? source.expr : value) as JsonObject | undefined
  if (stored?.version === 1 && stored.expr) return { text: printText(stored.expr as unknown as Expr) }
  return { value }
}
