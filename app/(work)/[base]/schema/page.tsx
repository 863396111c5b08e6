/** Every change of the base's definitions, and the trash of tables and fields: `/{base}/schema`. */
import { SchemaPage } from '@/lib/ui/design/schema-page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <SchemaPage base={base} />
}
