/** An examination in sentences for an administrator: each answer with the rules that decide it, and where these stand. */
import type { ExplainAnswer, Explained, ExplainLine, RuleLink } from '@/lib/api/contract-explain'
import { masks } from '@/lib/fields/masks'
import { labelOf } from '@/lib/i18n/labels'
import { fieldOf, isInput, typeOf } from '@/lib/meta/fields'
import type { Input } from '@/lib/meta/inputs'
import { type Action, actions } from '@/lib/meta/model'
import { actionsOf } from '@/lib/meta/rights'
import { actionsFor } from './actions'
import type { Actor } from './actor'
import type { Clause } from './clause'
import { decide } from './decide'
import { envOf } from './env'
import {
  type Examination,
  editing,
  type FieldShare,
  type Part,
  type RoleShare,
  type RowVerb,
  readBy,
  sight,
  type Truth,
  truth,
} from './explain'
import type { RuleWords } from './rule-words'

/** Whose rights they are, by name. */
export function explainInWords(
  actor: Actor,
  name: string,
  examined: Examination,
  words: RuleWords,
): ExplainAnswer {
  const teller = new Teller(name, examined, words)
  const { field } = examined
  return {
    answers: field
      ? [...(examined.record ? [teller.row('read')] : []), teller.value(), teller.edit()]
      : [
          teller.row('read'),
          teller.row('update'),
          teller.row('delete'),
          teller.create(actor),
          ...actions.map((action) => teller.action(actor, action)),
        ],
    notes: [
      ...(actor.roles.length === 0 ? [words.t('explain.note_noRoles', { name })] : []),
      ...(examined.record?.deleted ? [words.t('explain.note_deleted')] : []),
    ],
  }
}

class Teller {
  constructor(
    private readonly name: string,
    private readonly examined: Examination,
    private readonly words: RuleWords,
  ) {}

  private get admin(): RoleShare | undefined {
    return this.examined.roles.find((r) => r.role.admin)
  }
  private get named() {
    return { name: this.name, you: 'no' }
  }
  private get table(): string {
    return this.words.tableName(this.examined.table)
  }
  private get label(): string {
    return this.words.fieldName(this.examined.field!)
  }

  row(about: RowVerb): Explained {
    const { t } = this.words
    const outcome = truth(this.examined.rows[about])
    const lines = this.rowLines(about)
    if (!this.examined.record)
      return {
        about,
        outcome,
        text: this.may(outcome, t(`explain.what_${about}`, { table: this.table })),
        lines,
      }
    if (about !== 'read')
      return { about, outcome, text: this.may(outcome, t(`explain.whatThis_${about}`)), lines }
    const text = t(outcome === 'yes' ? 'explain.read_yes' : 'explain.read_no', this.named)
    return { about, outcome, text, lines }
  }

  create(actor: Actor): Explained {
    const { create } = decide(actor, this.examined.table).rows
    const outcome: Truth = typeof create === 'boolean' ? (create ? 'yes' : 'no') : 'partly'
    const text = this.may(outcome, this.words.t('explain.what_create', { table: this.table }))
    return { about: 'create', outcome, text, lines: this.rowLines('create') }
  }

  action(actor: Actor, action: Action): Explained {
    const { table, roles } = this.examined
    const outcome = actionsFor(actor, table).includes(action) ? 'yes' : 'no'
    const lines = roles.map(({ role, rights }): ExplainLine => {
      const who = this.words.who(role)
      if (role.admin) return { text: this.words.t('explain.rule_admin', { who }), holds: true }
      if (!rights) return this.noTable(role)
      const holds = actionsOf(rights).includes(action)
      const text = this.words.t(holds ? 'explain.rule_action' : 'explain.rule_noAction', { who, action })
      return { text, holds, rule: { role: role.key, table: table.key, verb: action } }
    })
    const what = this.words.t(`explain.what_${action}`, { table: this.table })
    return { about: action, outcome, text: this.may(outcome, what), lines: decidingFirst(lines) }
  }

  value(): Explained {
    const { examined, words, named } = this
    const outcome = sight(examined, examined.cell!)
    const text = words.t(`explain.value_${outcome}`, { ...named, field: this.label })
    return { about: 'value', outcome, text, lines: this.fieldLines((role, share) => this.shown(role, share)) }
  }

