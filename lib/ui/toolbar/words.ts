/** Conditions and orders as a person reads them: “客户等级 是 VIP”, “金额 降序”. */
import type { FieldAnswer } from '@/lib/api/contract'
import { functions } from '@/lib/expr/functions'
import { isPeriod, periods } from '@/lib/expr/periods'
import { fieldType } from '@/lib/fields/index'
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { Json } from '@/lib/json'
import { type Condition, operandOf, operandType, takesItems } from './conditions'

/** One operand in words. */
export function operandWords(
  of: FieldAnswer,
  fn: string,
  operand: Json,
  context: FieldContext,
  t: Translate,
): string {
  if (operandOf(fn) === 'period' && typeof operand === 'string' && isPeriod(operand)) {
    return labelOf(periods[operand].label, context.locale, operand)
  }
  const { type, options } = operandType(of, fn)
  const one = (item: Json): string => fieldType(type).format(item, options, context)
  return takesItems(of, fn) && Array.isArray(operand)
    ? operand.map(one).join(t('grid.listSeparator'))
    : one(operand)
}

export function conditionWords(
  condition: Condition,
  of: FieldAnswer,
  context: FieldContext,
  t: Translate,
): string {
  const { locale } = context
  const parts = condition.operands.map((o) =>
    o === undefined ? '' : operandWords(of, condition.fn, o!, context, t),
  )
  const operand = parts.length === 2 ? t('grid.conditionRange', { from: parts[0], to: parts[1] }) : parts[0]
  const label = labelOf(of.label, locale, of.key)
  return [label, labelOf(functions.get(condition.fn)?.label, locale, condition.fn), operand]
    .filter(Boolean)
    .join(' ')
}
