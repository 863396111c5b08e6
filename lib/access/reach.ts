/** Reach lists, for administrators: everything that somebody can reach, and everybody who can reach a field. */
import type { FieldReachAnswer, Reach, ReachAnswer } from '@/lib/api/contract-explain'
import { liveToken } from '@/lib/auth/sessions'
import { appSql, run } from '@/lib/db/connection'
import { param, qualified, sql } from '@/lib/db/sql'
import { strangerOf } from '@/lib/forms/principal'
import type { Locale } from '@/lib/i18n/labels'
import { labelOf } from '@/lib/i18n/labels'
import type { Field, Role, Table, Verb } from '@/lib/meta/model'
import { verbs } from '@/lib/meta/model'
import { actionsFor } from './actions'
import type { Actor } from './actor'
import type { Decision } from './clause'
import { decide } from './decide'
import { rolesFor } from './enter'
import { alone, examine, type RoleShare, truth } from './explain'
import type { Extent } from './narrow'
import { RuleWords } from './rule-words'

const named = (roles: readonly Role[]) => roles.map(({ key, label, admin }) => ({ key, label, admin }))

/** Tables and verbs with their rows in words, how many fields are open, the actions: of the actor, for an administrator. */
export function reachOf(actor: Actor, words: RuleWords): ReachAnswer {
  const tables = [...actor.definitions.tables.values()].map((table): ReachAnswer['tables'][number] => {
    const access = decide(actor, table)
    const fields = [...access.fields.values()]
    return {
      key: table.key,
      label: table.label,
      rows: Object.fromEntries(verbs.map((verb) => [verb, rowReach(actor, table, verb, words)])) as Record<
        Verb,
        Reach
      >,
      fields: {
        all: table.fields.length,
        read: access.rows.read === false ? 0 : fields.filter((f) => f.read !== false).length,
        masked: access.rows.read === false ? 0 : fields.filter((f) => f.read === false && f.mask).length,
        edited: access.rows.update === false ? 0 : fields.filter((f) => f.write !== false).length,
      },
      actions: actionsFor(actor, table),
    }
  })
  return { tables, roles: named(actor.roles) }
}

function rowReach(actor: Actor, table: Table, verb: Verb, words: RuleWords): Reach {
  const decision = decide(actor, table).rows[verb]
  const giving = actor.roles.filter((role) => decide(alone(actor, role), table).rows[verb] !== false)
  return {
    outcome: decision === true ? 'yes' : decision === false ? 'no' : 'partly',
    text: rowsInWords(actor, table, verb, decision, giving, words),
    roles: giving.map((r) => r.key),
  }
}

/** What the rules of these roles say of rows, and what is denied of it. */
function rowsInWords(
  actor: Actor,
  table: Table,
  verb: Verb,
  decision: Decision,
  roles: readonly Role[],
  words: RuleWords,
): string {
  const { t } = words
  if (decision === false) return t('explain.reach_none')
  if (decision === true) return t('explain.reach_all')
  const rules = roles.flatMap((r) => r.tables[table.key]?.rows[verb] ?? [])
  const which = rules.some((a) => a.kind === 'all') ? t('explain.alt_all') : words.rule(table, rules)
  const denied = actor.roles.flatMap((r) => r.tables[table.key]?.deny ?? [])
  return denied.length === 0 ? which : t('explain.reach_except', { which, deny: words.rule(table, denied) })
}

type Holder = FieldReachAnswer['holders'][number]

/** Everybody who can reach a field at all: people, tokens and public forms, each with how far and by which role. */
export async function reachOfField(
  admin: Actor,
  table: Table,
  field: Field,
  locale: Locale,
): Promise<FieldReachAnswer> {
  const [people, tokens, shares] = await Promise.all([
    membersOf(admin),
    tokensOf(admin),
    sharesOf(admin, table),
  ])
  const describe = (
    actor: Actor,
    holder: Pick<Holder, 'kind' | 'id' | 'name' | 'detail' | 'shared'>,
  ): Holder[] => {
    const reach = fieldReach(actor, table, field, locale)
    const any = [reach.read, reach.edit, reach.create].some((r) => r.outcome !== 'no')
    return any ? [{ ...holder, roles: named(actor.roles.filter((r) => !isEmpty(r, table))), ...reach }] : []
  }
  const { definitions } = admin
  const base = { ...admin, as: undefined, really: undefined, token: undefined }
  const rolesOf = (keys: readonly string[]) => keys.flatMap((key) => definitions.roles.get(key) ?? [])
  const holders = [
    ...people.flatMap(({ id, name, roles }) => {
      const shared = shares.get(id)
      const actor: Actor = { ...base, userId: id, name, roles: rolesOf(roles) }
      return describe(actor, { kind: 'person', id, name, ...(shared ? { shared } : {}) })
    }),
    ...tokens.flatMap(({ id, label, person, userId, roles, role, extent }) => {
      const token = { id, base: definitions.base, role, extent }
      const actor: Actor = { ...base, userId, token, roles: [] }
      actor.roles = rolesFor(actor, definitions, rolesOf(roles), undefined).roles
      return describe(actor, { kind: 'token', id, name: label, detail: person })
    }),
    ...[...definitions.forms.values()].flatMap((form) => {
      if (!form.public) return []
      const actor = strangerOf(definitions, form, locale)
      return describe(actor, { kind: 'form', id: form.id, name: labelOf(form.label, locale, form.key) })
    }),
  ]
  return { label: field.label, table: table.label, holders }
}

