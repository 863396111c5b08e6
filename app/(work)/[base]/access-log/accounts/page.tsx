/** Who signed in or failed to, and what happened to accounts. */
import { AccountLogPage } from '@/lib/ui/audit/accounts-page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <AccountLogPage base={base} />
}
