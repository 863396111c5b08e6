/** What stands where nothing is yet: says what this place is for and what to do. */
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export interface EmptyStateProps {
  icon: IconName | (string & {})
  title: string
  hint?: ReactNode
  action?: ReactNode
  /** It is all there is on the page, so its title is the page's heading. */
  page?: boolean
}

export function EmptyState({ icon, title, hint, action, page }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p'
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 flex size-12 items-center justify-center rounded-xl border border-line bg-raised text-muted shadow-button">
        <Icon name={icon} className="size-5.5" />
      </span>
      <Title className="text-[15px] font-semibold text-balance">{title}</Title>
      {hint && <p className="mt-1 text-pretty text-muted">{hint}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
