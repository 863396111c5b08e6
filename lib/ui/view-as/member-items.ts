'use client'
/** What a member's menu, or a role's, offers about their rights: looking through their eyes, and what they can reach. */
import { useRouter } from 'next/navigation'
import type { ViewAsBody } from '@/lib/api/contract-explain'
import { useT } from '@/lib/i18n/react'
import type { MenuItem } from '@/lib/kit/menu'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { beginViewing } from './state'

/** Begins, and says why where it cannot. */
export function useBeginViewing(base: string): (body: ViewAsBody) => Promise<void> {
  const toast = useToast()
  return (body) =>
    beginViewing(base, body).catch((thrown: unknown) => {
      toast({ kind: 'error', message: failureText(thrown) })
    })
}

/** `who` as a body and as a query: a member, or a role. */
export function useEyesItems(base: string): (who: ViewAsBody, label: string) => MenuItem[] {
  const t = useT()
  const router = useRouter()
  const begin = useBeginViewing(base)
  return (who, label) => {
    const query = 'person' in who ? `person=${who.person}` : `roles=${who.roles.join(',')}`
    return [
      { id: 'view-as', label, icon: 'eye', onSelect: () => void begin(who) },
      {
        id: 'reach',
        label: t('viewAs.ofPerson'),
        icon: 'route',
        onSelect: () => router.push(`/${base}/reach?${query}`),
      },
    ]
  }
}
