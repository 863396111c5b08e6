/** A table and a record as two members or roles see them, side by side. */
import { ComparePage } from '@/lib/ui/explain/compare-page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <ComparePage base={base} />
}
