'use client'
/** What surrounds a form that has no shell: a quiet page, or nothing but the form in somebody else's page. */
import type { ReactNode } from 'react'
import type { FormAnswer } from '@/lib/api/contract-forms'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Skeleton } from '@/lib/kit/skeleton'
import { Logo } from '@/lib/ui/shell/logo'

/** A table of rows needs more room than questions do. */
export const formWidth = (form: FormAnswer | undefined): string =>
  form && Object.keys(form.rows).length > 0 ? 'max-w-5xl' : 'max-w-3xl'

export function PublicFrame(props: { embed: boolean; width: string; children: ReactNode }) {
  const { embed, width, children } = props
  const t = useT()
  return (
    <div className={cx('min-h-dvh', embed ? 'bg-surface' : 'bg-canvas py-10 max-md:py-0')}>
      <main
        className={cx(
          'mx-auto',
          width,
          embed
            ? 'p-5 max-md:p-4'
            : 'rounded-xl border border-line bg-surface p-8 shadow-button max-md:min-h-[calc(100dvh-3rem)] max-md:rounded-none max-md:border-0 max-md:p-4 max-md:shadow-none',
        )}
      >
        {children}
      </main>
      {!embed && (
        <footer className="mx-auto flex h-12 max-w-3xl items-center justify-center gap-1.5 text-xs text-faint">
          <Logo className="size-4" />
          {t('formFill.madeWith')}
        </footer>
      )}
    </div>
  )
}

export function FormSkeleton() {
  const t = useT()
  return (
    <div className="flex flex-col gap-6" aria-busy>
      <span role="status" className="sr-only">
        {t('kit.loading')}
      </span>
      <Skeleton className="h-7 w-52" />
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
    </div>
  )
}
