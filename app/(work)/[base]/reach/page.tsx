/** Who sees what in a base: by member, role or field. */
import { ReachPage } from '@/lib/ui/explain/reach-page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <ReachPage base={base} />
}
