/** Members of a base and their roles. */
import { MembersPage } from '@/lib/ui/members/page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <MembersPage base={base} />
}
