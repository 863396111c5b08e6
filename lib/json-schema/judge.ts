/**
 * The judgement of the schema that a table was imported from (law L1): what the designer cannot show (`if`, `oneOf`,
 * `dependentRequired` …) holds all the same. A record is judged as a document of its own; the rows of a detail table
 * are written one by one and judged one by one, so how many there are is judged only when a document comes whole.
 */
import { createHash } from 'node:crypto'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ErrorDetail } from '@/lib/errors'
import type { Json, JsonObject, JsonSchema } from '@/lib/json'
import type { Table } from '@/lib/meta/model'
import { assemble } from './assemble'
import { bundle } from './bundle'
import type { Structure } from './entries'
import { detailOf } from './errors-in-words'
import { safeRegExp } from './patterns'
import { structureOf } from './plan'
import { partsOf, unconditional } from './reach'
import { indexRefs } from './refs'
import { type Draft, kept, limits, refused, type SourceSchema } from './source'
import { effortOf, type Work, workOf } from './weight'

/**
 * An Ajv that reads foreign schemas: formats hold, unknown words do not matter, patterns and lists of choices take time
 * in proportion to the value.
 */
export function foreignAjv({ draft }: Pick<SourceSchema, 'draft'>, allErrors = true): Ajv {
  const options = {
    strict: false,
    allErrors,
    verbose: true,
    logger: false,
    ownProperties: true,
    inlineRefs: false,
    // Decimals are meant as written: 19.99 is a multiple of 0.01.
    multipleOfPrecision: 6,
    // Ten thousand properties are more code than is worth polishing.
    code: { regExp: safeRegExp, optimize: false },
    // `isSchema` has judged the schema; reading the meta-schema again would be most of the work.
    meta: false,
    validateSchema: false,
  } as const
  const ajv = draft === 'draft-07' ? new Ajv(options) : new Ajv2020(options)
  addFormats.default(ajv)
  // Ajv's own compare each with each.
  ajv.removeKeyword('uniqueItems').addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (unique: boolean, list: Json[]) => !unique || new Set(list.map(canonical)).size === list.length,
  })
  ajv.removeKeyword('enum').addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    compile(choices: Json[]) {
      const known = new Set(choices.map(canonical))
      return (value: Json) => known.has(canonical(value))
    },
  })
  return ajv as Ajv
}

