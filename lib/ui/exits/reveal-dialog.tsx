'use client'
/** The value behind one mask: asked for with a reason, shown for half a minute in here, and kept nowhere. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { FieldAnswer, RevealAnswer } from '@/lib/api/contract'
import { fieldType } from '@/lib/fields/index'
import type { CellValue, FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { FieldValue } from '@/lib/ui/record/value'
import { useSession } from '@/lib/ui/shell/session'
import { keepReason, recentReasons } from './reasons'

const shownSeconds = 30

export interface RevealDialogProps {
  /** `/bases/{base}/tables/{table}` */
  path: string
  /** Of the record. */
  id: string
  field: FieldAnswer
  context: FieldContext
  onClose(): void
}

export function RevealDialog({ path, id, field, context, onClose }: RevealDialogProps) {
  const t = useT()
  const toast = useToast()
  const form = useId()
  const { person } = useSession().session
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  /** What was shown, and for how many more seconds. */
  const [shown, setShown] = useState<{ answer: RevealAnswer; left: number }>()
  const [over, setOver] = useState(false)
  const label = labelOf(field.label, context.locale, field.key)
  // The value in full: no mask is told from it any more.
  const plain: FieldAnswer = { ...field, right: 'read', mask: undefined }

  const showing = shown !== undefined
  useEffect(() => {
    if (!showing) return
    const until = Date.now() + shownSeconds * 1000
    const timer = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000)
      if (left <= 0) setOver(true)
      setShown((now) => (now && left > 0 ? { ...now, left } : undefined))
    }, 500)
    return () => clearInterval(timer)
  }, [showing])

  const input = useRef<HTMLInputElement>(null)
  const copyButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The control that had the keyboard is gone.
    if (showing) copyButton.current?.focus()
  }, [showing])

  const ask = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await api.post<RevealAnswer>(`${path}/records/${id}/reveal`, {
        field: field.key,
        reason,
      })
      keepReason(person.id, reason.trim())
      setShown({ answer, left: shownSeconds })
      setOver(false)
    } catch (thrown) {
      setProblem(failureText(thrown))
    } finally {
      setBusy(false)
    }
  }
  const copy = async (value: CellValue) => {
    try {
      await navigator.clipboard.writeText(fieldType(field.type).serialize(value, field.options, context))
      toast({ kind: 'ok', message: t('exits.revealCopied') })
    } catch {
      toast({ kind: 'error', message: t('exits.revealNotCopied') })
    }
  }
  const value = shown?.answer.value
  const recent = recentReasons(person.id).filter((one) => one !== reason)

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t('exits.revealTitle', { label })}
      description={shown ? undefined : t('exits.revealText')}
      footer={
        shown ? (
          <>
            {value !== undefined && (
              <Button ref={copyButton} icon="copy" onClick={() => void copy(value)}>
                {t('exits.revealCopy')}
              </Button>
            )}
            <Button variant="primary" onClick={onClose}>
              {t('kit.close')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('kit.cancel')}</Button>
            <Button type="submit" form={form} variant="primary" icon="eye" busy={busy}>
              {t(over ? 'exits.revealAgain' : 'exits.revealShow')}
            </Button>
          </>
        )
      }
    >
      {shown ? (
        <div className="flex flex-col gap-2">
          <div
            role="status"
            aria-label={t('exits.revealed', { label })}
            className="rounded-lg border border-line bg-surface px-3 py-2.5 text-[15px] leading-6 break-words select-text"
          >
            {value === undefined ? (
              <span className="text-muted">{t('exits.revealEmpty')}</span>
            ) : (
              <FieldValue field={plain} value={value} context={context} />
            )}
          </div>
          <p className="text-[13px] text-muted tabular-nums">
            {t('exits.revealLeft', { seconds: shown.left })}
          </p>
        </div>
      ) : (
        <form id={form} noValidate onSubmit={(event) => void ask(event)} className="flex flex-col gap-3">
          {over && (
            <p role="status" className="text-muted">
              {t('exits.revealOver')}
            </p>
          )}
          <FormRow id={`${form}-reason`} label={t('exits.revealReason')} required error={problem}>
            <TextInput
              ref={input}
              autoFocus
              value={reason}
              maxLength={500}
              autoComplete="off"
              placeholder={t('exits.revealExample')}
              onChange={(event) => {
                setReason(event.target.value)
                setProblem(undefined)
              }}
            />
          </FormRow>
          {recent.length > 0 && (
            <fieldset>
              <legend className="mb-1 text-xs text-faint">{t('exits.revealRecent')}</legend>
              <div className="flex flex-wrap gap-1.5">
                {recent.map((one) => (
                  <Button
                    key={one}
                    size="sm"
                    className="max-w-full"
                    onClick={() => {
                      setReason(one)
                      setProblem(undefined)
                      input.current?.focus()
                    }}
                  >
                    <span className="truncate">{one}</span>
                  </Button>
                ))}
              </div>
            </fieldset>
          )}
        </form>
      )}
    </Dialog>
  )
}
