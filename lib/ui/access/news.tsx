'use client'
/** What somebody else published or drafted meanwhile, and where both changed the same: mine stands until theirs is taken. */
import { useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { ChangeList } from './change-list'
import { type Change, opposite, placeOf } from './changes'
import type { Rights } from './state'

export function NewsBanner({ base, rights }: { base: string; rights: Rights }) {
  const { news } = rights
  const t = useT()
  const [open, setOpen] = useState(false)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  if (!news) return null
  const conflicts = news.conflicts.filter((c) => !settled.has(placeOf(c)))
  const tables = rights.answer?.tables ?? []
  const take = (changes: readonly Change[]) => {
    rights.change(changes.map(opposite))
    setSettled((old) => new Set([...old, ...changes.map(placeOf)]))
  }
  return (
    <>
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-line bg-warn-soft px-4 py-2.5"
      >
        <Icon name="users" className="text-warn" />
        <span className="min-w-0 flex-1">
          {t(conflicts.length > 0 ? 'access.newsConflicts' : 'access.news', {
            count: news.theirs.length,
            conflicts: conflicts.length,
          })}
          {conflicts.length === 0 && rights.changes.length > 0 && t('access.newsOnTop')}
        </span>
        <Button size="sm" onClick={() => setOpen(true)}>
          {t('access.look')}
        </Button>
        <Button size="sm" variant="ghost" onClick={rights.dismissNews}>
          {t('access.understood')}
        </Button>
      </div>
      <Dialog open={open} onOpenChange={setOpen} size="lg" title={t('access.newsTitle')}>
        <div className="flex flex-col gap-5">
          {conflicts.length > 0 && (
            <section>
              <h3 className="font-semibold">{t('access.conflicts', { count: conflicts.length })}</h3>
              <p className="mb-2 text-[13px] text-muted">{t('access.conflictsHint')}</p>
              <ChangeList
                base={base}
                changes={conflicts}
                roles={rights.roles}
                tables={tables}
                action={{ label: t('access.takeTheirs'), icon: 'undo-2', onSelect: take }}
              />
            </section>
          )}
          {news.theirs.length > 0 && (
            <section>
              <h3 className="mb-2 font-semibold">{t('access.theirs')}</h3>
              <ChangeList base={base} changes={news.theirs} roles={rights.roles} tables={tables} />
            </section>
          )}
        </div>
      </Dialog>
    </>
  )
}
