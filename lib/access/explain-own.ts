/**
 * The same for somebody about themself: from what their roles say and from the record as they see it, and from nothing
 * else. No rule is asked about any row, and no field is named that is not open to them, so an answer tells nothing new.
 */
import type { ApiRecord } from '@/lib/api/contract'
import type { ExplainAnswer, Explained, ExplainLine } from '@/lib/api/contract-explain'
import { masks } from '@/lib/fields/masks'
import { labelOf } from '@/lib/i18n/labels'
import { isInput } from '@/lib/meta/fields'
import {
  type Action,
  actions,
  type Field,
  type Role,
  type Table,
  type TableRights,
  type Verb,
} from '@/lib/meta/model'
import { fieldRight, modesOf } from '@/lib/meta/rights'
import { actionsFor } from './actions'
import { type Actor, isAdmin } from './actor'
import { decide } from './decide'
import type { Truth } from './explain'
import type { RuleWords } from './rule-words'

type Given = [role: Role, rights: TableRights][]

/** `record` is the one in question as the actor gets it, `field` one that is shown to them. */
export function explainOwn(
  words: RuleWords,
  table: Table,
  { field, record }: { field?: Field; record?: ApiRecord },
): ExplainAnswer {
  const own = new Own(words, table, record)
  return {
    answers: field
      ? [own.value(field), own.edit(field)]
      : [
          ...(record ? [] : [own.verb('read'), own.verb('create')]),
          own.verb('update'),
          own.verb('delete'),
          ...(record ? [] : actions.map((action) => own.action(action))),
        ],
    notes: words.actor.token ? [words.t('explain.note_token')] : [],
  }
}

class Own {
  private readonly actor: Actor
  constructor(
    private readonly words: RuleWords,
    private readonly table: Table,
    private readonly record: ApiRecord | undefined,
  ) {
    this.actor = words.actor
  }

  private get named() {
    return { name: '', you: 'yes' }
  }

  /** The roles that say anything of this table. */
  private get given(): Given {
    return this.actor.roles.flatMap((role): Given => {
      const rights = role.tables[this.table.key]
      return rights && !role.admin ? [[role, rights]] : []
    })
  }

  private administers(): ExplainLine[] {
    const role = this.actor.roles.find((r) => r.admin)
    return role ? [{ text: this.words.t('explain.rule_admin', { who: this.words.who(role) }) }] : []
  }

  verb(about: Verb): Explained {
    const { t } = this.words
    const rule = decide(this.actor, this.table).rows[about]
    const possible: Truth = typeof rule === 'boolean' ? (rule ? 'yes' : 'no') : 'partly'
    const here =
      this.record && (about === 'update' || about === 'delete') ? this.record.can[about] : undefined
    const outcome: Truth = here === undefined ? possible : here ? 'yes' : 'no'
    const what =
      here === undefined || about === 'create' || about === 'read'
        ? t(`explain.what_${about}`, { table: this.words.tableName(this.table) })
        : t(`explain.whatThis_${about}`)
    const text = t(`explain.may_${outcome}`, { ...this.named, what })
    const lines = isAdmin(this.actor) ? this.administers() : this.verbLines(about)
    const outside = here === false && possible !== 'no' ? [{ text: t('explain.outsideRange') }] : []
    return { about, outcome, text, lines: [...lines, ...outside] }
  }

  private verbLines(verb: Verb): ExplainLine[] {
    return this.given.map(([role, { rows }]): ExplainLine => {
      const { t } = this.words
      const who = this.words.who(role)
      if (rows[verb].length === 0) return { text: t('explain.rule_none', { who, verb }) }
      const all = rows[verb].some((a) => a.kind === 'all')
      const which = this.words.rule(this.table, rows[verb])
      return { text: t(all ? 'explain.rule_which' : 'explain.rule_only', { who, verb, which }) }
    })
  }

