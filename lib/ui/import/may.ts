/** Who may import into a table. */
import type { TableAnswer } from '@/lib/api/contract'

export const mayImport = (table: TableAnswer): boolean => table.can.create && table.actions.includes('import')
