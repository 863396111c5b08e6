'use client'
/** Where the records come from: a file that is dropped or chosen, or cells that are pasted. */
import { useEffect, useId, useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { FormRow, TextArea } from '@/lib/kit/input'
import { failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { Section } from './section'
import { firstTable, type Line, openFile, openPasted, type Source } from './source'
import { most, Trouble } from './trouble'

interface Props {
  onOpened(source: Source, sheet: number, lines: readonly Line[]): void
}

export function SourceStep({ onOpened }: Props) {
  const t = useT()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [text, setText] = useState('')

  const open = async (opening: () => Promise<Source> | Source) => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      const source = await opening()
      const { sheet, lines } = await firstTable(source)
      onOpened(source, sheet, lines)
    } catch (thrown) {
      setFailure(thrown instanceof Trouble ? t(thrown.key, thrown.args) : failureText(thrown))
      setBusy(false)
    }
  }
  const take = (file: File | undefined) => file && void open(() => openFile(file))
  const paste = (event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0]
    const cells = event.clipboardData?.getData('text/plain') ?? ''
    // Spreadsheet programs put a picture of the cells beside their text.
    if (file && !file.type.startsWith('image/')) take(file)
    else if (cells.trim() !== '') void open(() => openPasted(cells))
    else return
    event.preventDefault()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer?.files[0])
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover' || event.relatedTarget !== null)
  }
  // Anywhere on the page: nothing else here takes either, and a file that misses would replace the page.
  const handlers = useRef({ paste, drop, dragover: drag, dragleave: drag })
  useEffect(() => {
    handlers.current = { paste, drop, dragover: drag, dragleave: drag }
  })
  useEffect(() => {
    const handle = (event: Event) => handlers.current[event.type as 'paste'](event as ClipboardEvent)
    const types = Object.keys(handlers.current)
    for (const type of types) document.addEventListener(type, handle)
    return () => {
      for (const type of types) document.removeEventListener(type, handle)
    }
  }, [])

  return (
    <Section quiet title={t('import.sourceTitle')} hint={t('import.limits', { ...most })}>
      {failure && <FormFailure text={failure} />}
      <div
        className={cx(
          'flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-12 text-center transition-colors',
          over ? 'border-accent bg-accent-soft' : 'border-strong bg-canvas',
        )}
      >
        <Icon name="sheet" className="size-7 text-muted" />
        <p className="text-muted max-md:hidden">{t('import.drop')}</p>
        <Button variant="primary" icon="upload" busy={busy} onClick={() => input.current?.click()}>
          {t(busy ? 'import.opening' : 'import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.csv,.tsv,.txt,.xls,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          hidden
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void open(() => openPasted(text))
        }}
      >
        <FormRow id={`${id}-paste`} label={t('import.pasteLabel')}>
          <TextArea
            rows={2}
            spellCheck={false}
            placeholder={t('import.pastePlaceholder')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </FormRow>
        {text.trim() !== '' && (
          <div className="flex justify-end max-md:*:flex-1">
            <Button type="submit" busy={busy}>
              {t('import.pasteUse')}
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}
