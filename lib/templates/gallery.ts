/** Use case: what the template gallery shows, without a base. */
import type { Person } from '@/lib/access/actor'
import type { TemplateSummary } from '@/lib/api/contract'
import { appSql, run } from '@/lib/db/connection'
import { param, sql } from '@/lib/db/sql'
import { listTemplates, type Template } from './format'
import { generateSample } from './sample'
import { isNewer } from './version'

type Summary = Omit<TemplateSummary, 'installed'>
let summaries: Promise<Summary[]> | undefined

/** Every template with its tables, fields and roles, and where this person has it. Packs are read once. */
export async function templateSummaries(person: Person): Promise<TemplateSummary[]> {
  summaries ??= listTemplates().then((templates) => templates.map(summaryOf))
  const places = await installedPlaces(person)
  return (await summaries).map((s) => ({
    ...s,
    installed: places
      .filter((p) => p.template === s.key)
      .map(({ base, table, version }) => ({ base, table, version, upgrade: isNewer(s.version, version) })),
  }))
}

/** Installs in the bases where the person is an administrator. */
function installedPlaces(
  person: Person,
): Promise<{ template: string; base: string; table: string; version: string }[]> {
  return run(
    appSql(),
    sql`select d.body ->> 'template' as template, d.body ->> 'version' as version, b.key as base,
          (select t.key from tian.documents t join jsonb_each(d.body -> 'items') i on i.value ->> 'id' = t.id::text
             where t.base_id = b.id and t.kind = 'table' and t.deleted_at is null
             order by t.created_at, t.key limit 1) as table
        from tian.documents d join tian.bases b on b.id = d.base_id
        join tian.memberships m on m.base_id = b.id and m.user_id = ${param(person.userId, 'uuid')}
        where d.kind = 'install' and d.deleted_at is null and exists (
          select 1 from tian.documents r where r.base_id = b.id and r.kind = 'role' and r.deleted_at is null
            and r.key = any(m.roles) and (r.body ->> 'admin')::boolean)`,
  )
}

function summaryOf(template: Template): Summary {
  const counts = new Map(generateSample('en').tables.map((t) => [t.table, t.rows.length]))
  return {
    key: template.key,
    version: template.version,
    label: template.label,
    summary: template.summary,
    description: template.description,
    icon: template.icon,
    tables: template.tables.map((t) => ({
      key: t.key,
      label: t.label,
      icon: t.icon,
      fields: t.fields.map((f) => ({ key: f.key, label: f.label, type: f.type, required: f.required })),
      columns: columnsOf(template, t.key),
      sampleCount: counts.get(t.key) ?? 0,
    })),
    roles: template.roles.map((r) => ({ key: r.key, label: r.label, description: r.description })),
  }
}

/** What the table opens with. */
function columnsOf({ views }: Template, table: string): string[] {
  const own = views.filter((v) => v.table === table)
  return (own.find((v) => v.default) ?? own[0])?.columns.map((c) => c.field) ?? []
}
