'use client'
/** The draft, in numbers and line by line: kept by itself, holding for nobody until it is published. */
import { useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { Popover } from '@/lib/kit/popover'
import { useToast } from '@/lib/kit/toast'
import { failureText, refusalText } from '@/lib/ui/api'
import { ChangeList } from './change-list'
import { opposite } from './changes'
import type { Rights } from './state'

export function SaveBar(props: { base: string; rights: Rights; onPublish: () => void }) {
  const { rights } = props
  const { changes, saving, problems } = rights
  const count = changes.length
  const t = useT()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const failed = saving === 'failed'
  return (
    <div
      role="region"
      aria-label={t('access.draft', { count })}
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line bg-raised px-4 py-2.5 shadow-pop max-md:pb-[max(0.625rem,env(safe-area-inset-bottom))]"
    >
      <span aria-live="polite" className="flex flex-wrap items-center gap-x-2">
        <span className="flex items-center gap-2 font-medium">
          <span aria-hidden className={cx('size-2 rounded-full', failed ? 'bg-danger' : 'bg-accent')} />
          {t('access.draft', { count })}
        </span>
        <span className={cx('text-[13px]', failed ? 'text-danger' : 'text-muted')}>
          {failed && rights.failure
            ? t('access.notKept', { message: refusalText(rights.failure) })
            : t(saving === 'saved' ? 'access.kept' : 'access.keeping')}
        </span>
      </span>
      <Popover
        label={t('access.showChanges')}
        trigger={
          <Button variant="ghost" size="sm" icon="list">
            {t('access.showChanges')}
          </Button>
        }
        className="max-h-[60vh] w-[30rem] p-3"
      >
        <ChangeList
          base={props.base}
          changes={changes}
          roles={rights.roles}
          tables={rights.answer?.tables ?? []}
          action={{
            label: t('access.takeBack'),
            icon: 'undo-2',
            onSelect: (list) => rights.change(list.map(opposite)),
          }}
        />
      </Popover>
      {problems.length > 0 && (
        <span className="flex items-center gap-1.5 text-[13px] text-danger">
          <Icon name="triangle-alert" className="size-3.5" />
          {t('access.problems', { count: problems.length })}
        </span>
      )}
      <span className="flex-1" />
      <IconButton
        icon="undo-2"
        label={t('access.undo')}
        disabled={!rights.undo}
        onClick={() => rights.undo?.()}
      />
      <Button onClick={() => setAsking(true)}>{t('access.discard')}</Button>
      <Button variant="primary" writes icon="send" onClick={props.onPublish}>
        {t('access.publish')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('access.discardTitle')}
        description={t('access.discardText', { count })}
        confirmLabel={t('access.discard')}
        danger
        onConfirm={async () => {
          try {
            await rights.discard()
          } catch (thrown) {
            toast({ kind: 'error', message: failureText(thrown) })
          }
        }}
      />
    </div>
  )
}
