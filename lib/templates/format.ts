/** Reads template packs: folders of JSON under `templates/` in a compact form of the definitions of `lib/meta/model.ts`. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { appError } from '@/lib/errors'
import type { Labels } from '@/lib/i18n/labels'
import { isKey } from '@/lib/meta/keys'
import type { Field, OptionSet, Role, Section, Table, View } from '@/lib/meta/model'

/** A definition before installation: no id and no origin yet, but its permanent `item` (law L13), which is not its key. */
type Draft<T extends { origin?: unknown }> = Omit<T, 'id' | 'origin'> & { item: string }

export type TemplateField = Omit<Draft<Field>, 'number'>
export interface TemplateTable extends Omit<Draft<Table>, 'fields' | 'trash'> {
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
}

/** `template.json`: what the pack is, and the order of its tables and roles. */
type Manifest = Omit<Template, 'tables' | 'optionSets' | 'views' | 'roles'> & {
  tables: string[]
  roles: string[]
}
/** A field is written with only what differs from an ordinary optional input. */
type FieldEntry = Pick<TemplateField, 'item' | 'key' | 'label' | 'type'> & Partial<TemplateField>
/** `tables/<key>.json`: fields stand inside their section. */
interface TableEntry extends Omit<TemplateTable, 'sections' | 'fields'> {
  sections: (Omit<Section, 'fields'> & { fields: FieldEntry[] })[]
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

function readTable({ sections, ...table }: TableEntry): TemplateTable {
  return {
    ...table,
    sections: sections.map((section) => ({ ...section, fields: section.fields.map((field) => field.key) })),
    fields: sections.flatMap((section) => section.fields.map((field) => ({ ...ordinary, ...field }))),
  }
}

/** Views know their table from the file they stand in. */
const readViews = (table: string, views: Omit<TemplateView, 'table'>[]): TemplateView[] =>
  views.map((view) => ({ ...view, table }))

/** One template, whole; NOT_FOUND when there is none of this key. */
export async function loadTemplate(key: string): Promise<Template> {
  // The key becomes a path: only a well-formed one may.
  if (!isKey(key) || !(await templateKeys()).includes(key)) throw appError('NOT_FOUND')
  const { tables, roles, ...about } = await read<Manifest>(key, 'template.json')
  const sets = (await readdir(join(folder(), key, 'options'))).sort()
  return {
    ...about,
    tables: await Promise.all(
      tables.map(async (table) => readTable(await read(key, `tables/${table}.json`))),
    ),
    optionSets: await Promise.all(sets.map((file) => read<TemplateOptionSet>(key, `options/${file}`))),
    views: (
      await Promise.all(tables.map(async (table) => readViews(table, await read(key, `views/${table}.json`))))
    ).flat(),
    roles: await Promise.all(roles.map((role) => read<TemplateRole>(key, `roles/${role}.json`))),
  }
}

async function templateKeys(): Promise<string[]> {
  const entries = await readdir(folder(), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && isKey(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** Every template there is, for the gallery. */
export async function listTemplates(): Promise<Template[]> {
  return Promise.all((await templateKeys()).map(loadTemplate))
}
