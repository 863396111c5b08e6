/** A template with other names: every reference between its definitions is rewritten, expressions included. */
import type { Expr, StoredExpr } from '@/lib/expr/ast'
import type { Alternative, FieldRight, Source, TableRights, When } from '@/lib/meta/model'
import type { Template, TemplateField, TemplateRole, TemplateTable, TemplateView } from './format'
import type { Names } from './names'

/** The template as it is called here; items stay what they are. */
export function renamed(template: Template, names: Names): Template {
  const renamer = new Renamer(template, names)
  return {
    ...template,
    tables: template.tables.map(renamer.table),
    optionSets: template.optionSets.map((set) => ({ ...set, key: names.options.get(set.key)! })),
    views: template.views.map(renamer.view),
    roles: template.roles.map(renamer.role),
  }
}

const mapKeys = <T>(record: Record<string, T>, rename: (key: string) => string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]))

class Renamer {
  private readonly tables: ReadonlyMap<string, TemplateTable>
  constructor(
    template: Template,
    private readonly names: Names,
  ) {
    this.tables = new Map(template.tables.map((t) => [t.key, t]))
  }

  private readonly tableKey = (key: string): string => this.names.table.get(key) ?? key
  private readonly fieldKey = (table: string, key: string): string =>
    this.names.fields.get(table)?.get(key) ?? key

  readonly table = (table: TemplateTable): TemplateTable => {
    const own = (key: string) => this.fieldKey(table.key, key)
    return {
      ...table,
      key: this.tableKey(table.key),
      title: own(table.title),
      sections: table.sections.map((s) => ({ ...s, fields: s.fields.map(own) })),
      fields: table.fields.map((field) => this.field(table.key, field)),
      checks: table.checks.map((rule) => ({ ...rule, expr: this.stored(table.key, rule.expr) })),
    }
  }

  private field(table: string, field: TemplateField): TemplateField {
    const { table: target, set } = field.options as { table?: string; set?: string }
    const { default: start, showIf, requiredIf } = field
    return {
      ...field,
      key: this.fieldKey(table, field.key),
      options: {
        ...field.options,
        ...(target === undefined ? {} : { table: this.tableKey(target) }),
        ...(set === undefined ? {} : { set: this.names.options.get(set) ?? set }),
      },
      source: this.source(table, field.source),
      ...(start ? { default: this.stored(table, start) } : {}),
      ...(showIf ? { showIf: this.stored(table, showIf) } : {}),
      ...(requiredIf ? { requiredIf: this.stored(table, requiredIf) } : {}),
    }
  }

  private source(table: string, source: Source): Source {
    if (source.kind === 'inverse')
      return {
        ...source,
        table: this.tableKey(source.table),
        field: this.fieldKey(source.table, source.field),
      }
    if (source.kind === 'formula') return { ...source, expr: this.stored(table, source.expr) }
    if (source.kind === 'auto' && source.of !== 'number' && source.watch)
      return { ...source, watch: source.watch.map((key) => this.fieldKey(table, key)) }
    return source
  }

  readonly view = (view: TemplateView): TemplateView => {
    const column = <T extends { field: string }>(c: T): T => ({
      ...c,
      field: this.fieldKey(view.table, c.field),
    })
    return {
      ...view,
      key: this.names.view.get(view.key)!,
      table: this.tableKey(view.table),
      columns: view.columns.map(column),
      sort: view.sort.map(column),
      ...(view.filter ? { filter: this.stored(view.table, view.filter) } : {}),
    }
  }

  readonly role = (role: TemplateRole): TemplateRole => ({
    ...role,
    key: this.names.role.get(role.key)!,
    tables: mapKeys(
      Object.fromEntries(
        Object.entries(role.tables).map(([table, right]) => [table, this.rights(table, right)]),
      ),
      this.tableKey,
    ),
  })

  private rights(table: string, { rows, fields, deny, ...rest }: TableRights): TableRights {
    const rule = (list: Alternative[]) => list.map((one) => this.alternative(table, one))
    return {
      ...rest,
      rows: {
        create: rule(rows.create),
        read: rule(rows.read),
        update: rule(rows.update),
        delete: rule(rows.delete),
      },
      fields: Object.fromEntries(
        Object.entries(fields).map(([key, right]) => [
          this.fieldKey(table, key),
          this.fieldRight(table, right),
        ]),
      ),
      ...(deny ? { deny: rule(deny) } : {}),
    }
  }

  private fieldRight(table: string, right: FieldRight): FieldRight {
    if (typeof right === 'string' || !('read' in right)) return right
    const when = (w: When): When => (typeof w === 'boolean' ? w : this.stored(table, w))
    return { ...right, read: when(right.read), edit: when(right.edit), create: when(right.create) }
  }

  private alternative(table: string, one: Alternative): Alternative {
    if (one.kind === 'mine' || one.kind === 'team') return { ...one, path: this.walk(table, one.path).path }
    if (one.kind === 'follows') return { ...one, link: this.fieldKey(table, one.link) }
    return one.kind === 'when' ? { ...one, expr: this.stored(table, one.expr) } : one
  }

  private stored = (table: string, { expr, ...rest }: StoredExpr): StoredExpr => ({
    ...rest,
    expr: this.expr(expr, table),
  })

  /** @param outer the table of the record that gathers, inside an `each` */
  private expr(expr: Expr, table: string | undefined, outer?: string): Expr {
    switch (expr.op) {
      case 'field':
        return { ...expr, path: this.walk(expr.outer ? outer : table, expr.path).path }
      case 'call':
        return { ...expr, args: expr.args.map((arg) => this.expr(arg, table, outer)) }
      case 'each': {
        const { over } = expr
        const way = 'table' in over ? { path: [], end: over.table } : this.walk(table, over.path)
        const inside = (one: Expr) => this.expr(one, way.end, table)
        return {
          ...expr,
          over: 'table' in over ? { table: this.tableKey(over.table) } : { path: way.path },
          args: expr.args.map(inside),
          ...(expr.where ? { where: inside(expr.where) } : {}),
          ...(expr.by ? { by: expr.by.map((term) => ({ ...term, expr: inside(term.expr) })) } : {}),
        }
      }
      default:
        return expr
    }
  }

  /** The path in the names of this base, and the table that it leads to when it ends at a link. */
  private walk(table: string | undefined, path: readonly string[]): { path: string[]; end?: string } {
    let at = table
    const found = path.map((key) => {
      const here = at
      const field = here === undefined ? undefined : this.tables.get(here)?.fields.find((f) => f.key === key)
      at = (field?.options as { table?: string } | undefined)?.table
      return here === undefined ? key : this.fieldKey(here, key)
    })
    return at === undefined ? { path: found } : { path: found, end: at }
  }
}
