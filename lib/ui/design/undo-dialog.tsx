'use client'
/** Taking a change back: what would happen, before it happens. */
import { useEffect, useState } from 'react'
import type { SchemaChangeLine, UndoPreview } from '@/lib/api/contract-design'
import type { EffectAnswer } from '@/lib/api/contract-rights'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { RightsDifference } from '@/lib/ui/access/rights-difference'
import { api, failureText } from '@/lib/ui/api'
import { reloadResource } from '@/lib/ui/data/resource'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { HistoryParts, saidFirst } from './history-parts'
import { undoChange } from './undo-last'
import { Uses } from './uses'
import { partWords } from './words'

export function UndoDialog(props: {
  base: string
  line: SchemaChangeLine
  onUndone?(): void
  onClose(): void
}) {
  const { base, line } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { reloadBase } = useSession()
  const [preview, setPreview] = useState<UndoPreview>()
  const [effect, setEffect] = useState<EffectAnswer | null>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let current = true
    api.post<UndoPreview>(`/bases/${base}/schema/history/${line.id}/undo/preview`).then(
      (answer) => {
        if (!current) return
        setPreview(answer)
        if (!answer.roles || answer.uses.some((use) => use.breaks)) return
        // Counting takes longer than saying what it is; where it fails, the words stand for themselves.
        api.get<EffectAnswer>(`/bases/${base}/schema/history/${line.id}/undo/effect`).then(
          (found) => current && setEffect(found),
          () => current && setEffect(null),
        )
      },
      (thrown: unknown) => current && setFailure(failureText(thrown)),
    )
    return () => {
      current = false
    }
  }, [base, line.id])

  // What becomes of rights is told below, thing by thing.
  const said = preview?.parts.filter(({ key }) => key !== 'roleChanged') ?? []
  const blocked = preview?.uses.some((use) => use.breaks) ?? false
  /** What it was, in a line or two. */
  const saidOf = (parts: SchemaChangeLine['parts']): string => {
    const first = saidFirst(parts)
    const said = parts.slice(0, first).map((part) => partWords(part, t, locale))
    const more = parts.length - first
    if (more > 0 && first > 1) said.push(t('design.moreParts', { count: more }))
    return said.join(t('design.sentenceBreak'))
  }
  const undo = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await undoChange(base, line.id)
      reloadResource(`/bases/${base}/schema/history`)
      reloadResource(`/bases/${base}/schema/trash`)
      reloadBase()
      props.onUndone?.()
      toast({ kind: 'ok', message: t('design.undoDoneNow') })
      props.onClose()
    } catch (thrown) {
      setFailure(failureText(thrown))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      size={line.roles ? 'lg' : 'md'}
      title={t('design.undoTitle')}
      description={saidOf(line.parts)}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('kit.cancel')}
          </Button>
          <Button
            variant="primary"
            writes
            icon="undo-2"
            busy={busy}
            disabled={!preview || blocked}
            onClick={() => void undo()}
          >
            {t('design.undo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3" aria-busy={!preview && !failure}>
        {failure && <FormFailure text={failure} />}
        {!preview && !failure && <Skeleton className="h-20" />}
        {preview && (
          <>
            <div>
              <h3 className="font-medium">{t('design.undoWill')}</h3>
              {said.length > 0 && <HistoryParts parts={said} className="mt-1 list-disc pl-5" />}
              {preview.roles && (
                <RightsDifference
                  className="mt-2"
                  base={base}
                  changes={preview.roles}
                  gone={preview.gone ?? []}
                  effect={blocked ? null : effect}
                  folded={false}
                  counting={!blocked && effect === undefined}
                />
              )}
            </div>
            {preview.restored > 0 && <p>{t('design.undoRestored', { count: preview.restored })}</p>}
            {preview.edited > 0 && (
              <p className="text-muted">{t('design.undoEdited', { count: preview.edited })}</p>
            )}
            {preview.lost > 0 && (
              <p className="text-danger">{t('design.undoLost', { count: preview.lost })}</p>
            )}
            {preview.uses.length > 0 && (
              <div className="flex flex-col gap-2">
                <h3 className="font-medium">{t(blocked ? 'design.undoBlocked' : 'design.undoUses')}</h3>
                <Uses base={base} uses={preview.uses} />
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
