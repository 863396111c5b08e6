/** Who looked at personal and confidential values: `/{base}/access-log`. No table's key has a hyphen. */
import { AccessLogPage } from '@/lib/ui/audit/page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <AccessLogPage base={base} />
}
