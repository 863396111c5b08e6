/** The start: sends each person to where their work is. */
import { Home } from '@/lib/ui/shell/home'

export default async function HomePage(props: { searchParams: Promise<{ base?: string | string[] }> }) {
  const { base } = await props.searchParams
  return <Home wanted={typeof base === 'string' ? base : undefined} />
}
