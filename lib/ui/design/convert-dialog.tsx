'use client'
/** Changing the type of a field: what becomes of the real values first, then the change with progress, and a way back. */
import { useEffect, useRef, useState } from 'react'
import type {
  ConversionAsk,
  ConversionPreview,
  ConversionProgress,
  DesignAnswer,
} from '@/lib/api/contract-design'
import { fieldType, fieldTypes, type TypeName } from '@/lib/fields/index'
import type { CellValue } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { JsonObject } from '@/lib/json'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { Progress } from '@/lib/kit/progress'
import { useToast } from '@/lib/kit/toast'
import type { Field } from '@/lib/meta/model'
import { api, failureText, refusalText } from '@/lib/ui/api'
import { isAbort } from '@/lib/ui/data/failure'
import { useTable } from '@/lib/ui/data/table'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { useSession } from '@/lib/ui/shell/session'
import { ConvertPreview } from './convert-preview'
import { startingOptions } from './form'
import { isFit, SettingsPanel, savedSettings } from './settings-panel'
import { type Design, optionsIn } from './state'
import { changeMade, undoChange } from './undo-last'

/** Long enough for some typing in the settings. */
const pauseMs = 400

export function ConvertDialog(props: {
  design: Design
  answer: DesignAnswer
  field: Field
  onClose(): void
  onConverted(): void
}) {
  const { design, answer, field } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const { session } = useSession()
  const handle = useTable(design.base, answer.table.key)
  const address = `${design.path}/fields/${field.key}/conversion`
  const [type, setType] = useState<TypeName>()
  const [options, setOptions] = useState<JsonObject>({})
  const [preview, setPreview] = useState<ConversionPreview>()
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [progress, setProgress] = useState<ConversionProgress>()
  const running = useRef<AbortController>(undefined)
  const name = labelOf(field.label, locale, field.key)
  const ask: ConversionAsk | undefined =
    type && isFit(type, options) && !isEmptyChoice(options)
      ? { type, options: savedSettings(options) }
      : undefined
  const question = ask && JSON.stringify(ask)

  useEffect(() => {
    setPreview(undefined)
    if (!question) return
    const request = new AbortController()
    setAsking(true)
    setFailure(undefined)
    const timer = setTimeout(() => {
      api
        .post<ConversionPreview>(`${address}/preview`, JSON.parse(question), { signal: request.signal })
        .then(setPreview, (thrown: unknown) => {
          if (!isAbort(thrown)) setFailure(failureText(thrown))
        })
        .finally(() => !request.signal.aborted && setAsking(false))
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      request.abort()
    }
  }, [question, address])

  function choose(next: TypeName | undefined): void {
    setType(next)
    setOptions(next ? suggested(next, field) : {})
  }

  async function undo(change: number): Promise<void> {
    try {
      await undoChange(design.base, change)
      design.changed()
      toast({ kind: 'ok', message: t('design.conversionUndone', { name }) })
      props.onConverted()
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }

  async function convert(): Promise<void> {
    if (!ask || !type) return
    const request = new AbortController()
    running.current = request
    setFailure(undefined)
    setProgress({ completed: 0, total: preview?.rows ?? 0 })
    let end: ConversionProgress | undefined
    try {
      await api.stream<ConversionProgress>(
        address,
        ask,
        (line) => {
          if (line.done || line.error) end = line
          else setProgress(line)
        },
        { signal: request.signal },
      )
      if (end?.done) {
        const deed = { by: session.person.id, part: 'fieldConverted', field: field.label } as const
        const change = await changeMade(design.base, deed).catch(() => undefined)
        design.changed()
        props.onConverted()
        props.onClose()
        return toast({
          kind: 'ok',
          message: t('design.converted', { name, type: labelOf(fieldType(type).label, locale, type) }),
          action:
            change === undefined ? undefined : { label: t('design.undo'), onSelect: () => void undo(change) },
        })
      }
      setFailure(end?.error ? refusalText(end.error) : t('design.conversionInterrupted'))
    } catch (thrown) {
      setFailure(isAbort(thrown) ? t('design.conversionCancelled') : failureText(thrown))
    }
    running.current = undefined
    setProgress(undefined)
  }

  const busy = progress !== undefined
  const share = progress && progress.total > 0 ? progress.completed / progress.total : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      size="lg"
      title={t('design.convertTitle', { name })}
      description={t('design.convertText', {
        type: labelOf(fieldType(field.type).label, locale, field.type),
      })}
      footer={
        busy ? (
          <Button onClick={() => running.current?.abort()}>{t('design.cancelConversion')}</Button>
        ) : (
          <>
            <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
            <Button
              variant={preview && preview.misfits > 0 ? 'danger' : 'primary'}
              disabled={!preview || asking}
              onClick={() => void convert()}
            >
              {preview && preview.misfits > 0
                ? t('design.convertAnyway', { count: preview.misfits })
                : t('design.convert')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {failure && <FormFailure text={failure} />}
        {busy ? (
          <div className="flex flex-col gap-2 py-6" role="status">
            <p>{t('design.converting', { completed: progress.completed, total: progress.total })}</p>
            <Progress label={t('design.convert')} value={share} />
            <p className="text-[13px] text-muted">{t('design.convertingHint')}</p>
          </div>
        ) : (
          <>
            <FormRow
              id="design-convert-type"
              label={t('design.newType')}
              help={type && labelOf(fieldType(type).help, locale)}
            >
              <NativeSelect
                autoFocus
                value={type ?? ''}
                onChange={(event) => choose((event.target.value || undefined) as TypeName | undefined)}
              >
                <option value="">{t('design.choose')}</option>
                {(Object.keys(fieldTypes) as TypeName[])
                  .filter((one) => one !== field.type)
                  .map((one) => (
                    <option key={one} value={one}>
                      {labelOf(fieldType(one).label, locale, one)}
                    </option>
                  ))}
              </NativeSelect>
            </FormRow>
            {type && (
              <SettingsPanel
                key={type}
                id="design-convert"
                type={type}
                value={options}
                onChange={setOptions}
                answer={answer}
                shared={optionsIn(answer, options)}
                onShared={() => undefined}
                strict={false}
              />
            )}
            {type && (
              <ConvertPreview
                design={design}
                address={address}
                ask={ask}
                asking={asking}
                preview={preview}
                show={(value: CellValue) =>
                  fieldType(type).format(value, options, {
                    ...handle.context,
                    optionSet: () => optionsIn(answer, options),
                  })
                }
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** Settings to begin with: the type's own, with the options that the old type has already. */
function suggested(type: TypeName, field: Field): JsonObject {
  const initial = startingOptions(type)
  const old = field.options as JsonObject
  const lists = Object.keys(initial).filter((key) => Array.isArray(initial[key]))
  if (lists.length > 0 && typeof old.set === 'string') return { set: old.set }
  const kept = lists.filter((key) => Array.isArray(old[key])).map((key) => [key, old[key]!])
  return { ...initial, ...Object.fromEntries(kept) }
}

/** Options of the field's own, and none yet. */
const isEmptyChoice = (options: JsonObject): boolean =>
  Object.values(options).some((one) => Array.isArray(one) && one.length === 0)
