/**
 * Faults on purpose, one of which a run is given by NI_MUTANT=<name>: the tests of the tests. Each is a change of the
 * product's text as it is loaded, never of the product; a text that is not there exactly once fails the run.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of program

import { everything, type Mutant, one } from './mutant.mjs'
import { writeMutants } from './mutants-writes.mjs'

/** The relation gives a column without a right too, for faults that let a hidden name pass. */
const column = {
  file: 'lib/access/relation.ts',
  find: 'if (!field || !right) throw new Error(`column ${key} is not in scope`)\n  const value = storedSql(actor, access.table, t, field)',
  replace: 'const value = storedSql(actor, access.table, t, field!)\n  if (!field || !right) return value',
}
const anyField =
  '{ field: ([k]: readonly string[]) => { const f = fieldOf(access.table, k!); return f && ({ kind: typeOf(f).kind } as Type) } }'

const readMutants: Mutant[] = [
  {
    name: 'sort',
    breaks: 'the order takes hidden fields',
    edits: [
      {
        file: 'lib/query/plan.ts',
        find: "const type = cellType(access, key)\n    if (!type) throw appError('FIELD_UNKNOWN', { pointer: `/sort/${i}` })",
        replace:
          "const f = fieldOf(access.table, key)\n    const type = cellType(access, key) ?? (f && { masked: false, field: f })\n    if (!type) throw appError('FIELD_UNKNOWN', { pointer: `/sort/${i}` })",
      },
      column,
    ],
  },
  {
    name: 'filter',
    breaks: 'a filter as JSON takes hidden fields',
    edits: [
      {
        file: 'lib/query/plan.ts',
        find: 'checkStored(filter, scope)',
        replace: `checkStored(filter, ${anyField})`,
      },
      column,
    ],
  },
  {
    name: 'where',
    breaks: 'a filter as text takes hidden fields',
    edits: [
      {
        file: 'lib/query/plan.ts',
        find: 'checkText(where, scope)',
        replace: `checkText(where, ${anyField})`,
      },
      column,
    ],
  },
  {
    name: 'fields',
    breaks: 'hidden columns can be asked for by name',
    edits: [
      {
        file: 'lib/query/plan.ts',
        find: 'const field = shows(right) && fieldOf(access.table, key)\n    if (!right || !field) throw',
        replace: 'const field = fieldOf(access.table, key)\n    if (!field) throw',
      },
      {
        file: 'lib/query/plan.ts',
        find: 'if (right.mask) return { key,',
        replace: 'if (right?.mask) return { key,',
      },
      column,
    ],
  },
  {
    name: 'hop',
    breaks: 'behind a link, the filter walks the whole table with all its fields',
    edits: [
      {
        file: 'lib/query/plan.ts',
        find: 'const target = decide(actor, tableOf(actor.definitions, targetOf(type.field)!))',
        replace: `const target = decide(${everything}, tableOf(actor.definitions, targetOf(type.field)!))`,
      },
      {
        file: 'lib/query/print.ts',
        find: 'const h = ident(`h${rest.length}`)',
        replace: `actor = ${everything}\n  const h = ident(\`h\${rest.length}\`)`,
      },
    ],
  },
  one(
    'pick',
    'choosing a record offers all of them',
    'lib/records/pick.ts',
    '(${relation(actor, table, {',
    `(\${relation(${everything}, table, {`,
  ),
  one(
    'titles',
    'links are named by the title of the record, whether or not it may be read',
    'lib/query/links.ts',
    'const title = titleOf(actor, table, hops)\n',
    `actor = ${everything}\n  const title = titleOf(actor, table, hops)\n`,
  ),
  one(
    'inverse',
    'the other side of a link shows all records that lead here',
    'lib/query/links.ts',
    'from (${relation(actor, target, { columns: [...columns, raw] })}) r where',
    `from (\${relation(${everything}, target, { columns: [...columns, raw] })}) r where`,
  ),
  one(
    'link-id',
    'a link to a record out of sight shows its id',
    'lib/access/relation.ts',
    'if (!isToOne(field)) return column\n  const target = tableOf(actor.definitions, targetOf(field)!)\n  const { rows }',
    'if (!isToOne(field) || actor) return column\n  const target = tableOf(actor.definitions, targetOf(field)!)\n  const { rows }',
  ),
  one(
    'history',
    'history shows the cells of hidden fields',
    'lib/changes/history.ts',
    'for (const [key, { read, mask }] of access.fields) {\n    if (holds(',
    'for (const [key, { read, mask }] of access.table.fields.map((f): [string, { read: Decision; mask?: never }] => [f.key, { read: true }])) {\n    if (holds(',
  ),
  one(
    'history-mask',
    'history shows values where the record shows masks',
    'lib/changes/history.ts',
    'shown.set(key, masks[mask.name].js)',
    'shown.set(key, plain)',
  ),
  {
    name: 'history-gap',
    breaks: 'history has lines for changes that are out of sight',
    edits: [
      {
        file: 'lib/changes/history.ts',
        find: "and (h.after = '{}' or h.after ?| ${arrayParam(fields)})",
        replace: 'and (${arrayParam(fields)} is not null)',
      },
      {
        file: 'lib/changes/history.ts',
        find: 'if (entry.cells?.length !== 0) page.push',
        replace: 'page.push',
      },
    ],
  },
  one(
    'cursor',
    'a cursor serves whoever has it',
    'lib/query/cursor.ts',
    'JSON.stringify([actor.userId, actor.definitions.baseId, about])',
    'JSON.stringify([actor.definitions.baseId, about])',
  ),
  one(
    'count',
    'the count is that of the whole table',
    'lib/query/print.ts',
    '${countSql(plan, source, conditions)} as count',
    `\${countSql(plan, sql\`(\${relation(${everything}, table, { columns: neededColumns(actor, table, plan), deleted: plan.deleted })}) v\`, conditions)} as count`,
  ),
  one(
    'trash',
    'the trash shows everything that lies in it',
    'lib/access/relation.ts',
    'const rows = rule === true ? sql`` :',
    'const rows = deleted || rule === true ? sql`` :',
  ),
  one(
    'clash',
    '"already used" names the record, whoever may read it',
    'lib/records/clash.ts',
    'from (${relation(actor, table, { columns: [...fields,',
    `from (\${relation(${everything}, table, { columns: [...fields,`,
  ),
  one(
    'union',
    'the fields of one role are open in the rows of another',
    'lib/access/decide.ts',
    'const read = within(rows.read, union(modes.map((m) => when(m.rows.read, m.read))))',
    'const read = modes.some((m) => m.read === true && m.rows.read.length > 0) ? true : within(rows.read, union(modes.map((m) => when(m.rows.read, m.read))))',
  ),
  one(
    'empty-team',
    'a team that nobody is in is everybody',
    'lib/access/relation.ts',
    'if (people.length === 0) return false',
    'if (people.length === 0) return true',
  ),
  one(
    'deny-unknown',
    'a denial that cannot be told denies nothing',
    'lib/access/relation.ts',
    '((${denied}) is false)',
    '((${denied}) is not true)',
  ),
  one(
    'denied-field',
    'a field that one role denies is open by another',
    'lib/access/granted.ts',
    'denied(field) ? hidden : modesOf',
    'modesOf',
  ),
  one(
    'mask-value',
    'a masked field is its value to the order and the filter',
    'lib/access/relation.ts',
    '    [right.mask.where, maskSql(actor, access, t, field)],',
    '    [right.mask.where, fill(typeOf(field).toText(field.options), { c: value })],',
  ),
  one(
    'taint',
    'a computed field is open whatever it draws on',
    'lib/access/computed.ts',
    'if (!opensWhere(granted.modes(input.field).read, there, needed)) return stop()',
    'if (opensWhere(true, there, needed) !== true) return stop()',
  ),
  one(
    'taint-rows',
    'a computed field is open though it gathers records out of sight',
    'lib/access/computed.ts',
    'if (!granted || !sees(definitions, role, there.via, needed.ways)) return stop()',
    'if (!granted) return stop()',
  ),
  one(
    'stamp',
    'when a record was last changed tells of hidden fields',
    'lib/access/computed.ts',
    "if (source.kind !== 'auto' || source.of !== 'updated') return true",
    "if (source.kind !== 'formula') return true",
  ),
  one(
    'mode',
    'a condition on a field counts as met',
    'lib/access/clause.ts',
    "return rule.length === 0 ? rule : together(rule, [{ kind: 'when', expr: condition }])",
    'return rule',
  ),
  one(
    'edit-mode',
    'whoever may change a row may change each of its fields',
    'lib/access/decide.ts',
    'when(when(m.rows.update, m.read), m.edit)',
    'm.rows.update',
  ),
  one(
    'follows',
    'following a link means having one',
    'lib/access/relation.ts',
    'decisionSql(actor, target, r, decide(actor, target).rows.read, depth + 1)',
    'decisionSql(actor, target, r, true, depth + 1)',
  ),
  one(
    'file',
    'whoever knows the id of a file may read it',
    'lib/files/files.ts',
    'const ways = [own,',
    'const ways = [sql`true`, own,',
  ),
  {
    name: 'form-list',
    breaks: 'strangers write what the form does not ask for',
    edits: [
      {
        file: 'lib/forms/answers.ts',
        find: 'if (!live.editable.has(key)) {',
        replace: 'if (!fieldOf(live.table, key)) {',
      },
      {
        file: 'lib/forms/answers.ts',
        find: 'const asked = new Set([...live.editable].filter((key) => fields.has(key)))',
        replace:
          'const asked = new Set([...live.editable, ...read.values.keys()].filter((key) => fields.has(key) || !live.editable.has(key)))',
      },
      {
        file: 'lib/forms/principal.ts',
        find: "otherFields: 'hidden',\n})",
        replace: "otherFields: 'edit',\n})",
      },
    ],
  },
  one(
    'link-write',
    'a link can be set to a record out of sight',
    'lib/records/references.ts',
    'sql`select r.id from (${relation(actor, target, { columns: [] })}) r',
    `sql\`select r.id from (\${relation(${everything}, target, { columns: [] })}) r`,
  ),
  one(
    'row-after',
    'a record may be changed into one that may not be changed',
    'lib/records/update.ts',
    'if (!handsOver && !(await satisfy(tx, actor, table, [id], access.rows.update)))',
    'if (!handsOver && !(await satisfy(tx, actor, table, [id], true)))',
  ),
  one(
    'row-made',
    'a record may be made that no rule takes',
    'lib/records/create.ts',
    'of await outside(tx, actor, table, ids, access.rows.create))',
    'of await outside(tx, actor, table, ids, true))',
  ),
  one(
    'restore',
    'whoever sees a record may delete it and bring it back',
    'lib/records/delete.ts',
    "if (rows.some((r) => !r.can)) throw appError('ROW_NOT_YOURS')",
    '',
  ),
  one(
    'all-or-none',
    'of several records, those out of sight go along',
    'lib/records/delete.ts',
    "if (rows.length !== ids.length) throw appError('NOT_FOUND')",
    '',
  ),
  one(
    'draft',
    'the form opens with the draft of somebody else',
    'lib/forms/drafts.ts',
    "and holder = ${param(holderOf(actor, ticket), 'uuid')}\n",
    "and (true or holder = ${param(holderOf(actor, ticket), 'uuid')})\n",
  ),
  one(
    'action',
    'an action of one role is open in the rows of the others',
    'lib/access/actions.ts',
    'if (!allowed.includes(false)) return actor',
    'if (allowed.includes(true)) return actor',
  ),
  one(
    'token',
    'a token has all rights of its role',
    'lib/access/narrow.ts',
    '(left.includes(verb) ? rows[verb] : [])',
    '(left ? rows[verb] : [])',
  ),
  one(
    'token-roles',
    'a token has the rights of the other roles too',
    'lib/access/enter.ts',
    'own.filter((r) => r !== role).map(silenced)',
    'own.filter((r) => r !== role)',
  ),
  one(
    'condition-told',
    'the description says conditions with hidden names',
    'lib/records/describe.ts',
    'condition && (understands(actor, access, condition) ||',
    'condition && (condition.version === 1 ||',
  ),
  one(
    'view-told',
    'views are offered whatever they filter by',
    'lib/records/views.ts',
    '(!view.filter || understands(actor, access, view.filter))',
    '(!view.filter || understands(actor, access, view.filter) || true)',
  ),
  one(
    'refusal-first',
    'a value is judged before the right to give it',
    'lib/records/update.ts',
    "if (!row) throw appError('NOT_FOUND')\n  if (!row.can) throw appError('ROW_NOT_YOURS')",
    "if (!row) throw appError((await run(tx, sql`select 1 from ${qualified(actor.definitions.schema, table.key)} where id = ${param(id, 'uuid')}`)).length > 0 ? 'ROW_NOT_YOURS' : 'NOT_FOUND')\n  if (!row.can) throw appError('ROW_NOT_YOURS')",
  ),
]

export const mutants: Mutant[] = [...readMutants, ...writeMutants]