/** Equal values, and no others, have the same text. */
function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join()}}`
}

/**
 * One each for the question whether something is a schema at all. That a name is listed twice does no harm, and to find
 * it in a list of a hundred thousand types Ajv would compare each with each.
 */
const metaAjv: Record<Draft, Ajv> = {
  'draft-07': new Ajv({ strict: false, logger: false }).removeKeyword('uniqueItems'),
  '2020-12': new Ajv2020({ strict: false, logger: false }).removeKeyword('uniqueItems') as Ajv,
}

/** The validator of a whole document, for a schema that `weigh` let pass. @throws SCHEMA_INVALID when it is no schema */
export function compile(
  source: SourceSchema,
  change?: (node: JsonSchema) => boolean | undefined,
  allErrors = true,
): ValidateFunction {
  const meta = metaAjv[source.draft]
  if (!meta.validateSchema(withoutDialect(source.schema))) {
    const error = meta.errors?.[0]
    throw refused('notSchema', { pointer: error?.instancePath || '/', reason: error?.message ?? '' })
  }
  const { schema } = bundle(indexRefs(source), source.schema, change)
  const ajv = foreignAjv(source, allErrors)
  // Where no rule asks which names were looked at, to keep book of them would be most of the work.
  if (!JSON.stringify(schema).includes('"unevaluated')) ajv.opts.unevaluated = false
  try {
    return ajv.compile(withoutDialect(schema))
  } catch (error) {
    // Thousands of parts that lead from one to the next are more than the stack holds.
    if (error instanceof RangeError) throw refused('tooIntricate', { max: limits.steps })
    throw refused('notSchema', { pointer: '/', reason: error instanceof Error ? error.message : '' })
  }
}

/** The dialect is chosen already; a `$schema` with another spelling would be looked for and not found. */
function withoutDialect(schema: JsonSchema): JsonSchema {
  const { $schema: _, ...rest } = schema
  return rest
}

interface Judge {
  structure: Structure
  work: Work
  /** Says everything that is wrong. */
  validate: ValidateFunction
  /** Stops at the first that is: made for the first record that is much work. */
  glance(): ValidateFunction
}

/** Beyond this, what is wrong with a record may be more than is worth counting. */
const manyErrors = 100_000

const judges = new WeakMap<JsonSchema, Judge>()
/** Every change of a base reads its documents anew; what is equal is not compiled twice. */
const byText = new Map<string, Judge>()

function judgeOf(table: Table, schema: JsonSchema): Judge {
  const ready = judges.get(schema)
  if (ready) return ready
  const lists = new Set(
    table.fields.flatMap((f) => (f.source.kind === 'inverse' && f.pointer ? [f.pointer] : [])),
  )
  const text = createHash('sha256')
    .update(JSON.stringify([schema, [...lists].sort()]))
    .digest('base64')
  const judge = byText.get(text) ?? makeJudge(kept(schema), lists)
  byText.delete(text)
  byText.set(text, judge)
  if (byText.size > 50) byText.delete(byText.keys().next().value!)
  judges.set(schema, judge)
  return judge
}

/** @param lists the lists that are tables of their own: whatever they hold, the record alone is not at fault */
function makeJudge(source: SourceSchema, lists: ReadonlySet<string>): Judge {
  const structure = structureOf(source)
  const details = structure.entries.filter((e) => e.detail && lists.has(e.line.pointer))
  const apart = new Set(details.flatMap((e) => e.detail!.nodes))
  const without = (node: JsonSchema): boolean | undefined => (apart.has(node) ? true : undefined)
  let glance: ValidateFunction | undefined
  return {
    structure,
    work: workOf(bundle(indexRefs(source), source.schema, without).schema),
    validate: compile(source, without),
    glance: () => {
      glance ??= compile(source, without, false)
      return glance
    },
  }
}

/**
 * What the table's own schema says against a record.
 * @param cell the record as it will be, by key
 * @param sees whether the writer knows the cell: what follows from cells out of sight is not told, and not asked for
 */
export function judgeBySchema(
  table: Table,
  cell: (key: string) => unknown,
  sees: (key: string) => boolean,
): ErrorDetail[] {
  if (!table.schema) return []
  const { structure, work, ...judge } = judgeOf(table, table.schema)
  const document = assemble(table, structure, (key) => (sees(key) ? cell(key) : undefined))
  const effort = effortOf(document, work)
  if (effort > limits.effort) return [{ problem: 'schema.breaksMuch' }]
  const validate = effort > manyErrors ? judge.glance() : judge.validate
  const root = validate.schema as JsonSchema
  const errors = relevant(errorsOf(validate, document), root)
  if (errors.length === 0) return []
  const partly = table.fields.some(
    (f) => f.pointer !== undefined && f.source.kind === 'input' && !sees(f.key),
  )
  const told = partly ? aboutOneCell(errors, root).filter((e) => seen(table, e, sees)) : errors
  const details = told.map((error) => detailOf(table, error))
  // One sentence for each field: the first.
  const byField = new Map(details.toReversed().map((d) => [d.field ?? JSON.stringify(d), d]))
  return [...byField.values()].reverse().slice(0, 20)
}

/** Ajv compares an object with a constant by calling members such as `toString`, which a document may bring along: such a one breaks the rule. */
function errorsOf(validate: ValidateFunction, document: JsonObject): readonly ErrorObject[] {
  try {
    return validate(document) ? [] : (validate.errors ?? [])
  } catch {
    return [{ keyword: 'enum', instancePath: '', schemaPath: '#/const', params: {} }]
  }
}

/** Errors that say something a person can do; wrappers only repeat them. */
function relevant(errors: readonly ErrorObject[], root: JsonSchema): ErrorObject[] {
  const hidden = new Set<ErrorObject>(errors.filter((e) => e.keyword === 'if'))
  for (const wrapper of errors.filter((e) => e.keyword === 'oneOf' || e.keyword === 'anyOf')) {
    const branches = (wrapper.schema as JsonSchema[]).map((branch) => {
      const parts = partsOf(branch, root)
      return errors.filter((e) => e !== wrapper && parts.has(e.parentSchema))
    })
    for (const error of branches.flat()) hidden.add(error)
    // The alternative that the record means is the one whose fixed values it has.
    const meant = branches.filter(
      (b) => b.length > 0 && !b.some((e) => e.keyword === 'const' || e.keyword === 'enum'),
    )
    if (meant.length !== 1 || branches.length < 2) continue
    hidden.add(wrapper)
    for (const error of meant[0]!) hidden.delete(error)
  }
  const told = errors.filter((e) => !hidden.has(e))
  return told.length > 0 ? told : [...errors]
}

/** Rules of one value by itself that hold without any condition. */
function aboutOneCell(errors: readonly ErrorObject[], root: JsonSchema): ErrorObject[] {
  const parts = unconditional(root)
  const severalCells = /required|properties|dependen|oneOf|anyOf|not|if|contains/i
  return errors.filter(
    (e) => !severalCells.test(e.keyword) && parts.get(e.parentSchema)?.has(e.instancePath) === true,
  )
}

const seen = (table: Table, { instancePath }: ErrorObject, sees: (key: string) => boolean): boolean =>
  table.fields.some((f) => f.pointer && `${instancePath}/`.startsWith(`${f.pointer}/`) && sees(f.key))
