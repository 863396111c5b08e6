/** The fields of a table: `/{base}/{table}/fields`. */
import { FieldsPage } from '@/lib/ui/design/fields-page'

export default async function Page({ params }: { params: Promise<{ base: string; table: string }> }) {
  const { base, table } = await params
  return <FieldsPage base={base} table={table} />
}
