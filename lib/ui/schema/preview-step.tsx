'use client'
/** What an import would make: the name of the table, what to know, and what each property becomes. */
import { useId, useState } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Icon } from '@/lib/kit/icon'
import { FormRow, NativeSelect, TextInput } from '@/lib/kit/input'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import type { Looked } from './import-page'
import { isLeft } from './leave'
import { PlanTable } from './plan-table'

interface Props {
  looked: Looked
  busy: boolean
  failure: string | undefined
  onPart(at: string): void
  onBack(): void
  onCreate(name: string, leave: string[]): void
}

export function PreviewStep({ looked, busy, failure, onPart, onBack, onCreate }: Props) {
  const { preview, at } = looked
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [first] = preview.tables
  const suggested = first ? labelOf(first.label, locale, first.key) : ''
  const [name, setName] = useState(suggested)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const fields = preview.lines.filter(
    (l) => l.becomes === 'field' && !(l.table === 0 && isLeft(left, l.pointer)),
  )
  const toggle = (pointer: string) => {
    const next = new Set(left)
    if (!next.delete(pointer)) next.add(pointer)
    setLeft(next)
  }
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (first) onCreate(name.trim() === suggested ? '' : name.trim(), [...left])
      }}
    >
      {failure && <FormFailure text={failure} />}
      <div className="grid gap-4 md:grid-cols-2">
        {first && (
          <FormRow id={`${id}-name`} label={t('schema.tableName')}>
            <TextInput
              id={`${id}-name`}
              value={name}
              maxLength={100}
              placeholder={suggested}
              onChange={(event) => setName(event.target.value)}
            />
          </FormRow>
        )}
        {preview.parts.length > 0 && (
          <FormRow id={`${id}-part`} label={t('schema.part')}>
            <NativeSelect
              id={`${id}-part`}
              value={at}
              disabled={busy}
              onChange={(event) => onPart(event.target.value)}
            >
              <option value="">{t('schema.wholeDocument')}</option>
              {preview.parts.map((part) => (
                <option key={part.pointer} value={part.pointer}>
                  {part.name}
                </option>
              ))}
            </NativeSelect>
          </FormRow>
        )}
      </div>
      {preview.notes.length > 0 && (
        <section
          aria-label={t('schema.notesTitle')}
          className="rounded-lg border border-line bg-surface px-4 py-3"
        >
          <h2 className="flex items-center gap-2 font-medium">
            <Icon name="info" className="text-muted" />
            {t('schema.notesTitle')}
          </h2>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-6 text-muted wrap-anywhere">
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      {first && (
        <>
          <p role="status" className="text-muted">
            {t('schema.summary', { fields: fields.length, tables: preview.tables.length })}
          </p>
          {preview.tables.map((table, index) => (
            <PlanTable
              key={table.key}
              title={index === 0 ? undefined : labelOf(table.label, locale, table.key)}
              preview={preview}
              table={index}
              left={left}
              onToggle={toggle}
            />
          ))}
          {preview.more > 0 && <p className="text-muted">{t('schema.more', { count: preview.more })}</p>}
        </>
      )}
      <footer className="sticky bottom-0 -mx-1 flex justify-end gap-2 border-t border-line bg-surface px-1 py-3 max-md:*:flex-1">
        <Button onClick={onBack} disabled={busy}>
          {t('schema.back')}
        </Button>
        {first && (
          <Button type="submit" variant="primary" writes busy={busy}>
            {preview.tables.length > 1
              ? t('schema.createCount', { count: preview.tables.length })
              : t('schema.create')}
          </Button>
        )}
      </footer>
    </form>
  )
}
