'use client'
/** Where the schema comes from: a file that is dropped or chosen, or text that is pasted. */
import { type DragEvent, useId, useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { FormRow, TextArea } from '@/lib/kit/input'
import { FormFailure } from '@/lib/ui/shell/form-failure'

/** As the server says; asked here so that a larger file is not sent at all. */
const maxMegabytes = 5

interface Props {
  busy: boolean
  failure: string | undefined
  onLook(text: string): void
  onFailure(text: string | undefined): void
}

export function SourceStep({ busy, failure, onLook, onFailure }: Props) {
  const t = useT()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [over, setOver] = useState(false)

  const read = async (file: File | undefined) => {
    if (!file || busy) return
    if (file.size > maxMegabytes * 1_000_000)
      return onFailure(t('schema.fileTooLarge', { max: maxMegabytes }))
    onLook(await file.text())
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) onLook(text)
        else onFailure(t('schema.needText'))
      }}
    >
      {failure && <FormFailure text={failure} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same. */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          'flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-10 text-center',
          over ? 'border-accent bg-accent-soft' : 'border-strong bg-surface',
        )}
      >
        <Icon name="braces" className="size-6 text-muted" />
        <p className="text-muted max-md:hidden">{t('schema.drop')}</p>
        <Button icon="upload" busy={busy} onClick={() => input.current?.click()}>
          {t('schema.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json,application/schema+json"
          hidden
          onChange={(event) => {
            void read(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <FormRow id={`${id}-text`} label={t('schema.paste')}>
        <TextArea
          id={`${id}-text`}
          aria-label={t('schema.pasteLabel')}
          placeholder={t('schema.pastePlaceholder')}
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-[13px]"
        />
      </FormRow>
      <div className="flex justify-end max-md:*:flex-1">
        <Button type="submit" variant="primary" busy={busy}>
          {t('schema.preview')}
        </Button>
      </div>
    </form>
  )
}
