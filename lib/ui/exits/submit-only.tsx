'use client'
/** A table to which records can be added and none can be seen: an invitation instead of a grid. */
import { lazy, Suspense, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { isLooking } from '@/lib/ui/view-as/state'

const CreateForm = lazy(async () => ({ default: (await import('@/lib/ui/form/create')).CreateForm }))

export function SubmitOnly({ base, table }: { base: string; table: TableAnswer }) {
  const t = useT()
  const locale = useLocale()
  /** Undefined until it is wanted for the first time. */
  const [creating, setCreating] = useState<boolean>()
  return (
    <div className="flex min-h-0 flex-1 overflow-auto bg-surface">
      <div className="m-auto pb-[8vh]">
        <EmptyState
          icon={table.icon ?? 'table'}
          title={t('exits.submitTitle', { table: labelOf(table.label, locale, table.key) })}
          hint={
            <>
              {table.description && <span className="mb-1 block">{labelOf(table.description, locale)}</span>}
              {t('exits.submitHint')}
            </>
          }
          action={
            table.can.create && (
              <>
                <Button variant="primary" icon="plus" writes onClick={() => setCreating(true)}>
                  {t('exits.submitAdd')}
                </Button>
                {isLooking() && (
                  <Button icon="eye" onClick={() => setCreating(true)}>
                    {t('viewAs.seeForm')}
                  </Button>
                )}
              </>
            )
          }
        />
      </div>
      <Suspense>
        {creating !== undefined && (
          <CreateForm
            base={base}
            table={table.key}
            open={creating}
            onOpenChange={setCreating}
            thanks={t('exits.submitThanks')}
          />
        )}
      </Suspense>
    </div>
  )
}
