/** Importing records into a table: `/{base}/{table}/import`. */
import { ImportRowsPage } from '@/lib/ui/import/page'

export default async function Page({ params }: { params: Promise<{ base: string; table: string }> }) {
  const { base, table } = await params
  return <ImportRowsPage base={base} table={table} />
}
