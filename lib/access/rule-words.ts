/** Rules and conditions of rights as a person reads them: in the names of fields, options and people, not in keys. */

import type { StoredExpr } from '@/lib/expr/ast'
import { checkStored } from '@/lib/expr/check'
import { references } from '@/lib/expr/references'
import { words } from '@/lib/expr/words'
import type { FieldContext } from '@/lib/fields/type'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import type { Translate } from '@/lib/i18n/translate'
import { columnOf, fieldOf, isToOne, optionsOf, plainType, tableOf, targetOf } from '@/lib/meta/fields'
import type { Definitions, Field, Role, Table } from '@/lib/meta/model'
import type { Actor } from './actor'
import type { Clause } from './clause'
import { decide } from './decide'
import { peopleIn } from './teams'

export interface Reader {
  locale: Locale
  /** The one whose rights they are reads it themself, and is told nothing that they may not read; else an administrator. */
  own: boolean
  /** Names of people by id. */
  names: ReadonlyMap<string, string>
}

/** Only a field whose value is always shown to the actor may be named in what the actor is told. */
export function isOpen(actor: Actor, table: Table, [key, ...rest]: readonly string[]): boolean {
  const right = decide(actor, table).fields.get(key ?? '')
  const field = fieldOf(table, key ?? '')
  if (!field || right?.read !== true) return false
  if (rest.length === 0) return true
  return isToOne(field) && isOpen(actor, tableOf(actor.definitions, targetOf(field)!), rest)
}

export class RuleWords {
  readonly t: Translate
  readonly locale: Locale
  private readonly you: 'yes' | 'no'
  constructor(
    readonly actor: Actor,
    readonly reader: Reader,
  ) {
    this.t = translator(reader.locale)
    this.locale = reader.locale
    this.you = reader.own ? 'yes' : 'no'
  }

  private get definitions(): Definitions {
    return this.actor.definitions
  }

  tableName = (table: Table): string => labelOf(table.label, this.locale, table.key)
  fieldName = (field: Field): string => labelOf(field.label, this.locale, field.key)
  /** `who` of the messages: a role by name. */
  who = (role: Role): string =>
    this.t(this.reader.own ? 'explain.yourRole' : 'explain.theRole', {
      role: labelOf(role.label, this.locale, role.key),
    })

  /** The names along a path, one after the other. */
  path(table: Table, path: readonly string[]): string {
    const names: string[] = []
    let at: Table | undefined = table
    for (const key of path) {
      const field: Field | undefined = at && fieldOf(at, key)
      names.push(field ? this.fieldName(field) : key)
      const target: string | undefined = field && targetOf(field)
      at = target === undefined ? undefined : this.definitions.tables.get(target)
    }
    return names.join(' › ')
  }

  /** The records that one alternative of a rule lets through. */
  clause(table: Table, rule: Clause): string {
    const { t, you } = this
    const along = (path: readonly string[]): string | undefined =>
      this.reader.own && !isOpen(this.actor, table, path) ? undefined : this.path(table, path)
    const said = (path: readonly string[], key: Parameters<Translate>[0]): string => {
      const name = along(path)
      return name === undefined ? t('explain.alt_unsaid') : t(key, { along: name, you })
    }
    switch (rule.kind) {
      case 'all':
        return t('explain.alt_all')
      case 'mine':
        return said(rule.path, 'explain.alt_mine')
      case 'team': {
        const which = said(rule.path, `explain.alt_team_${rule.reach}`)
        return peopleIn(this.actor, rule.reach).length > 0 ? which : t('explain.noTeam', { which, you })
      }
      case 'follows':
      case 'sees': {
        const { link } = rule
        return said([link], 'explain.alt_follows')
      }
      case 'created':
        return t('explain.alt_created', { you })
      case 'shared':
        return t(rule.edit ? 'explain.alt_sharedEdit' : 'explain.alt_shared', { you })
      case 'when':
        return t('explain.alt_when', { condition: this.condition(table, rule.expr) })
      // What a denial leaves is said by the denial itself.
      case 'not':
        return t('explain.alt_all')
      case 'both': {
        const parts = rule.rules
          .filter((r) => !r.every((c) => c.kind === 'not'))
          .map((r) => this.rule(table, r))
        return parts.length === 0 ? t('explain.alt_all') : parts.join(t('explain.and'))
      }
    }
  }

  /** The union of alternatives. */
  rule = (table: Table, rule: readonly Clause[]): string =>
    [...new Set(rule.map((one) => this.clause(table, one)))].join(this.t('explain.or'))

  /** A condition; for the person themself only if it names nothing that they may not read. */
  condition(table: Table, expr: StoredExpr): string {
    const checked = checkStored(expr, {
      field: ([key, ...more]) => {
        const field = key && more.length === 0 ? fieldOf(table, key) : undefined
        return field && columnOf(field) ? plainType(field) : undefined
      },
    })
    if (!checked.ok) return this.t('explain.conditionBroken')
    if (this.reader.own && !references(checked.expr).every((path) => isOpen(this.actor, table, path)))
      return this.t('explain.conditionUnsaid')
    return words(checked.expr, {
      locale: this.locale,
      field: (path) => this.path(table, path),
      value: (value, beside) => {
        const field = beside && fieldOf(table, beside[0]!)
        return field && typeof value === 'string' ? this.constant(field, value) : undefined
      },
    })
  }

  private constant(field: Field, value: string): string | undefined {
    const option = optionsOf(field, this.definitions)?.find((o) => o.value === value)
    return option ? labelOf(option.label, this.locale, value) : this.reader.names.get(value)
  }

  /** For values of the record, as an administrator reads them. */
  context(today: string): FieldContext {
    return {
      locale: this.locale,
      zone: this.definitions.zone,
      today,
      optionSet: (key) => this.definitions.optionSets.get(key)?.options ?? [],
      title: (id) => this.reader.names.get(id),
    }
  }
}
