/**
 * What bringing a template into a base means (law L13), pure: the documents to change, and the same in lines for the
 * person who decides. An empty base, another template's base and an older version are one case: what the template
 * brought before is the ancestor, what is here is the person's, and the template is the new version.
 */
import { randomUUID } from 'node:crypto'
import type { PlanSubject, UpgradePlan } from '@/lib/api/contract-upgrade'
import { checkStored } from '@/lib/expr/check'
import { parse, print } from '@/lib/meta/documents'
import type { Definitions, DocumentKind, Install, OptionSet, Role, Table, View } from '@/lib/meta/model'
import { filterScope, newFaults } from '@/lib/meta/soundness'
import type { DocumentChange } from '@/lib/meta/store'
import type { Template } from './format'
import { ancestorOf, type Base, isThere } from './here'
import { mergeOptions, mergeRole, mergeView, ofRole, ofSet, ofView, rightsTo } from './merge-others'
import { mergeTable, ofField, ofTable } from './merge-table'
import { Report } from './report'
import { type Resolved, resolveTemplate } from './resolve'
import { same } from './three-way'

export interface Planned {
  plan: UpgradePlan
  /** With the install's own document. */
  changes: DocumentChange[]
  resolved: Resolved
  install: Install
  /** The plan's lines of fields that people may have typed into. */
  typed: Report['typed']
}

/** @param number a fresh field number */
export function planTemplate(base: Base, template: Template, number: () => number): Planned {
  const resolved = resolveTemplate(template, base, number)
  return new Planner(base, template, resolved).plan()
}

type Document = OptionSet | Table | View | Role
/** Definitions by their key, those of the base with what the template makes of them. */
interface After {
  options: Map<string, OptionSet>
  table: Map<string, Table>
  view: Map<string, View>
  role: Map<string, Role>
}

class Planner {
  private readonly report = new Report()
  private readonly definitions: Definitions
  /** The install that is brought up to date. */
  private readonly before: Install | undefined
  private readonly after: After
  /** Ids of all that templates ever brought. */
  private readonly known: ReadonlySet<string>
  constructor(
    private readonly base: Base,
    private readonly template: Template,
    private readonly resolved: Resolved,
  ) {
    this.definitions = base.definitions
    this.before = base.installs.find((i) => i.template === template.key)
    this.known = new Set([...base.items.values()].map((item) => item.id))
    const { optionSets, tables, views, roles } = base.definitions
    this.after = {
      options: new Map(optionSets),
      table: new Map(tables),
      view: new Map(views),
      role: new Map(roles),
    }
  }

  plan(): Planned {
    const { resolved, report } = this
    const gone = (id: string) => this.isGone(id)
    // A template beside another one speaks of what it shares only as far as it needs it.
    const partial = !this.before
    for (const theirs of resolved.optionSets)
      this.place('options', theirs, ofSet(theirs), (ancestor, mine) =>
        mergeOptions({ ancestor, mine, theirs, partial }, report),
      )
    for (const theirs of resolved.tables)
      this.place('table', theirs, ofTable(theirs), (ancestor, mine) =>
        mergeTable({ ancestor, mine, theirs, partial }, gone, report),
      )
    this.dropBroken()
    const after = this.definitionsAfter()
    for (const theirs of resolved.views) {
      const table = this.after.table.get(theirs.table)
      const fitting = table && this.fitting(theirs, table, after)
      if (fitting)
        this.place('view', fitting, ofView(theirs, table), (ancestor, mine) =>
          mergeView({ ancestor, mine, theirs, partial }, table, report),
        )
    }
    for (const theirs of resolved.roles)
      this.place(
        'role',
        { ...theirs, tables: rightsTo(theirs, this.after.table) },
        ofRole(theirs),
        (ancestor, mine) => mergeRole({ ancestor, mine, theirs, partial }, this.after.table, report),
      )
    this.nameWhatIsGone()
    return this.result()
  }

  /** Merges a definition into what it is here, adds it, or leaves it away because a person deleted it. */
  private place<K extends keyof After & DocumentKind, D extends Document>(
    kind: K,
    theirs: D,
    subject: PlanSubject,
    merged: (ancestor: D | undefined, mine: D) => D,
  ): void {
    const map = this.after[kind] as unknown as Map<string, D>
    const mine = map.get(theirs.key)
    if (mine && mine.id === theirs.id) {
      const ancestor = this.ancestor(kind, theirs.origin!.item) as D | undefined
      map.set(theirs.key, merged(ancestor, mine))
    } else if (this.isGone(theirs.id)) this.report.leave('deleted', subject)
    else {
      map.set(theirs.key, theirs)
      this.report.add(subject)
    }
  }

  /** Was here once, and is not any more. */
  private isGone = (id: string): boolean => this.known.has(id) && !isThere(this.definitions, id)

  /**
   * What the definition was when it came: in the version before, or in the template that this one shares it with. A
   * template that knows nothing of the other one only adds what is missing.
   */
  private ancestor<K extends DocumentKind>(kind: K, item: string) {
    const shared = this.base.installs.find((i) => i.template === this.template.shares)
    return ancestorOf(this.before ?? shared, kind, item)
  }

  /** A new view with what is there; it is not opened first where another one is. Undefined when its filter has no sense here. */
  private fitting(view: View, table: Table, after: Definitions): View | undefined {
    const { default: start, filter, ...rest } = view
    const scope = filterScope(after, table)
    if (filter && !checkStored(filter, scope).ok) return undefined
    const there = ({ field }: { field: string }) => table.fields.some((f) => f.key === field)
    const other = [...this.definitions.views.values()].some((v) => v.table === view.table && v.default)
    return {
      ...rest,
      columns: view.columns.filter(there),
      sort: view.sort.filter(there),
      ...(filter ? { filter } : {}),
      ...(start && !other ? { default: true } : {}),
    }
  }

