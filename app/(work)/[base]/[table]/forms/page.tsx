/** The forms of a table: `/{base}/{table}/forms`. */
import { FormsPage } from '@/lib/ui/forms/list'

export default async function Page({ params }: { params: Promise<{ base: string; table: string }> }) {
  const { base, table } = await params
  return <FormsPage base={base} table={table} />
}
