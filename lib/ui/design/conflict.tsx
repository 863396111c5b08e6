'use client'
/** Two makers changed one field: what the other one did, beside one's own, to take either. */
import type { DesignAnswer } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import type { FieldForm, Member } from './form'
import type { FieldConflict } from './use-field-draft'
import { memberWords } from './words'

export function Conflict(props: {
  answer: DesignAnswer
  conflict: FieldConflict
  mine: FieldForm
  onTake(which: readonly Member[]): void
  onDone(): void
}) {
  const { answer, conflict, mine } = props
  const t = useT()
  const locale = useLocale()
  const names = (which: readonly Member[]) =>
    which.map((member) => t(`design.member_${member}`)).join(t('grid.listSeparator'))
  const table = labelOf(answer.table.label, locale, answer.table.key)
  return (
    <section role="alert" className="mx-5 mt-4 rounded-lg border border-line bg-warn-soft p-3 max-md:mx-4">
      <h3 className="flex items-center gap-2 font-medium text-warn">
        <Icon name="users" />
        {t('design.conflictTitle', { table })}
      </h3>
      {conflict.taken.length > 0 && (
        <p className="mt-1 text-[13px]">{t('design.conflictTaken', { names: names(conflict.taken) })}</p>
      )}
      {conflict.both.length > 0 && (
        <>
          <p className="mt-1 text-[13px]">{t('design.conflictBoth')}</p>
          <ul className="mt-2 flex flex-col gap-2">
            {conflict.both.map((member) => (
              <li key={member} className="rounded-md border border-line bg-surface p-2 text-[13px]">
                <p className="mb-1 font-medium">{t(`design.member_${member}`)}</p>
                <dl className="grid gap-x-3 gap-y-0.5 sm:grid-cols-2">
                  <div>
                    <dt className="text-xs text-muted">{t('design.theirs')}</dt>
                    <dd className="break-words">{memberWords(conflict.theirs, member, t, locale)}</dd>
                  </div>
                  <div>
                    <dt className="text-xs text-muted">{t('design.mine')}</dt>
                    <dd className="break-words">{memberWords(mine, member, t, locale)}</dd>
                  </div>
                </dl>
                <Button size="sm" className="mt-2" onClick={() => props.onTake([member])}>
                  {t('design.takeTheirs')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button size="sm" variant="ghost" className="mt-2 -ml-2" onClick={props.onDone}>
        {t(conflict.both.length > 0 ? 'design.keepMine' : 'design.understood')}
      </Button>
    </section>
  )
}
