/** Looking at a change of type before it happens: how many values fit, which do not, and what some of them become. */
import type { Actor } from '@/lib/access/actor'
import { envOf } from '@/lib/access/env'
import type { ConversionAsk, ConversionPreview, Use } from '@/lib/api/contract-design'
import { noteTitles, noteValues } from '@/lib/audit/looks'
import { ownerSql, ownerTransaction, run, stream, type Tx } from '@/lib/db/connection'
import { arrayParam, fill, param, qualified, type SQL, sql } from '@/lib/db/sql'
import { optionColors } from '@/lib/fields/choice'
import type { CellValue, FieldContext, Option } from '@/lib/fields/type'
import { isPeople, isToMany, isToOne, ownsColumn, tableOf, targetOf, typeOf } from '@/lib/meta/fields'
import type { Definitions, Field } from '@/lib/meta/model'
import { type Conversion, planConversion } from './conversion'
import { cellOf, converted, isFilled, missingOptions, optionsFor, readable, titleText } from './convert-sql'

const sampleSize = 5
const misfitSize = 20
/** A number that no field has: nothing is stored under it. */
const noNumber = 0

/** Judges the conversion on the real rows. Nothing is changed. */
export async function previewConversion(
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
): Promise<ConversionPreview> {
  return ownerTransaction(async (tx) => {
    await inZone(tx, actor.definitions)
    const conversion = await askedConversion(tx, actor, table, key, ask)
    const source = valuesOf(actor.definitions, conversion)
    const [counts] = await run<Record<'rows' | 'filled' | 'fits', number>>(
      tx,
      sql`select count(*)::int as rows, count(*) filter (where v.filled)::int as filled,
            count(*) filter (where v.filled and v.after is not null)::int as fits from (${source}) v`,
    )
    const { rows, filled, fits } = counts!
    const samples = await samplesOf(tx, actor, conversion, sql`v.after is not null`, sampleSize)
    const misfits =
      fits < filled ? await samplesOf(tx, actor, conversion, sql`v.after is null`, misfitSize) : []
    const { options } = conversion.field.options as { options?: Option[] }
    return {
      rows,
      filled,
      fits,
      misfits: filled - fits,
      samples,
      misfitSamples: misfits.map(({ id, title, before }) => ({ id, title, before })),
      uses: [...conversion.uses, ...(await clashes(tx, actor.definitions, conversion))],
      ...(ask.createOptions && options ? { options } : {}),
    }
  })
}

/** Values that would be equal where no two may be. */
async function clashes(tx: Tx, definitions: Definitions, conversion: Conversion): Promise<Use[]> {
  const { table, field } = conversion
  if (!field.unique) return []
  const [equal] = await run(
    tx,
    sql`select 1 from (${valuesOf(definitions, conversion)}) v where v.after is not null
        group by v.after having count(*) > 1 limit 1`,
  )
  const { key, label } = field
  return equal ? [{ kind: 'field', table: table.key, key, label, how: 'useUniqueClash', breaks: true }] : []
}

/** Times without a zone are read by the workspace's clock. */
export const inZone = (tx: Tx, { zone }: Definitions): Promise<unknown> =>
  run(tx, sql`select set_config('TimeZone', ${param(zone)}, true)`)

const mostOptions = 500

/** The conversion, with options for what has none when the ask says so. */
export async function askedConversion(
  tx: Tx,
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
  definitions: Definitions = actor.definitions,
  number = noNumber,
): Promise<Conversion> {
  const { createOptions, ...plain } = ask
  const planned = planConversion(definitions, actor, table, key, plain, number)
  const { options } = planned.field.options as { options?: Option[] }
  if (!createOptions || !options) return planned
  const row = sql`t`
  const found = await run<{ text: string }>(
    tx,
    sql`select m.text from ${qualified(definitions.schema, table)} t
        cross join lateral (${missingOptions(definitions, planned.was, planned.field, cellOf(planned.was, row))}) m
        where t._deleted_at is null and char_length(m.text) <= 100
        group by m.text order by count(*) desc, m.text limit ${param(mostOptions - options.length, 'int')}`,
  )
  const more = optionsFor(
    found.map((f) => f.text),
    optionColors,
  )
  const asked = { ...plain, options: { ...plain.options, options: [...options, ...more] } }
  return planConversion(definitions, actor, table, key, asked, number)
}

/** Every living row: whether it has a value, and what that becomes. */
function valuesOf(definitions: Definitions, { table, was, field }: Conversion): SQL {
  const cell = cellOf(was, sql`t`)
  return sql`select t.id, ${isFilled(definitions, was, cell)} as filled,
      ${converted(definitions, was, field, cell)} as after
    from ${qualified(definitions.schema, table.key)} t where t._deleted_at is null`
}

