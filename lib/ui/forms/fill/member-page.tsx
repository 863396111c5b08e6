'use client'
/** A form filled in by a member of the base: for a new record, or opened on one that is there. */
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { SubmitAnswer } from '@/lib/api/contract-forms'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { fieldServices, type Titles } from '@/lib/ui/data/services'
import { useSession } from '@/lib/ui/shell/session'
import { Filler } from './filler'
import { FormSkeleton, formWidth } from './frame'
import { OpenFailure, ThanksView } from './result'
import { memberDoor } from './transport'
import { useFormContext } from './use-context'
import { useForm } from './use-form'

export function MemberFormPage({ base, form: key }: { base: string; form: string }) {
  const search = useSearchParams()
  const [record, prefill] = [search.get('record') ?? undefined, search.get('prefill') ?? undefined]
  return (
    <MemberForm
      key={`${key} ${record} ${prefill}`}
      base={base}
      form={key}
      record={record}
      prefill={prefill}
    />
  )
}

function MemberForm(props: { base: string; form: string; record?: string; prefill?: string }) {
  const { base, record, prefill } = props
  const t = useT()
  const { session } = useSession()
  const door = useMemo(
    () => memberDoor(base, props.form, { record, prefill }),
    [base, props.form, record, prefill],
  )
  const { form, error, opening, open } = useForm(door, () => undefined)
  const titles = useMemo<Titles>(
    () => new Map([[session.person.id, session.person.name]]),
    [session.person.id, session.person.name],
  )
  const services = useMemo(() => fieldServices(base, titles), [base, titles])
  const context = useFormContext(form, titles)
  const [sent, setSent] = useState<SubmitAnswer>()
  const [notice, setNotice] = useState<string>()
  const begin = async (ticket?: string) => {
    await open(ticket)
    setSent(undefined)
  }
  const openRecord = (id: string) => `/${base}/${form?.table}?record=${id}`
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-canvas">
      <div className={cx('mx-auto p-6 max-md:p-0', formWidth(form))}>
        <div className="rounded-xl border border-line bg-surface p-8 max-md:rounded-none max-md:border-0 max-md:p-4">
          {error ? (
            <OpenFailure error={error} onRetry={() => void open()} />
          ) : !form ? (
            <FormSkeleton />
          ) : sent ? (
            <ThanksView
              thanks={sent.thanks}
              changed={form.record !== undefined}
              onAgain={
                form.record
                  ? undefined
                  : () => {
                      setNotice(undefined)
                      void begin()
                    }
              }
            >
              {sent.record && (
                <Link
                  href={openRecord(sent.record)}
                  className="inline-flex h-8 items-center gap-2 rounded-md border border-line-control bg-raised px-3 font-medium shadow-button hover:bg-hover max-md:h-10"
                >
                  {t('formFill.openRecord')}
                </Link>
              )}
            </ThanksView>
          ) : (
            <>
              <title>{`${labelOf(form.label, context.locale, form.key)} · Tian`}</title>
              <Filler
                key={opening}
                form={form}
                context={context}
                services={services}
                me={session.person.id}
                door={door}
                prefill={prefill}
                notice={notice}
                actions={
                  <Link
                    href={record ? openRecord(record) : `/${base}/${form.table}`}
                    aria-label={t('formFill.backTo')}
                    className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:size-10"
                  >
                    <Icon name="x" />
                  </Link>
                }
                onSent={setSent}
                onStale={(code) => {
                  setNotice(t(code === 'FORM_TICKET' ? 'formFill.ticketNotice' : 'formFill.changedNotice'))
                  void begin(code === 'FORM_TICKET' ? undefined : form.ticket)
                }}
                onDiscard={async () => {
                  await door.saveDraft({ ticket: form.ticket, record, draft: null })
                  setNotice(undefined)
                  await begin()
                }}
              />
            </>
          )}
        </div>
      </div>
    </div>
  )
}
