/**
 * What a principal may see of a state, and what it may change: an interpreter written from the laws (L4) and from
 * docs/security.md, over plain data. It shares no code with lib/access, which it is there to contradict; only masks are
 * the product's own, because a mask is what the administrator has chosen to show.
 */
import type { Expr, StoredExpr } from '@/lib/expr/ast'
import { fieldType } from '@/lib/fields/index'
import { masks } from '@/lib/fields/masks'
import type { Json } from '@/lib/json'
import { fieldOf, isInput, isToMany, isToOne, targetOf } from '@/lib/meta/fields'
import type {
  Action,
  Alternative,
  Field,
  FieldModes,
  FieldRight,
  Role,
  Rule,
  Table,
  Verb,
} from '@/lib/meta/model'
import { modesFor, none, type Principal, usual } from './principal'
import { follows } from './schema'
import type { Seen, SeenRow } from './seen'
import { isSecret, type Row, rowOf, type State } from './state'
import { judged, or, type Tri } from './three-valued'

export class Sight {
  private seen: Map<string, SeenRow> | undefined
  private readonly visible = new Map<string, boolean>()
  private readonly narrowed = new Map<string, Sight>()

  constructor(
    private readonly tables: ReadonlyMap<string, Table>,
    private readonly principal: Principal,
    private readonly state: State,
  ) {}

  /** Who looks: nobody known, for strangers. */
  get me(): string | null {
    return this.principal.me
  }

  /** The rows in sight. */
  get rows(): ReadonlyMap<string, SeenRow> {
    this.seen ??= new Map(
      this.state.rows.filter((row) => this.sees(row)).map((row) => [row.id, this.see(row)]),
    )
    return this.seen
  }

  /** Whether there is such a record at all. */
  exists = (id: unknown): boolean => rowOf(this.state, id) !== undefined