interface Sample {
  id: string
  title: string
  before: string
  after?: CellValue
  titles?: Record<string, string>
}

async function samplesOf(
  tx: Tx,
  actor: Actor,
  conversion: Conversion,
  which: SQL,
  limit: number,
): Promise<Sample[]> {
  const { definitions } = actor
  const { table, was, field } = conversion
  const cell = cellOf(was, sql`t`)
  const json = isToMany(field) ? '{c}' : typeOf(field).json
  const raw = ownsColumn(was)
    ? sql`to_jsonb(${fill(typeOf(was).json, { c: cell.column })})`
    : sql`null::jsonb`
  const found = await run<{
    id: string
    title: string | null
    text: string | null
    raw: unknown
    after: unknown
  }>(
    tx,
    sql`select v.id, ${titleText(definitions, table, sql`t`)} as title, ${readable(definitions, was, cell)} as text,
          ${raw} as raw, to_jsonb(${fill(json, { c: sql`v.after` })}) as after
        from (${valuesOf(definitions, conversion)}) v join ${qualified(definitions.schema, table.key)} t on t.id = v.id
        where v.filled and ${which} order by v.id desc limit ${param(limit, 'int')}`,
  )
  const ids = found.map((f) => f.id)
  noteValues(actor, table, 'design', [was.key], ids)
  noteTitles(actor, table, ids)
  const titles = await titlesOf(
    tx,
    definitions,
    field,
    found.map((f) => f.after),
  )
  return found.map(({ id, title, text, raw, after }) => {
    const named = Object.fromEntries(
      [after].flat().flatMap((v) => {
        const name = typeof v === 'string' ? titles.get(v) : undefined
        return name === undefined ? [] : [[v as string, name]]
      }),
    )
    return {
      id,
      title: title ?? '',
      before: shown(actor, was, raw, text),
      ...(after === null ? {} : { after: after as CellValue }),
      ...(Object.keys(named).length > 0 ? { titles: named } : {}),
    }
  })
}

const refers = (field: Field): boolean => isToOne(field) || isToMany(field) || isPeople(field)

/** What the new links and people are called. */
async function titlesOf(
  tx: Tx,
  definitions: Definitions,
  field: Field,
  values: unknown[],
): Promise<Map<string, string>> {
  const ids = [...new Set(values.flat().filter((v): v is string => typeof v === 'string'))]
  if (!refers(field) || ids.length === 0) return new Map()
  const target = targetOf(field)
  const named =
    target === undefined
      ? sql`select u.id, u.name from tian.users u`
      : sql`select r.id, ${titleText(definitions, tableOf(definitions, target), sql`r`)} as name
          from ${qualified(definitions.schema, target)} r`
  const rows = await run<{ id: string; name: string | null }>(
    tx,
    sql`select n.id, n.name from (${named}) n where n.id = any(${arrayParam(ids, 'uuid')})`,
  )
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

/** A value as a person reads it; names of records and people were read with the row. */
function shown(actor: Actor, field: Field, raw: unknown, text: string | null): string {
  if (refers(field) || raw === null || raw === undefined) return text ?? ''
  const { definitions, locale } = actor
  const context: FieldContext = {
    locale,
    zone: definitions.zone,
    today: envOf(actor).today,
    optionSet: (key) => definitions.optionSets.get(key)?.options ?? [],
    title: () => undefined,
  }
  return typeOf(field).format(raw, field.options, context)
}

/** All values that do not fit, in batches: record, what it is called, the value as text. */
export async function* misfitsOf(
  actor: Actor,
  table: string,
  key: string,
  ask: ConversionAsk,
): AsyncGenerator<{ id: string; title: string; before: string }[]> {
  const { definitions } = actor
  const reserved = await ownerSql().reserve()
  try {
    const tx = reserved as unknown as Tx
    await run(tx, sql`begin read only`)
    await inZone(tx, definitions)
    const conversion = await askedConversion(tx, actor, table, key, ask)
    const cell = cellOf(conversion.was, sql`t`)
    const rows = stream<{ id: string; title: string | null; before: string | null }>(
      tx,
      sql`select v.id, ${titleText(definitions, conversion.table, sql`t`)} as title,
            ${readable(definitions, conversion.was, cell)} as before
          from (${valuesOf(definitions, conversion)}) v
          join ${qualified(definitions.schema, table)} t on t.id = v.id
          where v.filled and v.after is null order by v.id`,
    )
    for await (const batch of rows) {
      const ids = batch.map((row) => row.id)
      noteValues(actor, conversion.table, 'design', [key], ids)
      noteTitles(actor, conversion.table, ids)
      yield batch.map(({ id, title, before }) => ({ id, title: title ?? '', before: before ?? '' }))
    }
  } finally {
    await run(reserved as unknown as Tx, sql`rollback`).catch(() => undefined)
    reserved.release()
  }
}
