/** Which fields a form shows and which must be filled in, as the values stand now. */
import type { FieldAnswer } from '@/lib/api/contract'
import type { StoredExpr } from '@/lib/expr/ast'
import { checkStored, type Scope, type Type, type Typed } from '@/lib/expr/check'
import { holds, type RecordEnv } from '@/lib/expr/evaluate'
import { fieldType } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import type { Values } from './values'

export interface Conditions {
  shown: ReadonlySet<string>
  required: ReadonlySet<string>
}

/** What an expression may take a field for; a list of ids is a list of references. */
export function typeOfField(field: FieldAnswer): Type {
  const type = fieldType(field.type)
  if (field.right === 'mask' || (field.right === 'read' && field.mask !== undefined)) return { kind: 'text' }
  if (type.kind !== 'list') return { kind: type.kind }
  const items = type.valueSchema(field.options).items
  const ids = typeof items === 'object' && items !== null && 'format' in items && items.format === 'uuid'
  return { kind: 'list', item: ids ? 'ref' : 'text' }
}

function scopeOf(fields: readonly FieldAnswer[]): Scope {
  const byKey = new Map(fields.map((f) => [f.key, f]))
  return {
    field(path) {
      const field = path.length === 1 ? byKey.get(path[0]!) : undefined
      return field && typeOfField(field)
    },
  }
}

/**
 * Evaluates show-if and required-if over the values of a form.
 * A condition about what the form cannot see (another record, a field out of sight) hides and requires nothing:
 * the server has the last word.
 */
export function conditionsOf(
  fields: readonly FieldAnswer[],
  values: Values,
  context: Pick<FieldContext, 'today' | 'zone'>,
  me: string | undefined,
): Conditions {
  const scope = scopeOf(fields)
  const env: RecordEnv = {
    me: me ?? null,
    today: context.today,
    now: new Date().toISOString(),
    zone: context.zone,
    field: (path) => values[path[0]!],
  }
  const judge = (stored: StoredExpr | undefined, otherwise: boolean): boolean => {
    if (!stored) return otherwise
    const checked = checkStored(stored, scope)
    return checked.ok ? holds(checked.expr as Typed, env) : otherwise
  }
  const shown = fields.filter((f) => judge(f.showIf, true))
  return {
    shown: new Set(shown.map((f) => f.key)),
    required: new Set(shown.filter((f) => f.required || judge(f.requiredIf, false)).map((f) => f.key)),
  }
}