  /** Equal texts: the principal must not be able to tell the states apart. */
  text(): string {
    const rows = [...this.rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    return JSON.stringify([rows, this.declared()])
  }

  /** What is told by declared exceptions: values that are taken (1, 10), and what deleting would meet (6). */
  private declared(): Json[] {
    const facts: Json[] = []
    for (const row of this.state.rows)
      for (const field of this.tables.get(row.table)!.fields) {
        const value = row.cells[field.key]
        if (value === undefined) continue
        if (field.unique && !isSecret(value))
          facts.push(['taken', field.key, value, row.deletedAt ? row.id : ''])
        const { onDelete } = field.options as { onDelete?: string }
        if (isInput(field) && targetOf(field) && onDelete !== 'clear')
          facts.push(['holds', row.id, field.key, value, row.deletedAt])
      }
    return [...facts, ...this.ways()].map((f) => JSON.stringify(f)).sort()
  }

  /** What writing would tell (3): whether a rule takes a record that names these people, or leads to one in sight. */
  private ways(): Json[] {
    const me = this.principal.me === null ? [] : [this.principal.me]
    const along = (table: Table, one: Alternative): Json[] => {
      if (one.kind !== 'mine' && one.kind !== 'team') return []
      const people = one.kind === 'mine' ? me : this.people(one.reach)
      const [link, ...rest] = one.path as [string, ...string[]]
      // Whoever names somebody in a record learns whether that is one of theirs.
      if (rest.length === 0) return [['names', table.key, link, [...new Set(people)].sort()]]
      const target = targetOf(fieldOf(table, link)!)
      const there = this.state.rows.filter((r) => r.table === target && r.deletedAt === null && this.sees(r))
      const leads = there.map((row) => [
        'leads',
        table.key,
        ...one.path,
        row.id,
        this.names(row, rest, people),
      ])
      // "You have no such team" stands beside the rule.
      return one.kind === 'team' ? [['team', one.reach, people.length > 0], ...leads] : leads
    }
    return this.principal.roles.flatMap(({ role }) =>
      Object.entries(role.tables).flatMap(([key, { rows, deny = [] }]) =>
        [...Object.values(rows).flat(), ...deny].flatMap((one) => along(this.tables.get(key)!, one)),
      ),
    )
  }

  /** Whether there is any way to see a field of a table, in some row. */
  knows(table: Table, field: Field): boolean {
    return this.grants(table.key).some(({ role }) => {
      const { read, mask } = this.modes(role, table.key, field.key)
      return read !== false || mask !== undefined
    })
  }
  mayGive(table: Table, field: Field): boolean {
    return this.grants(table.key, 'create').some(
      ({ role }) => this.modes(role, table.key, field.key).create !== false,
    )
  }
  mayCreate = (table: string): boolean =>
    this.grants(table, 'create').some(({ role }) => role.tables[table]!.rows.create.length > 0)
  knowsTable = (table: string): boolean =>
    this.mayCreate(table) ||
    this.grants(table, 'read').some(({ role }) => role.tables[table]!.rows.read.length > 0)

  private grants(table: string, verb?: Verb) {
    return this.principal.roles.filter(
      ({ role, extent, silent }) =>
        role.tables[table] &&
        !(typeof silent === 'object' ? silent.includes(table) : silent) &&
        (!extent || !verb || extent[table]?.includes(verb)),
    )
  }

  /** What there is to see for those roles alone that allow an action on a table; nothing there if none does. */
  through(table: string, action: Action): Sight {
    const known = this.narrowed.get(`${table} ${action}`)
    if (known) return known
    const roles = this.principal.roles.map((one) => {
      const allowed = one.role.tables[table]?.actions ?? usual
      const left = !one.extent || one.extent[table]?.includes(action)
      if (!one.role.tables[table] || one.silent === true || (allowed.includes(action) && left)) return one
      return { ...one, silent: [...(one.silent || []), table] }
    })
    const same = roles.every((one, i) => one === this.principal.roles[i])
    const sight = same ? this : new Sight(this.tables, { ...this.principal, roles }, this.state)
    this.narrowed.set(`${table} ${action}`, sight)
    return sight
  }

  /** Whether some role allows an action on a table. */
  may = (table: string, action: Action): boolean => this.through(table, action).grants(table).length > 0

  /** Whether a role that creates takes the row as it is. */
  takes = (row: Row): boolean =>
    this.grants(row.table, 'create').some(
      ({ role }) =>
        this.rule(role.tables[row.table]!.rows.create, row, 'create') === true && !this.denied(row),
    )

  private modes(role: Role, table: string, key: string): FieldModes {
    const rightOf = (r: Role): FieldRight => {
      const rights = r.tables[table]
      return rights ? (rights.fields[key] ?? rights.otherFields) : 'hidden'
    }
    const denied = this.principal.roles.some(({ role: r }) => rightOf(r) === 'denied')
    return denied ? none : modesFor(rightOf(role))
  }

  private denied(row: Row): boolean {
    return this.principal.roles.some(({ role }) => {
      const { deny } = role.tables[row.table] ?? {}
      return deny !== undefined && this.rule(deny, row, 'read') !== false
    })
  }

  private reads(role: Role, row: Row, depth = 0): boolean {
    return this.rule(role.tables[row.table]!.rows.read, row, 'read', depth) === true && !this.denied(row)
  }

  private sees(row: Row, depth = 0): boolean {
    if (depth > 8) return false
    const known = depth === 0 ? this.visible.get(row.id) : undefined
    if (known !== undefined) return known
    const found = this.grants(row.table, 'read').some(({ role }) => this.reads(role, row, depth))
    if (depth === 0) this.visible.set(row.id, found)
    return found
  }

  private rule(rule: Rule, row: Row, verb: Verb, depth = 0): Tri {
    return or(rule.map((one) => this.alternative(one, row, verb, depth)))
  }

  private alternative(one: Alternative, row: Row, verb: Verb, depth: number): Tri {
    const { me } = this.principal
    if (one.kind === 'all') return true
    if (one.kind === 'created') return row.createdBy === null ? null : row.createdBy === me
    if (one.kind === 'mine') return this.names(row, one.path, me === null ? [] : [me])
    if (one.kind === 'team') return this.names(row, one.path, this.people(one.reach))
    if (one.kind === 'follows') {
      const target = rowOf(this.state, row.cells[one.link])
      if (target === undefined) return false
      return target.deletedAt === null ? this.sees(target, depth + 1) : null
    }
    if (one.kind === 'shared') {
      if (verb === 'create' || verb === 'delete') return false
      return this.state.shares.some(
        (s) => s.record === row.id && s.person === me && (verb === 'read' || s.edit),
      )
    }
    return this.holds(one.expr, row)
  }

  /**
   * Of a person field, possibly behind to-one links: that nobody stands there cannot be told, nor what a record in the trash
   * says. Rules let nothing through by what cannot be told, and denials hold by it.
   */
  private names(row: Row, [key, ...rest]: string[], people: readonly string[]): Tri {
    if (people.length === 0) return false
    const field = fieldOf(this.tables.get(row.table)!, key!)
    const value = field && this.cell(field, row)
    if (rest.length === 0) {
      if (value === undefined || value === null) return null
      return [value].flat().some((id) => people.includes(id as string))
    }
    const target = rowOf(this.state, value)
    if (target === undefined) return false
    return target.deletedAt === null ? this.names(target, rest, people) : null
  }

  private people(reach: 'own' | 'below' | 'led'): string[] {
    const { teams } = this.state
    const meant = new Set(
      teams.filter((t) => (reach === 'led' ? t.managers : t.members).includes(this.principal.me ?? '')),
    )
    if (reach !== 'own') for (const top of meant) for (const t of teams) if (t.parent === top.id) meant.add(t)
    return [...meant].flatMap((t) => t.members)
  }

  private holds({ expr }: StoredExpr, row: Row): Tri {
    return judged(expr, row, this.principal.me)
  }

  private see(row: Row): SeenRow {
    const table = this.tables.get(row.table)!
    const { cells, set, write, can } = this.look(table, row)
    const history = this.through(row.table, 'history').told(table, row)
    return {
      id: row.id,
      table: row.table,
      deleted: row.deletedAt !== null,
      cells,
      set,
      can,
      write,
      bits: this.bits(row),
      history,
      shares: this.sharesOf(row),
    }
  }

  private sharesOf(row: Row): Json {
    if (!this.through(row.table, 'share').sees(row)) return null
    const shares = this.state.shares.filter((s) => s.record === row.id)
    return shares.map((s) => `${s.person} ${s.edit}`).sort()
  }

  private look(table: Table, row: Row): Pick<SeenRow, 'cells' | 'set' | 'write' | 'can'> {
    const reading = this.grants(row.table, 'read').filter(({ role }) => this.reads(role, row))
    const may = (verb: 'update' | 'delete', role: Role): boolean =>
      this.grants(row.table, verb).some((g) => g.role === role) &&
      this.rule(role.tables[row.table]!.rows[verb], row, verb) === true
    const cells: Record<string, Seen> = {}
    const set: string[] = []
    const write: string[] = []
    for (const field of table.fields) {
      const modes = reading.map(({ role }) => ({ role, ...this.modes(role, row.table, field.key) }))
      const when = (mode: boolean | StoredExpr): boolean =>
        typeof mode === 'boolean' ? mode : this.holds(mode, row) === true
      const open = modes.some((m) => when(m.read))
      if (isInput(field) && modes.some((m) => may('update', m.role) && when(m.read) && when(m.edit)))
        write.push(field.key)
      if (follows(field)) continue
      const masked = modes.some((m) => m.mask !== undefined)
      if (open) {
        cells[field.key] = { value: this.shown(field, row) }
        const target = isToOne(field) ? rowOf(this.state, row.cells[field.key]) : undefined
        if (target && target.deletedAt === null && !this.sees(target)) set.push(field.key)
      } else if (masked) {
        const mask = this.maskOf(table, field)(this.cell(field, row))
        const revealed = modes.some((m) => m.mask !== undefined && m.reveal)
        cells[field.key] = revealed ? { mask, behind: this.shown(field, row) } : { mask }
      }
    }
    const can = {
      update: reading.some(({ role }) => may('update', role)),
      delete: reading.some(({ role }) => may('delete', role)),
    }
    return { cells, set, write, can }
  }

  /** One mask if all roles that mask the field have the same, else everything is covered. */
  private maskOf(table: Table, field: Field): (value: Json | undefined) => string {
    // Also those of roles that grant nothing here: a cover more than need be tells nothing.
    const named = this.principal.roles.filter(({ role }) => role.tables[table.key])
    const names = new Set(named.flatMap(({ role }) => this.modes(role, table.key, field.key).mask ?? []))
    const [only] = names
    const mask = masks[only && names.size === 1 ? only : 'all']
    return (value) => mask.js(value) ?? ''
  }

  private cell(field: Field, row: Row): Json {
    if (field.source.kind === 'auto' && field.source.of === 'created')
      return fieldType(field.type).kind === 'ref' ? row.createdBy : row.createdAt
    return row.cells[field.key] ?? null
  }

  /** The value, as far as it leads to what may be seen. */
  private shown(field: Field, row: Row): Json {
    const { source } = field
    if (source.kind === 'inverse') {
      const linking = this.state.rows.filter(
        (r) =>
          r.table === source.table &&
          r.deletedAt === null &&
          [r.cells[source.field] ?? []].flat().includes(row.id) &&
          this.sees(r),
      )
      return linking
        .map((r) => r.id)
        .sort()
        .reverse()
    }
    const value = this.cell(field, row)
    return isToOne(field) || isToMany(field) ? this.inSight(value) : value
  }

  private inSight(value: Json): Json {
    const seen = (id: Json): boolean => {
      const target = rowOf(this.state, id)
      return target !== undefined && target.deletedAt === null && this.sees(target)
    }
    if (Array.isArray(value)) return value.filter(seen)
    return seen(value) ? value : null
  }

  /** The history of a row for these very roles. */
  private told(table: Table, row: Row): Json[] {
    return this.sees(row) ? this.history(table, row, this.look(table, row).cells) : []
  }

  private history(table: Table, row: Row, cells: Record<string, Seen>): Json[] {
    const told = (key: string, value: Json | undefined): Json => {
      const field = fieldOf(table, key)!
      const cell = cells[key]!
      if ('mask' in cell) return this.maskOf(table, field)(value ?? undefined)
      const shown = isToOne(field) || isToMany(field) ? this.inSight(value ?? null) : value
      // No link in sight is as good as none.
      return Array.isArray(shown) && shown.length === 0 ? null : (shown ?? null)
    }
    return this.state.lines.flatMap((line): Json[] => {
      const made = line.seq === row.createdIn
      const own = line.cells.find((c) => c.record === row.id)
      if (!made && !own) return []
      const head = [line.at, line.actor, line.door, line.kind]
      const changed = Object.keys(own?.after ?? {})
      if (changed.length === 0) return [head]
      const seen = changed
        .filter((key) => key in cells)
        .map((key) => [key, told(key, own!.before[key]), told(key, own!.after[key])])
        .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after))
      return seen.length > 0 ? [[...head, seen]] : []
    })
  }

  private bits(row: Row): string {
    const found: string[] = []
    const term = (expr: Expr): void => {
      if (expr.op === 'call' && ['and', 'or', 'not'].includes(expr.fn)) expr.args.forEach(term)
      else found.push(String(judged(expr, row, this.principal.me)))
    }
    for (const { role } of this.principal.roles) {
      const rights = role.tables[row.table]
      if (!rights) continue
      for (const verb of ['read', 'update', 'delete', 'create'] as const)
        for (const one of rights.rows[verb])
          if (one.kind === 'when') term(one.expr.expr)
          else found.push(String(this.alternative(one, row, verb, 0)))
      for (const one of rights.deny ?? [])
        if (one.kind === 'when') term(one.expr.expr)
        else found.push(String(this.alternative(one, row, 'read', 0)))
      for (const right of Object.values(rights.fields)) {
        const { read, edit, create } = modesFor(right)
        for (const mode of [read, edit, create]) if (typeof mode === 'object') term(mode.expr)
      }
    }
    return found.join()
  }
}
