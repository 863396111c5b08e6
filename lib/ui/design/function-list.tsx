'use client'
/** All functions to browse: searched in either language, each with its help, an example, and a button that writes it. */
import { useId, useState } from 'react'
import type { FormulaAsk } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { TextInput } from '@/lib/kit/input'
import { exampleOf, families, findRows, type LibraryRow, signature } from './library'

export function FunctionList(props: {
  purpose: FormulaAsk['purpose']
  /** Writes at the caret, which then stands so many characters before the end. */
  onInsert(text: string, back: number): void
}) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const rows = open ? findRows(text, locale) : []
  return (
    <div>
      <Button
        size="sm"
        variant="ghost"
        icon={open ? 'chevron-down' : 'book-open'}
        aria-expanded={open}
        aria-controls={`${id}-functions`}
        onClick={() => setOpen(!open)}
        className="-ml-2"
      >
        {t('design.functions')}
      </Button>
      {open && (
        <div id={`${id}-functions`} className="mt-1 rounded-lg border border-line">
          <div className="border-b border-line p-2">
            <TextInput
              type="search"
              aria-label={t('design.searchFunctions')}
              placeholder={t('design.searchFunctions')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <div className="max-h-80 overflow-y-auto p-2">
            {families
              .filter((family) => props.purpose === 'formula' || family !== 'records')
              .map((family) => {
                const found = rows.filter((row) => row.family === family)
                if (found.length === 0) return null
                return (
                  <section key={family} className="pb-2">
                    <h3 className="px-1 py-1 text-xs font-medium text-faint">
                      {t(`design.family_${family}`)}
                    </h3>
                    <ul>
                      {found.map((row) => (
                        <FunctionLine
                          key={`${row.kind} ${row.name}`}
                          row={row}
                          onInsert={() => props.onInsert(`${row.name}()`, 1)}
                        />
                      ))}
                    </ul>
                  </section>
                )
              })}
            {rows.length === 0 && (
              <p className="px-1 py-2 text-[13px] text-muted">{t('design.noFunction', { text })}</p>
            )}
            {text === '' && <p className="px-1 pt-1 text-[13px] text-muted">{t('design.operators')}</p>}
          </div>
        </div>
      )}
    </div>
  )
}

function FunctionLine({ row, onInsert }: { row: LibraryRow; onInsert(): void }) {
  const t = useT()
  const locale = useLocale()
  return (
    <li className="group flex items-start gap-2 rounded-md px-1 py-1.5 hover:bg-hover">
      <div className="min-w-0 flex-1 text-[13px]">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{labelOf(row.label, locale, row.name)}</span>
          <code className="font-mono text-xs break-words text-accent">{signature(row, t)}</code>
        </p>
        <p className="text-muted">{labelOf(row.help, locale)}</p>
        {exampleOf(row) && <p className="font-mono text-xs break-words text-faint">{exampleOf(row)}</p>}
      </div>
      <Button
        size="sm"
        variant="ghost"
        onClick={onInsert}
        aria-label={t('design.insertFunction', { name: row.name })}
      >
        {t('design.insert')}
      </Button>
    </li>
  )
}
