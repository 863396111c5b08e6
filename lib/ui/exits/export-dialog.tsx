'use client'
/** Asks what goes into a CSV file, and says how far it has come; a file that is not whole is never kept. */
import { useRef, useState } from 'react'
import type { TableAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { Progress } from '@/lib/kit/progress'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { type Settings, visibleColumns } from '@/lib/ui/data/settings'
import { CutOff, downloadCsv, saveFile } from './download'

type Scope = 'ticked' | 'all'

export interface ExportDialogProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  table: TableAnswer
  settings: Settings
  ticked: ReadonlySet<string>
  onClose(): void
}

export function ExportDialog({ path, table, settings, ticked, onClose }: ExportDialogProps) {
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const [scope, setScope] = useState<Scope>(ticked.size > 0 ? 'ticked' : 'all')
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [problem, setProblem] = useState<string>()
  const request = useRef<AbortController>(undefined)
  const fields = visibleColumns(settings).map((column) => column.field)

  const start = async () => {
    setProblem(undefined)
    setProgress({ done: 0, total: 0 })
    request.current = new AbortController()
    const { signal } = request.current
    const which = scope === 'ticked' ? { ids: [...ticked] } : { filter: settings.filter }
    try {
      const { file, name, rows } = await downloadCsv(
        path,
        { fields, sort: settings.sort, ...which },
        { signal, onRows: (done, total) => setProgress({ done, total }) },
      )
      saveFile(file, name)
      toast({ kind: 'ok', message: t('exits.exported', { count: rows, file: name }) })
      onClose()
    } catch (thrown) {
      setProgress(undefined)
      if (signal.aborted) return
      setProblem(
        thrown instanceof CutOff ? t('exits.exportCut', { count: thrown.rows }) : failureText(thrown),
      )
    }
  }
  const close = () => {
    request.current?.abort()
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      size="sm"
      locked={progress !== undefined}
      title={t('exits.exportTitle', { table: labelOf(table.label, locale, table.key) })}
      footer={
        progress ? (
          <Button onClick={close}>{t('exits.exportStop')}</Button>
        ) : (
          <>
            <Button onClick={close}>{t('kit.cancel')}</Button>
            <Button
              variant="primary"
              icon="download"
              disabled={fields.length === 0}
              onClick={() => void start()}
            >
              {t('exits.exportStart')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {progress ? (
          <div className="flex flex-col gap-2">
            <Progress
              label={t('exits.exporting')}
              value={progress.total > 0 ? progress.done / progress.total : null}
            />
            <p role="status" className="text-muted tabular-nums">
              {progress.total > 0 ? t('exits.exportedOf', progress) : t('exits.exporting')}
            </p>
          </div>
        ) : (
          ticked.size > 0 && (
            <FormRow id="export-scope" label={t('exits.exportScope')}>
              <NativeSelect value={scope} onChange={(event) => setScope(event.target.value as Scope)}>
                <option value="ticked">{t('exits.exportTicked', { count: ticked.size })}</option>
                <option value="all">{t(settings.filter ? 'exits.exportFiltered' : 'exits.exportAll')}</option>
              </NativeSelect>
            </FormRow>
          )
        )}
        <p className="text-pretty text-muted">
          {fields.length > 0 ? t('exits.exportWhat', { columns: fields.length }) : t('exits.exportNoColumns')}
        </p>
        <p className="text-pretty text-muted">{t('exits.exportLogged')}</p>
        {problem && (
          <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2.5 text-pretty text-danger">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  )
}
