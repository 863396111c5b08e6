/** Faults in how rights are joined, in writes, and at the exits beside reading. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of program
import { type Mutant, one } from './mutant.mjs'

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
]
