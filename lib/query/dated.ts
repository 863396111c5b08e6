/**
 * Days since a date have no column, but the date has (law L6): a filter and an order on “days since” are asked of the
 * date itself, so that its index serves them. Pure: a typed condition in, one that means the same out.
 */
import type { Access } from '@/lib/access/decide'
import { addDays } from '@/lib/expr/calendar'
import type { Typed } from '@/lib/expr/typed'
import { typeOf } from '@/lib/meta/fields'
import { graphOf } from '@/lib/meta/graph'
import type { Definitions, Field } from '@/lib/meta/model'

/** The date that a field counts days from or to; `falls` when the number is smaller the later the date is. */
export interface Counted {
  date: string
  falls: boolean
}

/** Whether a field is the days between today and a date of the same record, readable in the same rows. */
export function countedDays(definitions: Definitions, access: Access, key: string): Counted | undefined {
  const computed = graphOf(definitions).computed(access.table.key, key)
  if (!computed || computed.stored || computed.timing !== 'dated' || !holdsAnyDays(computed.field))
    return undefined
  const { typed } = computed
  if (typed.op !== 'call' || typed.fn !== 'daysBetween') return undefined
  const [from, to] = typed.args as [Typed, Typed]
  const falls = isToday(to)
  const date = falls ? from : to
  if (falls === isToday(from) || date.op !== 'field' || date.path.length !== 1 || date.kind !== 'date')
    return undefined
  const [own, other] = [access.fields.get(key), access.fields.get(date.path[0]!)]
  const sameRows = own && other && !own.mask && !other.mask && equal(own.read, other.read)
  return sameRows ? { date: date.path[0]!, falls } : undefined
}

/** Every number of days in the calendar is a value of the field: nothing is empty because it would not fit. */
function holdsAnyDays(field: Field): boolean {
  const { minimum, maximum } = typeOf(field).valueSchema(field.options)
  return Number(minimum) <= -wholeCalendar && Number(maximum) >= wholeCalendar
}
const wholeCalendar = 3_700_000

const isToday = (node: Typed): boolean => node.op === 'var' && node.name === 'today'
const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Comparisons by what they become when both sides are turned round. */
const turned: Record<string, string> = {
  lt: 'gt',
  lte: 'gte',
  gt: 'lt',
  gte: 'lte',
  eq: 'eq',
  is: 'is',
  isNot: 'isNot',
  neq: 'neq',
  between: 'between',
  isEmpty: 'isEmpty',
  isNotEmpty: 'isNotEmpty',
}

/** The condition with every comparison of counted days turned into one of the date. */
export function onDates(node: Typed, counted: (key: string) => Counted | undefined, today: string): Typed {
  if (node.op !== 'call') return node
  return (
    comparedDate(node, counted, today) ?? {
      ...node,
      args: node.args.map((arg) => onDates(arg, counted, today)),
    }
  )
}

function comparedDate(
  node: Extract<Typed, { op: 'call' }>,
  counted: (key: string) => Counted | undefined,
  today: string,
): Typed | undefined {
  const [subject, ...operands] = node.args
  if (subject?.op !== 'field' || subject.path.length !== 1 || !(node.fn in turned)) return undefined
  const found = counted(subject.path[0]!)
  if (!found) return undefined
  const days = operands.map((operand) => dayAt(operand, found, today))
  if (days.includes(undefined)) return undefined
  const date: Typed = { op: 'field', kind: 'date', path: [found.date] }
  const dates = days.map((day): Typed => ({ op: 'value', kind: 'date', value: day! }))
  return {
    ...node,
    fn: found.falls ? turned[node.fn]! : node.fn,
    args: [date, ...(found.falls ? dates.reverse() : dates)],
  }
}

/** The day that lies so many days away; undefined for what is no whole number of days within the calendar. */
function dayAt(operand: Typed, { falls }: Counted, today: string): string | undefined {
  if (operand.op !== 'value' || typeof operand.value !== 'string' || !/^-?\d{1,6}$/.test(operand.value))
    return undefined
  const days = Number(operand.value)
  return addDays(today, falls ? -days : days) ?? undefined
}