  edit(): Explained {
    const { examined, words, named } = this
    const outcome = editing(examined.rows, examined.cell!)
    const text = words.t(`explain.edit_${outcome}`, { ...named, field: this.label })
    if (!isInput(examined.field!)) {
      const system = words.t('explain.field_system', { field: this.label })
      return { about: 'edit', outcome, text, lines: [{ text: system }] }
    }
    const lines = this.fieldLines((role, share) => this.changed(role, share))
    return { about: 'edit', outcome, text, lines: [...lines, ...(this.admin ? [] : this.rowLines('update'))] }
  }

  private may = (outcome: Truth, what: string): string =>
    this.words.t(`explain.may_${outcome}`, { ...this.named, what })

  private noTable({ key, label }: RoleShare['role']): ExplainLine {
    const { t, locale } = this.words
    const who = t('explain.theRole', { role: labelOf(label, locale, key) })
    const rule = { role: key, table: this.examined.table.key }
    return { text: t('explain.rule_noTable', { who, table: this.table }), holds: false, rule }
  }

  /** The denials, then for every role its alternatives. */
  private rowLines(verb: RowVerb | 'create'): ExplainLine[] {
    const { roles, table } = this.examined
    const { t } = this.words
    if (this.admin) return [this.all(this.admin)]
    const denials = roles.flatMap(({ role, denied }) =>
      denied.map((part): ExplainLine => {
        const text = t('explain.rule_deny', { who: this.words.who(role), which: this.part(part.clause) })
        return this.line(text, part, { role: role.key, table: table.key, verb: 'deny' })
      }),
    )
    const rules = roles.flatMap((share): ExplainLine[] => {
      const { role, rights } = share
      const rule: RuleLink = { role: role.key, table: table.key, verb }
      const who = this.words.who(role)
      if (!rights) return [this.noTable(role)]
      if (rights.rows[verb].length === 0)
        return [{ text: t('explain.rule_none', { who, verb }), holds: false, rule }]
      if (verb === 'create')
        return [
          {
            text: t('explain.rule_which', { who, verb, which: this.words.rule(table, rights.rows.create) }),
            rule,
          },
        ]
      return share.alternatives[verb].map((part) =>
        this.line(t('explain.rule_which', { who, verb, which: this.part(part.clause) }), part, rule),
      )
    })
    return decidingFirst([...denials, ...rules])
  }

  private all({ role }: RoleShare): ExplainLine {
    return { text: this.words.t('explain.rule_admin', { who: this.words.who(role) }), holds: true }
  }

  private line = (text: string, { probe, clause }: Part, rule: RuleLink): ExplainLine => ({
    text: clause.kind === 'when' ? this.withValues(text, readBy(this.examined.table, clause.expr)) : text,
    ...(this.examined.record ? { holds: probe.holds ?? (clause.kind === 'when' ? null : false) } : {}),
    rule,
  })

  private part = (clause: Clause): string => this.words.clause(this.examined.table, clause)

  /** What a condition met in this record. */
  private withValues(text: string, fields: readonly string[]): string {
    const { record, table } = this.examined
    if (!record || fields.length === 0) return text
    const { t } = this.words
    const context = this.words.context(envOf(this.words.actor).today)
    const values = [...new Set(fields)].map((key) => {
      const field = fieldOf(table, key)!
      const value = record.values.get(key) ?? null
      const said =
        value === null ? t('explain.emptyValue') : typeOf(field).format(value, field.options, context)
      return t('explain.nowValue', { field: this.words.fieldName(field), value: said })
    })
    return t('explain.now', { text, values: values.join(', ') })
  }

  private fieldLines(tell: (role: RoleShare, share: FieldShare) => ExplainLine[]): ExplainLine[] {
    const { roles } = this.examined
    if (this.admin) return [this.all(this.admin)]
    const lines = roles.flatMap((share) =>
      share.field ? tell(share, share.field) : [this.noTable(share.role)],
    )
    return decidingFirst(lines)
  }

  private ruleOf = ({ role }: RoleShare): RuleLink => ({
    role: role.key,
    table: this.examined.table.key,
    field: this.examined.field!.key,
  })