const isEmpty = (role: Role, table: Table): boolean => {
  const rights = role.tables[table.key]
  return !role.admin && (!rights || verbs.every((verb) => rights.rows[verb].length === 0))
}

function fieldReach(
  actor: Actor,
  table: Table,
  field: Field,
  locale: Locale,
): Pick<Holder, 'read' | 'edit' | 'create'> {
  const words = new RuleWords(actor, { locale, own: false, names: new Map() })
  const { t } = words
  const examined = examine(actor, table, field)
  const { access } = examined
  const right = access.fields.get(field.key)
  /** What roles with this give, in words: which rows, and while what. */
  const told = (verb: Verb, mode: 'read' | 'edit', giving: readonly RoleShare[]): string => {
    const parts = giving.map(({ role, field: share }) => {
      const which = rowsInWords(
        actor,
        table,
        verb,
        decide(alone(actor, role), table).rows[verb],
        [role],
        words,
      )
      const condition = share?.conditions.find((c) => c.mode === mode)
      if (!condition) return which
      return t('explain.reach_while', { which, condition: words.condition(table, condition.expr) })
    })
    return [...new Set(parts)].join(t('explain.or'))
  }
  const with_ = (has: (share: NonNullable<RoleShare['field']>) => boolean): RoleShare[] =>
    examined.roles.filter((r) => r.field && has(r.field))
  const keys = (shares: readonly RoleShare[]) => shares.map((r) => r.role.key)

  const seen = access.rows.read !== false
  const valued = seen ? with_((f) => truth(f.value) !== 'no') : []
  const masked = seen ? with_((f) => truth(f.mask) !== 'no') : []
  const edited = access.rows.update === false ? [] : with_((f) => truth(f.write) !== 'no')
  const creating =
    access.rows.create === false || !right || right.create === false
      ? []
      : examined.roles.filter(
          ({ role }) => (decide(alone(actor, role), table).fields.get(field.key)?.create ?? false) !== false,
        )
  const none: Reach = { outcome: 'no', text: t('explain.reach_none'), roles: [] }
  /** What is masked, and whether the value behind it is given on request. */
  const maskedText = (text: string): string =>
    right?.mask?.reveal ? `${text} · ${t('explain.reach_reveal')}` : text
  const read = (): Reach => {
    if (valued.length === 0)
      return masked.length === 0
        ? { ...none, text: t('explain.reach_hidden') }
        : { outcome: 'mask', text: maskedText(told('read', 'read', masked)), roles: keys(masked) }
    const text = told('read', 'read', valued)
    return {
      outcome: right?.read === true && access.rows.read === true ? 'yes' : 'partly',
      text: masked.length > 0 && right?.mask ? maskedText(`${text} · ${t('explain.reach_maskElse')}`) : text,
      roles: keys(valued),
    }
  }
  const outcomeOf = (decision: Decision | undefined, rows: Decision): Reach['outcome'] =>
    decision === true && rows === true ? 'yes' : 'partly'
  return {
    read: read(),
    edit:
      edited.length === 0
        ? none
        : {
            outcome: outcomeOf(right?.write, access.rows.update),
            text: told('update', 'edit', edited),
            roles: keys(edited),
          },
    create:
      creating.length === 0
        ? none
        : {
            outcome: 'yes',
            text: t(actor.form === undefined ? 'explain.reach_create' : 'explain.reach_onForm'),
            roles: keys(creating),
          },
  }
}

/** Members who can sign in. */
const membersOf = (admin: Actor) =>
  run<{ id: string; name: string; roles: string[] }>(
    appSql(),
    sql`select u.id, u.name, m.roles from tian.memberships m join tian.users u on u.id = m.user_id
        where m.base_id = ${param(admin.definitions.baseId, 'uuid')} and u.active and not u.placeholder
        order by u.name collate "zh-x-icu", u.id`,
  )

const tokensOf = (admin: Actor) =>
  run<{
    id: string
    label: string
    person: string
    userId: string
    roles: string[]
    role: string
    extent: Extent | null
  }>(
    appSql(),
    sql`select k.id, k.label, u.name as person, u.id as "userId", m.roles, k.role, k.tables as extent
        from tian.api_tokens k join tian.users u on u.id = k.user_id and u.active
        join tian.memberships m on m.user_id = u.id and m.base_id = k.base_id
        where k.base_id = ${param(admin.definitions.baseId, 'uuid')} and ${liveToken} order by k.created_at`,
  )

async function sharesOf(admin: Actor, table: Table): Promise<Map<string, number>> {
  const rows = await run<{ person: string; count: number }>(
    appSql(),
    sql`select s.person, count(*)::int as count from ${qualified(admin.definitions.schema, '_shares')} s
        where s.table_key = ${param(table.key)} group by s.person`,
  )
  return new Map(rows.map((r) => [r.person, r.count]))
}