  action(action: Action): Explained {
    const { t } = this.words
    const outcome = actionsFor(this.actor, this.table).includes(action) ? 'yes' : 'no'
    const what = t(`explain.what_${action}`, { table: this.words.tableName(this.table) })
    const lines = isAdmin(this.actor)
      ? this.administers()
      : outcome === 'yes'
        ? []
        : this.given.map(([role]) => ({
            text: t('explain.rule_noAction', { who: this.words.who(role), action }),
          }))
    return { about: action, outcome, text: t(`explain.may_${outcome}`, { ...this.named, what }), lines }
  }

  /** What an empty cell holds is not asked: with a condition it may be empty or not shown, and both look alike. */
  value(field: Field): Explained {
    const { t } = this.words
    const right = decide(this.actor, this.table).fields.get(field.key)
    const always = right?.read === true && !right.mask
    const masked = right?.read === false && right.mask?.where === true
    const outcome = always ? 'yes' : masked ? 'mask' : 'partly'
    const text = t(`explain.value_${outcome}`, { ...this.named, field: this.words.fieldName(field) })
    const lines = isAdmin(this.actor)
      ? this.administers()
      : this.given.flatMap(([role, rights]) => this.shown(field, role, rights))
    const computed = outcome === 'partly' && field.source.kind === 'formula' && !isAdmin(this.actor)
    return {
      about: 'value',
      outcome,
      text,
      lines: [...lines, ...(computed ? [{ text: t('explain.field_drawsOn') }] : [])],
    }
  }

  private shown(field: Field, role: Role, rights: TableRights): ExplainLine[] {
    const { t } = this.words
    const modes = modesOf(fieldRight(rights, field.key))
    const names = { who: this.words.who(role), field: this.words.fieldName(field) }
    const lines: ExplainLine[] = []
    if (modes.read === true) lines.push({ text: t('explain.field_read', names) })
    else if (modes.read !== false) {
      const condition = this.words.condition(this.table, modes.read)
      lines.push({ text: t('explain.field_readOnlyWhen', { ...names, condition }) })
    }
    if (modes.mask && modes.read !== true) {
      const mask = labelOf(masks[modes.mask].label, this.words.locale, modes.mask)
      lines.push({
        text: t(modes.reveal ? 'explain.field_maskReveal' : 'explain.field_mask', { ...names, mask }),
      })
    }
    return lines
  }

  edit(field: Field): Explained {
    const { t } = this.words
    const { fields, rows } = decide(this.actor, this.table)
    const write = fields.get(field.key)?.write ?? false
    const possible: Truth = write === false || rows.update === false ? 'no' : 'partly'
    const { can } = this.record ?? {}
    const here = can && possible !== 'no' ? can.update && !can.locked?.includes(field.key) : undefined
    const outcome: Truth =
      here !== undefined ? (here ? 'yes' : 'no') : write === true && rows.update === true ? 'yes' : possible
    const label = this.words.fieldName(field)
    const text = t(`explain.edit_${outcome}`, { ...this.named, field: label })
    if (!isInput(field))
      return { about: 'edit', outcome, text, lines: [{ text: t('explain.field_system', { field: label }) }] }
    if (isAdmin(this.actor)) return { about: 'edit', outcome, text, lines: this.administers() }
    const lines = this.given.map(([role, rights]): ExplainLine => {
      const { edit, read } = modesOf(fieldRight(rights, field.key))
      const names = { who: this.words.who(role), field: label }
      if (edit === false || read === false) return { text: t('explain.field_noEdit', names) }
      if (edit === true) return { text: t('explain.field_edit', names) }
      return {
        text: t('explain.field_editOnlyWhen', {
          ...names,
          condition: this.words.condition(this.table, edit),
        }),
      }
    })
    const notThis = possible !== 'no' && can?.update === false
    return {
      about: 'edit',
      outcome,
      text,
      lines: [
        ...lines,
        ...(notThis ? [...this.verbLines('update'), { text: t('explain.outsideRange') }] : []),
      ],
    }
  }
}
