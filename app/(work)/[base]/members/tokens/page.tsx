/** API tokens of everybody in a base, beside its members. */
import { TokensPage } from '@/lib/ui/tokens/page'

export default async function Page({ params }: { params: Promise<{ base: string }> }) {
  const { base } = await params
  return <TokensPage base={base} />
}
