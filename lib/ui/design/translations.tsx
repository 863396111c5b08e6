'use client'
/** What a table says in one language only, line by line, to be completed in place. */
import { useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { type Labels, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { FormRow, TextInput } from '@/lib/kit/input'
import { Sheet } from '@/lib/kit/sheet'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import type { Design } from './state'
import { type Translation, translationRequests } from './translate'
import type { Gap } from './untranslated'

export function Translations(props: {
  design: Design
  answer: DesignAnswer
  gaps: readonly Gap[]
  onClose(): void
}) {
  const { design, answer } = props
  const t = useT()
  const toast = useToast()
  // The list that was opened stays while it is worked on.
  const [gaps] = useState(props.gaps)
  const [texts, setTexts] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const done: Translation[] = gaps.flatMap((gap) => {
    const text = texts[gap.id]?.trim()
    return text ? [{ gap, text }] : []
  })

  const save = async () => {
    if (busy || done.length === 0) return
    setBusy(true)
    setFailure(undefined)
    try {
      for (const { method, address, body } of translationRequests(design, answer, done))
        await api[method](address, body)
      toast({ kind: 'ok', message: t('design.translated', { count: done.length }) })
      props.onClose()
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
    // What was saved before a refusal is saved.
    design.changed()
    setBusy(false)
  }
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && !busy && props.onClose()}
      title={t('design.untranslated', { count: gaps.length })}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('kit.cancel')}
          </Button>
          <Button
            variant="primary"
            writes
            type="submit"
            form="design-translations"
            busy={busy}
            disabled={done.length === 0}
          >
            {t('design.save')}
          </Button>
        </>
      }
    >
      <form
        id="design-translations"
        className="flex flex-col gap-4 p-5 max-md:p-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p className="text-muted">{t('design.untranslatedHint')}</p>
        {failure && <FormFailure text={failure} />}
        {gaps.map((gap) => (
          <FormRow
            key={gap.id}
            id={`gap-${gap.id}`}
            label={
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span>{gap.labels[gap.missing === 'en' ? 'zh-CN' : 'en']}</span>
                <Where gap={gap} answer={answer} />
              </span>
            }
          >
            <TextInput
              lang={gap.missing}
              autoComplete="off"
              placeholder={t(`design.language_${gap.missing}`)}
              value={texts[gap.id] ?? ''}
              maxLength={1000}
              onChange={(event) => setTexts({ ...texts, [gap.id]: event.target.value })}
            />
          </FormRow>
        ))}
      </form>
    </Sheet>
  )
}

/** What the text belongs to. */
function Where({ gap, answer }: { gap: Gap; answer: DesignAnswer }) {
  const t = useT()
  const locale = useLocale()
  const { text } = gap
  const named = (of: { label: Labels; key: string } | undefined) => labelOf(of?.label, locale, of?.key)
  const field = 'field' in text ? answer.table.fields.find((one) => one.key === text.field) : undefined
  const words =
    text.of === 'field'
      ? text.member === 'label'
        ? t('design.member_label')
        : `${named(field)} · ${t(`design.member_${text.member}`)}`
      : text.of === 'option'
        ? t('design.optionIn', { field: named(field) })
        : text.of === 'setOption'
          ? t('design.optionsOf', { set: named(answer.optionSets.find((one) => one.key === text.set)) })
          : t(text.of === 'section' ? 'design.section' : 'design.use_table')
  return <span className="text-xs font-normal text-faint">{words}</span>
}