  private shown(share: RoleShare, field: FieldShare): ExplainLine[] {
    const { t } = this.words
    const names = { who: this.words.who(share.role), field: this.label }
    const rule = this.ruleOf(share)
    if (field.denied) return [{ text: t('explain.field_denied', names), holds: true, rule }]
    const { modes, stopped } = field
    const condition = field.conditions.find((c) => c.mode === 'read')
    const own = sight({ ...this.examined, rows: share.rows }, field)
    const lines: ExplainLine[] = []
    if (stopped && (modes.read !== false || modes.mask)) {
      const there: RuleLink = { role: share.role.key, table: stopped.table, field: stopped.field }
      const text = t('explain.field_taint', { ...names, path: this.wayTo(stopped) })
      return [
        {
          text,
          holds: false,
          rule: this.examined.table.key === stopped.table ? { ...rule, ...there } : there,
        },
      ]
    }
    if (condition) {
      const said = { ...names, condition: this.words.condition(this.examined.table, condition.expr) }
      const text = this.withValues(
        t('explain.field_readWhen', said),
        readBy(this.examined.table, condition.expr),
      )
      lines.push(this.judged(text, own === 'yes', share, rule))
    } else if (modes.read === true)
      lines.push(this.judged(t('explain.field_read', names), own === 'yes', share, rule))
    if (modes.mask && modes.read !== true) {
      const mask = labelOf(masks[modes.mask].label, this.words.locale, modes.mask)
      lines.push(
        this.judged(
          t(modes.reveal ? 'explain.field_maskReveal' : 'explain.field_mask', { ...names, mask }),
          own === 'mask',
          share,
          rule,
        ),
      )
    }
    for (const need of field.needs) {
      const text = t('explain.field_needs', { field: this.label, which: this.part(need.clause) })
      lines.push(this.line(text, need, rule))
    }
    return lines.length > 0 ? lines : [{ text: t('explain.field_hidden', names), holds: false, rule }]
  }

  private judged(text: string, holds: boolean, { rows }: RoleShare, rule: RuleLink): ExplainLine {
    if (!this.examined.record) return { text, rule }
    const unseen = truth(rows.read) === 'no'
    return { text: unseen ? this.words.t('explain.butNotRow', { text }) : text, holds, rule }
  }

  private changed(share: RoleShare, field: FieldShare): ExplainLine[] {
    const { t } = this.words
    const names = { who: this.words.who(share.role), field: this.label }
    const rule = this.ruleOf(share)
    if (field.denied) return [{ text: t('explain.field_denied', names), holds: true, rule }]
    if (field.modes.edit === false || field.modes.read === false)
      return [{ text: t('explain.field_noEdit', names), holds: false, rule }]
    const own = this.examined.record ? { holds: editing(share.rows, field) === 'yes' } : {}
    const when = field.conditions.filter((c) => c.mode === 'edit')
    if (when.length === 0) return [{ text: t('explain.field_edit', names), ...own, rule }]
    return when.map(({ expr }): ExplainLine => {
      const said = { ...names, condition: this.words.condition(this.examined.table, expr) }
      const text = t('explain.field_editWhen', said)
      return { text: this.withValues(text, readBy(this.examined.table, expr)), ...own, rule }
    })
  }

  /** From the record to what it draws on: the names of the links, then that of the field. */
  private wayTo({ table, field, via }: Input): string {
    const { definitions } = this.words.actor
    const steps = via.map((hop) => {
      const at = definitions.tables.get(hop.table)!
      if (hop.along === 'all') return this.words.tableName(at)
      return this.words.fieldName(fieldOf(at, hop.link)!)
    })
    const at = definitions.tables.get(table)!
    const drawn = fieldOf(at, field)
    const end = drawn
      ? this.words.fieldName(drawn)
      : this.words.t('explain.everyRecord', { table: this.words.tableName(at) })
    return [...steps, end].join(' › ')
  }
}

/** What holds comes before what does not; otherwise the order of the roles stays. */
const decidingFirst = (lines: readonly ExplainLine[]): ExplainLine[] =>
  [...lines].sort((a, b) => Number(b.holds === true) - Number(a.holds === true))
