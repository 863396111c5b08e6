/** The pages before anyone is signed in: a form beside a picture of what is behind it. */
import type { ReactNode } from 'react'
import { AuthFrame } from '@/lib/ui/shell/auth-frame'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthFrame>{children}</AuthFrame>
}
