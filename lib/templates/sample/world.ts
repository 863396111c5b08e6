/** The workshop of sample rows: drafts refer to each other as objects and become rows with ids at the end. */
import { addDays } from '@/lib/expr/calendar'
import type { Locale } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'
import { periodOf, renderNumber } from '@/lib/records/auto-number'
import { chance } from './random'

/** The day on which the sample is exact; it moves with `today`. */
export const asOf = '2026-06-30'

/** The same text in Chinese and English. */
export type Words = readonly [zh: string, en: string]

/** A moment as days before today (negative: after) and minutes after midnight. */
export interface Moment {
  ago: number
  minute: number
}

export interface Draft {
  table: string
  at: Moment
  fields: Record<string, Cell>
  /** Cells that refer to rows which come later. */
  later: Record<string, Cell>
}
export type Cell = Json | undefined | Draft | readonly Draft[]

export interface SampleRow {
  id: string
  createdAt: string
  fields: Record<string, unknown>
}
export interface Sample {
  /** Placeholder members; cells of people hold their `item`. */
  people: { item: string; name: string; role: string }[]
  /** Their teams, those above before those below; people by `item`, who leads a team is in it. */
  teams: { name: string; parent?: string; managers: string[]; members: string[] }[]
  /** In an order in which links refer to rows already given. */
  tables: { table: string; rows: SampleRow[] }[]
  /** Cells to set once every row is there. */
  later: { table: string; id: string; fields: Record<string, unknown> }[]
  /** The last number given per auto-number field and period (the number's text before its digits: `KH2026`). */
  counters: { table: string; field: string; period: string; last: number }[]
}

/** Auto-number fields and their patterns, as in the template. */
export const patterns: Record<string, [field: string, pattern: string]> = {
  customers: ['customer_no', 'KH{YYYY}{00000}'],
  contacts: ['contact_no', 'LX{00000}'],
  products: ['product_no', 'CP{0000}'],
  orders: ['order_no', 'DD{YYYYMMDD}{0000}'],
  follow_ups: ['follow_up_no', 'GJ{000000}'],
  activities: ['activity_no', 'GT{000000}'],
  service_requests: ['request_no', 'FW{YYYY}{00000}'],
  surveys: ['survey_no', 'DC{00000}'],
  needs: ['need_no', 'XQ{00000}'],
  receivables: ['receivable_no', 'YS{00000}'],
  payments: ['payment_no', 'SK{00000}'],
}

/** Rows are inserted table by table in this order. */
const tableOrder = [
  'products',
  'customers',
  'contacts',
  'orders',
  'order_items',
  'follow_ups',
  'activities',
  'service_requests',
  'surveys',
  'needs',
  'preferences',
  'receivables',
  'payments',
  'lifecycle_history',
]

export const cents = (amount: number): number => Math.round(amount * 100) / 100

export class World {
  readonly drafts: Draft[] = []
  private readonly counts = new Map<string, number>()
  private readonly days = new Map<number, string>()
  constructor(
    readonly locale: Locale,
    readonly today: string,
  ) {}

  say = ([zh, en]: Words): string => (this.locale === 'en' ? en : zh)

  /** The calendar day so many days before today. */
  day(ago: number): string {
    const day = this.days.get(ago) ?? addDays(this.today, -ago)!
    this.days.set(ago, day)
    return day
  }

  /** The instant, by the clock of Shanghai. */
  instant = ({ ago, minute }: Moment): string =>
    new Date(Date.parse(`${this.day(ago)}T00:00:00.000+08:00`) + minute * 60_000).toISOString()

  /** 0, 1, 2 … for each name. */
  next(name: string): number {
    const count = this.counts.get(name) ?? 0
    this.counts.set(name, count + 1)
    return count
  }

  /** A number of the pattern that is kept for examples. */
  phone = (): string => `+861380013${1000 + this.next('phone')}`

  add(table: string, at: Moment, fields: Record<string, Cell>): Draft {
    const draft: Draft = { table, at, fields, later: {} }
    this.drafts.push(draft)
    return draft
  }

  of = (table: string): Draft[] => this.drafts.filter((draft) => draft.table === table)

  /** Ids by time of creation, numbers by pattern, references resolved. */
  finish(people: Sample['people'], teams: Sample['teams']): Sample {
    const ids = new Map<Draft, string>()
    const created = new Map<Draft, string>()
    const counters = new Map<string, Sample['counters'][number]>()
    const sorted = tableOrder.map((table) => ({ table, drafts: this.inTime(table) }))
    for (const { table, drafts } of sorted) {
      const random = chance(`ids of ${table}`)
      let last = 0
      for (const draft of drafts) {
        // Two rows of one table never share a millisecond: ids order as the rows came.
        last = Math.max(Date.parse(this.instant(draft.at)), last + 1)
        created.set(draft, new Date(last).toISOString())
        ids.set(draft, uuid(last, random.next))
        number(table, draft, this.day(draft.at.ago), counters)
      }
    }
    const resolve = (cell: Cell): unknown =>
      Array.isArray(cell) ? cell.map(resolve) : isDraft(cell) ? ids.get(cell)! : cell
    const cells = (fields: Record<string, Cell>) =>
      Object.fromEntries(Object.entries(fields).flatMap(([k, c]) => (isNothing(c) ? [] : [[k, resolve(c)]])))
    return {
      people,
      teams,
      tables: sorted.map(({ table, drafts }) => ({
        table,
        rows: drafts.map((d) => ({ id: ids.get(d)!, createdAt: created.get(d)!, fields: cells(d.fields) })),
      })),
      later: this.drafts
        .filter((d) => Object.keys(d.later).length > 0)
        .map((d) => ({ table: d.table, id: ids.get(d)!, fields: cells(d.later) })),
      counters: [...counters.values()],
    }
  }

  private inTime = (table: string): Draft[] =>
    this.of(table).sort((a, b) => b.at.ago - a.at.ago || a.at.minute - b.at.minute)
}

const isDraft = (cell: Cell): cell is Draft => typeof cell === 'object' && cell !== null && 'later' in cell
const isNothing = (cell: Cell): boolean => cell === undefined || (Array.isArray(cell) && cell.length === 0)

function number(
  table: string,
  draft: Draft,
  day: string,
  counters: Map<string, Sample['counters'][number]>,
): void {
  const rule = patterns[table]
  if (!rule) return
  const [field, pattern] = rule
  const date = periodOf(pattern, day)
  const period = `${pattern.slice(0, pattern.indexOf('{'))}${date}`
  const counter = counters.get(`${table} ${period}`) ?? { table, field, period, last: 0 }
  counter.last += 1
  counters.set(`${table} ${period}`, counter)
  draft.fields = { [field]: renderNumber(pattern, date, counter.last), ...draft.fields }
}

/** A UUID of version 7 for this millisecond. */
function uuid(ms: number, next: () => number): string {
  const hex = (bits: number) =>
    Math.floor(next() * 2 ** bits)
      .toString(16)
      .padStart(bits / 4, '0')
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${'89ab'[Math.floor(next() * 4)]}${hex(12)}-${hex(24)}${hex(24)}`
}