  /** Leaves out what needs something that a person deleted or changed into something else. */
  private dropBroken(): void {
    for (let round = 0; round < 20; round++) {
      const faults = newFaults(this.definitions, this.definitionsAfter())
      // What only draws on something broken may work once that is put back.
      const roots = faults.filter((fault) => fault.problem !== 'problemFormula.drawsOn')
      const repaired = (roots.length > 0 ? roots : faults).filter(({ table, key }) => this.repair(table, key))
      if (repaired.length === 0) return
    }
  }

  /** Takes a new field out again, or puts a changed one back. */
  private repair(tableKey: string | undefined, key: string): boolean {
    const table = tableKey === undefined ? undefined : this.after.table.get(tableKey)
    const field = table?.fields.find((f) => f.key === key)
    const before = this.definitions.tables.get(tableKey ?? '')
    if (!table || !field || !before) return false
    const was = before.fields.find((f) => f.id === field.id)
    if (was === field) return false
    const fields = was
      ? table.fields.map((f) => (f === field ? was : f))
      : table.fields.filter((f) => f !== field)
    const sections = was
      ? table.sections
      : table.sections.map((s) => ({ ...s, fields: s.fields.filter((f) => f !== key) }))
    this.after.table.set(table.key, { ...table, fields, sections })
    this.report.broken(ofField(table, field))
    if (!was) this.forget(table.key, field.id)
    return true
  }

  /** A field that was left out is as new to the next version as to this one. */
  private forget(tableKey: string, id: string): void {
    const { tables, items } = this.resolved
    const at = tables.findIndex((t) => t.key === tableKey)
    const table = tables[at]!
    const key = table.fields.find((f) => f.id === id)?.key
    tables[at] = {
      ...table,
      fields: table.fields.filter((f) => f.id !== id),
      sections: table.sections.map((s) => ({ ...s, fields: s.fields.filter((f) => f !== key) })),
    }
    for (const [item, { id: known }] of Object.entries(items)) if (known === id) delete items[item]
  }

  private nameWhatIsGone(): void {
    for (const [item, known] of Object.entries(this.before?.items ?? {})) {
      if (this.resolved.items[item] || !isThere(this.definitions, known.id)) continue
      const subject = this.subjectOf(known)
      if (subject) this.report.leave('gone', subject)
    }
  }

  private subjectOf({ kind, id, key, table: owner }: Install['items'][string]): PlanSubject | undefined {
    const { optionSets, tables, views, roles } = this.definitions
    const [set, view, role] = [optionSets.get(key), views.get(key), roles.get(key)]
    const table = tables.get(owner ?? key)
    const field = table?.fields.find((f) => f.id === id)
    if (kind === 'options') return set && ofSet(set)
    if (kind === 'view') return view && ofView(view)
    if (kind === 'role') return role && ofRole(role)
    return table && (field ? ofField(table, field) : ofTable(table))
  }

  private definitionsAfter(): Definitions {
    const { table: tables, options: optionSets, view: views, role: roles } = this.after
    return { ...this.definitions, tables: new Map(tables), optionSets, views, roles }
  }

  private documentChanges(): DocumentChange[] {
    const { optionSets, tables, views, roles } = this.definitions
    return [
      ...changed('options', optionSets, this.after.options),
      ...changed('table', tables, this.after.table),
      ...changed('view', views, this.after.view),
      ...changed('role', roles, this.after.role),
    ] as DocumentChange[]
  }

  private result(): Planned {
    const { template, resolved, before, report } = this
    const install = this.install()
    const plan: UpgradePlan = {
      template: template.key,
      label: template.label,
      ...(before ? { from: before.version } : {}),
      to: template.version,
      lines: report.lines,
      conflicts: report.conflicts,
    }
    const changes: DocumentChange[] = [...this.documentChanges(), { kind: 'install', before, after: install }]
    return { plan, changes, resolved, install, typed: report.typed }
  }

  /** The install's own document: the origin map, and the new version as the ancestor of the next one. */
  private install(): Install {
    const { template, before, resolved } = this
    const items = { ...before?.items, ...resolved.items }
    const ancestors: Record<string, unknown> = {}
    const keep = (kind: DocumentKind, one: Document): void => {
      ancestors[one.origin!.item] = print(kind, one as never)
    }
    for (const set of resolved.optionSets) keep('options', set)
    for (const table of resolved.tables) keep('table', table)
    for (const view of resolved.views) keep('view', view)
    for (const role of resolved.roles) if (!role.admin) keep('role', role)
    return {
      id: before?.id ?? randomUUID(),
      key: before?.key ?? this.base.installKey,
      template: template.key,
      version: template.version,
      at: new Date().toISOString(),
      items,
      ancestors,
      sample: before?.sample ?? false,
      tombstones: Object.entries(items).flatMap(([item, { id }]) => (this.isGone(id) ? [item] : [])),
    }
  }
}

/** The documents of a kind that are new or differ, in their normal form. */
function changed<K extends keyof After>(
  kind: K,
  before: ReadonlyMap<string, Document>,
  after: ReadonlyMap<string, Document>,
): { kind: K; before?: Document; after: Document }[] {
  return [...after].flatMap(([key, one]) => {
    const was = before.get(key)
    if (was === one || (was && same(print(kind, was as never), print(kind, one as never)))) return []
    return [{ kind, before: was, after: parse(kind, print(kind, one as never)) as Document }]
  })
}
