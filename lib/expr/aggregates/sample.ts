/** The records that every example is about: four orders, oldest first, the youngest still blank. */
import type { Kind } from '../ast'

export const sample: { columns: Record<string, Kind>; rows: Record<string, string | number | boolean>[] } = {
  columns: { product: 'text', amount: 'number', ordered: 'date', paid: 'boolean' },
  rows: [
    { product: '茶', amount: 20, ordered: '2026-03-02', paid: true },
    { product: '咖啡', amount: 60, ordered: '2026-05-20', paid: false },
    { product: '茶', amount: 30, ordered: '2026-04-11', paid: true },
    {},
  ],
}
