/** Making tables of a JSON Schema: `/{base}/import`. */
import { ImportPage } from '@/lib/ui/schema/import-page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <ImportPage base={base} />
}
