/** Reads template packs: folders of JSON under `templates/` in a compact form of the definitions of `lib/meta/model.ts`. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { appError } from '@/lib/errors'
import { stored } from '@/lib/expr/ast'
import { parse } from '@/lib/expr/parse'
import type { Labels } from '@/lib/i18n/labels'
import type { JsonObject } from '@/lib/json'
import { isKey } from '@/lib/meta/keys'
import type { Field, OptionSet, Role, Section, Source, Table, View } from '@/lib/meta/model'
import { composeField, composeRole, composeTable, composeViews, usedSets, wholeOf } from './share'

/** A definition before installation: no id and no origin yet, but its permanent `item` (law L13), which is not its key. */
type Draft<T extends { origin?: unknown }> = Omit<T, 'id' | 'origin'> & { item: string }

export type TemplateField = Omit<Draft<Field>, 'number'>
export interface TemplateTable extends Omit<Draft<Table>, 'fields' | 'uniques' | 'trash'> {
  fields: TemplateField[]
}
export type TemplateOptionSet = Draft<OptionSet>
export type TemplateView = Draft<View>
export type TemplateRole = Draft<Role>

export interface Template {
  key: string
  version: string
  /** Number of the source article. */
  article: string
  icon: string
  label: Labels
  summary: Labels
  description: Labels
  /** In menu order; links may point forwards. */
  tables: TemplateTable[]
  optionSets: TemplateOptionSet[]
  /** Of all tables, in menu order. */
  views: TemplateView[]
  roles: TemplateRole[]
  /** The template whose tables this one shares, by item: installed into one base they are the same tables. */
  shares?: string
  /** Records that come with a table, such as its rules: table → records by field. */
  rows: Record<string, JsonObject[]>
}

/** `template.json`: what the pack is, and the order of its tables and roles. */
type Manifest = Omit<Template, 'tables' | 'optionSets' | 'views' | 'roles' | 'rows'> & {
  tables: string[]
  roles: string[]
}
/**
 * A field is written with only what differs from an ordinary optional input; a computed one has its formula as text. In a
 * table that is shared, a key alone is the field of the other template, and what stands beside the key replaces its part.
 */
export type FieldEntry = Partial<TemplateField> & { key: string; formula?: string }
/** `tables/<key>.json`: fields stand inside their section. */
export interface TableEntry extends Partial<Omit<TemplateTable, 'sections' | 'fields'>> {
  key: string
  /** Absent: all of the shared table that can be here. */
  sections?: (Partial<Omit<Section, 'fields'>> & { key: string; fields: (FieldEntry | string)[] })[]
}
export type RoleEntry = Partial<Omit<TemplateRole, 'tables'>> & {
  key: string
  tables: Record<string, Partial<TemplateRole['tables'][string]>>
}

const folder = () => join(/* turbopackIgnore: true */ process.cwd(), 'templates')

/** The contents of one file; a broken file is an error of the pack, so the message names it. */
async function read<T>(template: string, path: string): Promise<T> {
  const text = await readFile(join(folder(), template, path), 'utf8')
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new Error(`templates/${template}/${path} is not JSON`, { cause })
  }
}

const ordinary = {
  options: {},
  source: { kind: 'input' },
  required: false,
  unique: false,
  sensitivity: 'normal',
} as const

/**
 * @param shared the same table of the template that this one shares its tables with
 * @param tables the keys of all tables of this pack
 */
function readTable(
  { sections: written, ...table }: TableEntry,
  shared: TemplateTable | undefined,
  tables: readonly string[],
): TemplateTable {
  const sections = written ?? wholeOf(shared!, tables)
  const fields = sections.flatMap((s) => s.fields.map((entry) => readField(table.key, entry, shared)))
  return composeTable(table, sections, fields, shared)
}

function readField(table: string, entry: FieldEntry | string, shared?: TemplateTable): TemplateField {
  const { formula, ...given } = typeof entry === 'string' ? { key: entry } : entry
  const source = formula === undefined ? {} : { source: readFormula(`${table}.${given.key}`, formula) }
  return { ...ordinary, ...composeField(given, shared), ...source } as TemplateField
}

function readFormula(name: string, text: string): Source {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`formula of ${name}: ${parsed.problem.code} at ${parsed.problem.at}`)
  // Whether it has a column follows from the graph, where it is installed.
  return { kind: 'formula', expr: stored(parsed.expr), stored: true }
}

/** Views know their table from the file they stand in. */
const readViews = (table: string, views: Omit<TemplateView, 'table'>[]): TemplateView[] =>
  views.map((view) => ({ ...view, table }))

/** One template, whole; NOT_FOUND when there is none of this key. */
export async function loadTemplate(key: string): Promise<Template> {
  // The key becomes a path: only a well-formed one may.
  if (!isKey(key) || !(await templateKeys()).includes(key)) throw appError('NOT_FOUND')
  const { tables: tableKeys, roles: roleKeys, ...about } = await read<Manifest>(key, 'template.json')
  const shared = about.shares === undefined ? undefined : await loadTemplate(about.shares)
  const entries = await readAll<TableEntry>(key, 'tables')
  const tables = tableKeys.map((table) => {
    const same = shared?.tables.find((t) => t.key === table)
    const entry = entries.get(table) ?? (same && { key: table })
    if (!entry) throw new Error(`templates/${key} has no table ${table}`)
    return readTable(entry, same, tableKeys)
  })
  const own = await readAll<TemplateOptionSet>(key, 'options')
  const views = await readAll<Omit<TemplateView, 'table'>[]>(key, 'views')
  const roles = await Promise.all(roleKeys.map((role) => read<RoleEntry>(key, `roles/${role}.json`)))
  return {
    ...about,
    tables,
    optionSets: [...own.values(), ...usedSets(tables, shared, own)],
    views: tables.flatMap(({ key: table }) => {
      const written = views.get(table)
      return written ? readViews(table, written) : composeViews(tables, table, shared)
    }),
    roles: roles.map((role) => composeRole(role, tables, shared)),
    rows: Object.fromEntries(await readAll<JsonObject[]>(key, 'rows')),
  }
}

/** The files of a folder of the pack by their names; a folder that is not there is an empty one. */
async function readAll<T>(template: string, path: string): Promise<Map<string, T>> {
  const files = await readdir(join(folder(), template, path)).catch(() => [])
  const names = files.filter((file) => file.endsWith('.json')).sort()
  return new Map(
    await Promise.all(
      names.map(
        async (file): Promise<[string, T]> => [file.slice(0, -5), await read<T>(template, `${path}/${file}`)],
      ),
    ),
  )
}

async function templateKeys(): Promise<string[]> {
  const entries = await readdir(folder(), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && isKey(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** Every template there is, for the gallery, in the order of their articles. */
export async function listTemplates(): Promise<Template[]> {
  const templates = await Promise.all((await templateKeys()).map(loadTemplate))
  return templates.sort((a, b) => (a.article < b.article ? -1 : 1))
}

let labels: Promise<ReadonlyMap<string, Labels>> | undefined

/** What each template is called, by its key; read once. */
export function templateLabels(): Promise<ReadonlyMap<string, Labels>> {
  labels ??= templateKeys().then(async (keys) => {
    const manifests = keys.map(async (key): Promise<[string, Labels]> => {
      const { label } = await read<Manifest>(key, 'template.json')
      return [key, label]
    })
    return new Map(await Promise.all(manifests))
  })
  return labels
}
