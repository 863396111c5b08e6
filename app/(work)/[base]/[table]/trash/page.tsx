/** The deleted records of a table: `/{base}/{table}/trash`. */
import { TrashPage } from '@/lib/ui/trash/page'

export default async function Page({ params }: { params: Promise<{ base: string; table: string }> }) {
  const { base, table } = await params
  return <TrashPage base={base} table={table} />
}
