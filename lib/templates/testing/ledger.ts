/** Customers with purchases and debts so many days ago, drafted one by one and inserted together. */
import type { Actor } from '@/lib/access/actor'
import { recomputeAll } from '@/lib/compute/fill'
import { ownerTransaction } from '@/lib/db/connection'
import { addDays } from '@/lib/expr/calendar'
import { newId } from '@/lib/records/id'
import { insertRows } from '@/lib/records/insert'

export interface Purchase {
  ago: number
  net: number
  cost?: number
  status?: string
}

export class Ledger {
  private readonly records = new Map<string, { table: string; cells: Record<string, unknown> }>()
  /** What is bought. */
  readonly product: string
  constructor(private readonly today: string) {
    const kind = { kind: 'product', category: 'other', list_price: 1, active: true }
    this.product = this.make('products', { name: '样品', ...kind })
  }

  ago = (days: number): string => addDays(this.today, -days)!
  nameOf = (id: string): string => String(this.records.get(id)!.cells.name)

  make(table: string, cells: Record<string, unknown>): string {
    const id = newId()
    this.records.set(id, { table, cells })
    return id
  }

  customer(cells: Record<string, unknown> = {}, purchases: Purchase[] = []): string {
    const id = this.make('customers', {
      name: `客户 ${this.records.size}`,
      customer_kind: 'enterprise',
      source: 'exhibition',
      acquired_at: this.ago(900),
      credit_limit: 0,
      payment_term_days: 30,
      ...cells,
    })
    for (const purchase of purchases) this.order(id, purchase)
    return id
  }

  private order(customer: string, { ago, net, cost, status = 'completed' }: Purchase): void {
    const free = { discount_amount: 0, shipping_fee: 0, refund_amount: 0 }
    const order = this.make('orders', { customer, order_date: this.ago(ago), status, ...free })
    const line = { product: this.product, quantity: 1, unit_price: net, discount_rate: 0, unit_cost: cost }
    this.make('order_items', { order, ...line })
  }

  receivable(customer: string, amount: number, due: number): string {
    const cells = { customer, amount, due_date: this.ago(due), adjustment: 0, written_off: 0 }
    return this.make('receivables', cells)
  }

  pay(customer: string, receivable: string, amount: number, ago: number, confirmed = true): void {
    const how = { kind: 'payment', method: 'cash', confirmed }
    this.make('payments', { customer, receivable, amount, paid_at: this.ago(ago), ...how })
  }

  async insert(actor: Actor): Promise<void> {
    await ownerTransaction(async (tx) => {
      for (const table of actor.definitions.tables.values()) {
        const own = [...this.records].filter(([, r]) => r.table === table.key)
        const rows = own.map(([id, { cells }]) => ({
          id,
          values: new Map(Object.entries(cells).filter(([, v]) => v !== undefined)),
        }))
        if (rows.length > 0) await insertRows(tx, actor, table, rows)
      }
      await recomputeAll(tx, actor.definitions)
    })
  }
}

/** So many purchases, five days apart. */
export const often = (count: number, net: number, last = 10): Purchase[] =>
  Array.from({ length: count }, (_, i) => ({ ago: last + i * 5, net }))
