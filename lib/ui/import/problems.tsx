'use client'
/** What is wrong with the rows: each reason once, with where it is and what helps, and the rows themselves as a file. */
import type { FieldAnswer } from '@/lib/api/contract'
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { saveFile } from '@/lib/ui/exits/download'
import { groupProblems, hasProblems, problemFile } from './report'
import type { Row } from './rows'
import type { Line } from './source'
import { allowedWords, quoted, rowWords } from './words'

interface Props {
  rows: readonly Row[]
  header: Line | undefined
  /** Of the file; what was pasted is called by the table. */
  name: string
  fields: readonly FieldAnswer[]
  context: FieldContext
}

const mostGroups = 12

export function Problems({ rows, header, name, fields, context }: Props) {
  const t = useT()
  const bad = rows.filter(hasProblems)
  if (bad.length === 0) return null
  const groups = groupProblems(bad)
  const fieldOf = (key: string | undefined) => fields.find((field) => field.key === key)
  const labelled = (key: string) => labelOf(fieldOf(key)?.label, context.locale, key)
  const download = () => {
    const text = problemFile(header, bad, t('import.reason'), labelled)
    const file = new Blob([text], { type: 'text/csv;charset=utf-8' })
    saveFile(file, t('import.problemFile', { name: name.replace(/\.\w+$/, '') }))
  }
  return (
    <section aria-label={t('import.problems')} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-medium">{t('import.problems')}</h3>
        <Button size="sm" icon="download" onClick={download}>
          {t('import.download', { count: bad.length })}
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {groups.slice(0, mostGroups).map((group) => {
          const field = fieldOf(group.field)
          const allowed = field && group.texts.length > 0 && allowedWords(t, field, context)
          return (
            <li
              key={`${group.field} ${group.message}`}
              className="flex gap-4 px-4 py-2.5 max-md:flex-col max-md:gap-0.5"
            >
              <div className="min-w-0 flex-1">
                <p className="text-pretty wrap-anywhere">
                  {group.field && <span className="mr-2 font-medium">{labelled(group.field)}</span>}
                  {group.message}
                </p>
                {group.texts.length > 0 && (
                  <p className="text-[13px] text-muted wrap-anywhere">
                    {t('import.stands', { texts: quoted(group.texts.map(short), context) })}
                  </p>
                )}
                {allowed && <p className="text-[13px] text-muted">{allowed}</p>}
              </div>
              <p className="shrink-0 text-[13px] text-muted tabular-nums md:max-w-56 md:text-right">
                {rowWords(t, group, context)}
              </p>
            </li>
          )
        })}
      </ul>
      {groups.length > mostGroups && (
        <p className="text-muted">{t('import.moreProblems', { count: groups.length - mostGroups })}</p>
      )}
      <p className="text-[13px] text-pretty text-muted">{t('import.downloadHint')}</p>
    </section>
  )
}

const mostLetters = 30
const short = (text: string): string => (text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text)
