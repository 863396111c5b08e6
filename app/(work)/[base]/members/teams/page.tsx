/** Teams of the workspace, beside the members of a base. */
import { TeamsPage } from '@/lib/ui/teams/page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <TeamsPage base={base} />
}
