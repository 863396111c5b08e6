'use client'
/** Says quietly that what was typed is kept, and offers to begin anew. */
import { useState } from 'react'
import type { FieldContext } from '@/lib/fields/type'
import { timeOf } from '@/lib/i18n/format'
import { useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import type { DraftState } from './draft'

export function DraftNote(props: { draft: DraftState; context: FieldContext; onDiscard?(): Promise<void> }) {
  const { savedAt, restored, failed } = props.draft
  const t = useT()
  const [asking, setAsking] = useState(false)
  if (!savedAt && !restored && !failed) return null
  const words = failed
    ? t('formFill.draftFailed')
    : savedAt
      ? t('formFill.draftSaved', { time: timeOf(savedAt, props.context.zone) })
      : t('formFill.draftRestored')
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-2 text-[13px] text-muted">
      <span role="status" className="flex items-center gap-1.5">
        <Icon name={failed ? 'triangle-alert' : 'check'} className={failed ? 'text-warn' : 'text-ok'} />
        {words}
      </span>
      {props.onDiscard && (savedAt || restored) && (
        <button
          type="button"
          onClick={() => setAsking(true)}
          className="cursor-pointer rounded px-1 text-muted underline decoration-line-control underline-offset-4 hover:text-ink max-md:min-h-10"
        >
          {t('formFill.discard')}
        </button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('formFill.discardTitle')}
        description={t('formFill.discardText')}
        confirmLabel={t('formFill.discard')}
        danger
        onConfirm={async () => {
          props.draft.stop()
          await props.onDiscard?.()
        }}
      />
    </p>
  )
}
