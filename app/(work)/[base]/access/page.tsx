/** Rights of a base: roles, row rules, field rights. */
import { AccessPage } from '@/lib/ui/access/page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <AccessPage base={base} />
}
