/** A table: `/{base}/{table}?view=…&record=…`. */
import { TablePage } from '@/lib/views/page'

export default async function Page({ params }: PageProps<'/[base]/[table]'>) {
  const { base, table } = await params
  return <TablePage base={base} table={table} />
}
