'use client'
/**
 * "They cannot see this one": an administrator looks a record up by its name, with their own eyes, and is told whether
 * somebody sees it and by which rule. Nobody else is offered it: what is hidden from oneself cannot be looked up.
 */
import { useEffect, useId, useMemo, useState } from 'react'
import type { ApiRecord, ListAnswer, TableAnswer } from '@/lib/api/contract'
import type { ExplainAnswer } from '@/lib/api/contract-explain'
import { call, field, stored, value } from '@/lib/expr/ast'
import type { FieldContext } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { FormRow, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { titleOf } from '@/lib/ui/data/title'
import { useSession } from '@/lib/ui/shell/session'
import { ownEyes, useAsked } from '@/lib/ui/view-as/state'
import { Answers } from './answer'
import { principalQuery } from './principal'

/** So many are offered; from there on, typing more is quicker than reading. */
const most = 6

/** `about` as `person:<id>` or `roles:a,b`. */
export function FindRecord(props: { base: string; table: string; about: string }) {
  const { base, table, about } = props
  const t = useT()
  const id = useId()
  const locale = useLocale()
  const { zone, today } = useSession().session.workspace
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [wanted, setWanted] = useState('')
  // A pause is the end of a name, or of what an input method composes.
  useEffect(() => {
    const pause = setTimeout(() => setWanted(typed.trim()), 250)
    return () => clearTimeout(pause)
  }, [typed])
  const path = `/bases/${base}/tables/${table}`
  const schema = useAsked<TableAnswer>(path, ownEyes).data
  const title = schema?.fields.find((one) => one.key === schema.title)
  const found = useAsked<ListAnswer>(
    wanted && title ? `${path}/records?${matching(title.key, wanted)}` : undefined,
    ownEyes,
  ).data?.records
  const context = useMemo<FieldContext>(
    () => ({
      locale,
      zone,
      today,
      optionSet: (key) => schema?.optionSets[key] ?? [],
      title: () => undefined,
    }),
    [locale, zone, today, schema],
  )
  // What no text can be looked for in has no box either.
  if (!schema || !title?.operators.includes('contains')) return null
  const shown = wanted ? (found ?? []).slice(0, most) : []
  const at = shown.find((one) => one.id === chosen) ?? (shown.length === 1 ? shown[0] : undefined)
  const nameOf = (record: ApiRecord) => titleOf(schema, record, context) || t('record.untitled')
  return (
    <section className="flex flex-col gap-2">
      <FormRow
        id={id}
        label={t('viewAs.find')}
        help={t('viewAs.findHint', { field: labelOf(title.label, locale, title.key) })}
      >
        <TextInput
          type="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </FormRow>
      {wanted && found?.length === 0 && (
        <p role="status" className="text-[13px] text-muted">
          {t('viewAs.findNone', { text: wanted })}
        </p>
      )}
      {shown.length > 0 && (
        <ul aria-label={t('viewAs.findMatches')} className="flex flex-wrap gap-1.5">
          {shown.map((record) => (
            <li key={record.id} className="min-w-0">
              <button
                type="button"
                aria-pressed={record.id === at?.id}
                onClick={() => setChosen(record.id)}
                className={cx(
                  'min-h-7 max-w-full cursor-pointer truncate rounded-md border px-2 text-[13px] max-md:min-h-10',
                  record.id === at?.id
                    ? 'border-accent bg-accent-soft font-medium text-accent'
                    : 'border-line hover:bg-hover',
                )}
              >
                {nameOf(record)}
              </button>
            </li>
          ))}
          {(found?.length ?? 0) > most && (
            <li className="self-center text-[13px] text-muted">{t('viewAs.findMore')}</li>
          )}
        </ul>
      )}
      {at && <Seen key={at.id} base={base} table={table} about={about} record={at.id} />}
    </section>
  )
}

/** Records whose name has the text in it, one more than are offered. */
function matching(title: string, text: string): string {
  const filter = JSON.stringify(stored(call('contains', field(title), value(text))))
  return new URLSearchParams({ fields: title, filter, limit: String(most + 1) }).toString()
}

/** Whether the record is seen, in a sentence, with the rules that decide it. */
function Seen(props: { base: string; table: string; about: string; record: string }) {
  const { base, table, about, record } = props
  const t = useT()
  const { data, error } = useAsked<ExplainAnswer>(
    `/bases/${base}/explain?${principalQuery(about)}&table=${table}&record=${record}`,
    ownEyes,
  )
  if (error) return <p className="text-[13px] text-muted">{t('viewAs.loadFailed')}</p>
  if (!data) return <Skeleton className="h-10" />
  const answers = data.answers.filter((one) => one.about === 'read')
  return (
    <div role="status" className="rounded-lg bg-canvas px-3 py-2">
      <Answers base={base} answer={{ ...data, answers }} />
    </div>
  )
}
