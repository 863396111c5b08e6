/** The gallery stands in the same frame as the work. */
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Shell } from '@/lib/ui/shell/shell'

export default async function GalleryLayout({ children }: { children: ReactNode }) {
  const rail = (await cookies()).get('tian_sidebar')?.value === 'rail'
  return <Shell rail={rail}>{children}</Shell>
}
