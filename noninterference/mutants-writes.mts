/** Faults in how rights are joined, in writes, and at the exits beside reading. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of program
import { everything, type Mutant, one } from './mutant.mjs'

export const writeMutants: Mutant[] = [
  one(
    'token-denials',
    'a token forgets what the other roles of its person deny',
    'lib/access/enter.ts',
    'role.admin ? [] : own.filter((r) => r !== role).map(silenced)',
    '([] as Role[])',
  ),
  one(
    'deny-own',
    'a role denies rows to itself alone',
    'lib/access/granted.ts',
    'denials.flatMap((d) => d.deny ?? [])',
    'rights.deny ?? []',
  ),
  one(
    'living',
    'links lead to what lies in the trash',
    'lib/access/relation.ts',
    'where ${r}.id = ${id} and ${r}._deleted_at is null${',
    'where ${r}.id = ${id}${',
  ),
  one(
    'history-same',
    'history tells of changes behind a mask that stays the same',
    'lib/changes/history.ts',
    '.filter((cell) => !sameValue(cell.before, cell.after))',
    '',
  ),
  one(
    'reveal',
    'every mask can be looked behind',
    'lib/access/decide.ts',
    'union(masking.filter((m) => m.reveal).map',
    'union(masking.map',
  ),
  one(
    'two-masks',
    'of two masks the first one counts',
    'lib/access/decide.ts',
    "first && others.length === 0 ? first : 'all'",
    "first ?? (others.length === 0 ? 'all' : 'all')",
  ),
  one(
    'share-edit',
    'what was shared to be read can be changed',
    'lib/access/relation.ts',
    'const edit = rule.edit ? sql` and s.edit` : sql``',
    'const edit = sql``',
  ),
  one(
    'unseen-links',
    'writing a link to many drops those that its writer does not see',
    'lib/records/update.ts',
    'return [...new Set([...((given ?? []) as string[]), ...unseen])]',
    'return [...((given ?? []) as string[])]',
  ),
  one(
    'file-bind',
    'whoever knows the id of a file may put it into a record of theirs',
    'lib/records/references.ts',
    "and created_by = ${param(actor.userId, 'uuid')} returning id",
    'returning id',
  ),
  one(
    'file-waiting',
    'uploads that wait are open to everybody',
    'lib/files/files.ts',
    "(f.state = 'pending' and f.created_by = ${param(actor.userId, 'uuid')})",
    "(f.state = 'pending')",
  ),
  one(
    'form-image',
    'a form hands out every picture',
    'lib/forms/uploads.ts',
    "if (!isUuid(id) || !imagesOf(form).includes(id)) throw appError('NOT_FOUND')",
    "if (!isUuid(id)) throw appError('NOT_FOUND')",
  ),
  one(
    'tokens',
    'the list of tokens is that of everybody',
    'lib/auth/tokens.ts',
    'const all = isAdmin(actor) ? sql`true` :',
    'const all = actor ? sql`true` :',
  ),
  ...[
    one(
      'import-sight',
      'a row that comes in names records out of sight',
      'lib/records/match.ts',
      'left join (${relation(actor, table, { columns: [key] })}) v',
      `left join (\${relation(${everything}, table, { columns: [key] })}) v`,
    ),
    {
      name: 'import-mask',
      breaks: 'a row that comes in names a record by what is masked',
      edits: [
        { file: 'lib/records/match.ts', find: 'right.read !== true || ', replace: '' },
        {
          file: 'lib/records/match.ts',
          find: 'left join (${relation(actor, table, { columns: [key] })}) v',
          replace:
            'left join (select m.id, m.${ident(`_raw_${key}`)} as ${ident(key)} from (${relation(actor, table, { columns: [`_raw_${key}`] })}) m) v',
        },
      ],
    },
    {
      name: 'import-match',
      breaks: 'a row that comes in names a record by a hidden field',
      edits: [
        {
          file: 'lib/records/match.ts',
          find: 'const field = shows(right) ? fieldOf(table, key) : undefined\n  if (!right || !field) throw',
          replace: 'const field = fieldOf(table, key)\n  if (!field) throw',
        },
        { file: 'lib/records/match.ts', find: 'right.read !== true || ', replace: '' },
        {
          file: 'lib/records/match.ts',
          find: 'left join (${relation(actor, table, { columns: [key] })}) v',
          replace: `left join (\${relation(${everything}, table, { columns: [key] })}) v`,
        },
        {
          file: 'lib/records/values.ts',
          find: 'const field = access.fields.has(key) ? fieldOf(access.table, key) : undefined',
          replace: 'const field = fieldOf(access.table, key)',
        },
      ],
    },
    one(
      'import-cells',
      'a row that comes in changes cells that may not be changed',
      'lib/records/import.ts',
      'const change = readPatch(actor, access.table.key, { set })',
      `actor = ${everything}\n    const change = readPatch(actor, access.table.key, { set })`,
    ),
    one(
      'import-give',
      'rows that come in hold fields that may not be given',
      'lib/records/import.ts',
      '(key) => may(key) || key === match',
      '() => true',
    ),
    one(
      'import-check',
      'a check of rows writes them',
      'lib/records/import.ts',
      'check ? rehearse : transaction',
      'transaction',
    ),
    one(
      'import-action',
      'everybody who creates may import',
      'lib/api/endpoints/import.ts',
      "action: 'import',",
      '',
    ),
  ].map((fault) => ({ ...fault, asks: 'import' })),
]
