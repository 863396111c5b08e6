/** The frame around the work: navigation at the left, the page beside it. */
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Shell } from '@/lib/ui/shell/shell'

export default async function WorkLayout({ children }: { children: ReactNode }) {
  const rail = (await cookies()).get('tian_sidebar')?.value === 'rail'
  return <Shell rail={rail}>{children}</Shell>
}
