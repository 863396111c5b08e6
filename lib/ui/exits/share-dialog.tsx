'use client'
/** With whom a record is shared: who, to read or to edit, and whether that opens anything to them. */
import Link from 'next/link'
import { useId, useState } from 'react'
import type { ShareAnswer } from '@/lib/api/contract'
import { fieldUi } from '@/lib/fields/ui'
import type { FieldServices } from '@/lib/fields/ui-type'
import { useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button, IconButton } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText, refusalText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import type { TableHandle } from '@/lib/ui/data/table'
import { useSession } from '@/lib/ui/shell/session'

export interface ShareDialogProps {
  base: string
  table: string
  id: string
  title: string
  handle: TableHandle
  /** Nobody gives more than they have. */
  canEdit: boolean
  onClose(): void
}

type Shares = { shares: ShareAnswer[] }

const { Input: PersonInput } = fieldUi('user')

export function ShareDialog(props: ShareDialogProps) {
  const { base, table, handle } = props
  const t = useT()
  const toast = useToast()
  const id = useId()
  const { session } = useSession()
  const path = `/bases/${base}/tables/${table}/records/${props.id}/shares`
  const loaded = useResource<Shares>(path)
  const [answer, setAnswer] = useState<Shares>()
  const shares = (answer ?? loaded.data)?.shares
  const [person, setPerson] = useState<string>()
  const [edit, setEdit] = useState(false)
  /** Whose line waits for the server; `''` is the new one. */
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()

  /** Those who can be added: no one twice, and not oneself. */
  const services: FieldServices = {
    ...handle.services,
    async searchPeople(query) {
      const people = await handle.services.searchPeople(query)
      const taken = new Set([session.person.id, ...(shares ?? []).map((share) => share.person)])
      return people.filter((one) => !taken.has(one.id))
    },
  }

  async function change(line: string, request: () => Promise<Shares>, done: string): Promise<boolean> {
    if (busy !== undefined) return false
    setBusy(line)
    setProblem(undefined)
    try {
      setAnswer(await request())
      toast({ kind: 'ok', message: done })
      return true
    } catch (thrown) {
      setProblem(failureText(thrown))
      return false
    } finally {
      setBusy(undefined)
    }
  }
  const put = (to: string, name: string, may: boolean, fresh: boolean) =>
    change(
      fresh ? '' : to,
      () => api.put<Shares>(`${path}/${to}`, { edit: may }),
      t(fresh ? 'exits.shareAdded' : 'exits.shareChanged', { name }),
    )
  const add = async () => {
    if (!person) return
    const name = handle.context.title(person) ?? ''
    if (await put(person, name, edit, true)) {
      setPerson(undefined)
      setEdit(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('exits.shareTitle', { title: props.title })}
      description={t('exits.shareText')}
      footer={<Button onClick={props.onClose}>{t('kit.close')}</Button>}
    >
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-48 flex-1">
            <FormRow id={`${id}-person`} label={t('exits.shareWith')}>
              <PersonInput
                id={`${id}-person`}
                value={person}
                options={{}}
                context={handle.context}
                services={services}
                mode="form"
                labelledBy={`${id}-person-label`}
                onChange={(next) => {
                  setPerson(next as string | undefined)
                  setProblem(undefined)
                }}
              />
            </FormRow>
          </div>
          <div className="w-36 max-md:flex-1">
            <FormRow id={`${id}-may`} label={t('exits.shareMay')}>
              <May edit={edit} canEdit={props.canEdit} onChange={setEdit} />
            </FormRow>
          </div>
          <Button
            variant="primary"
            busy={busy === ''}
            aria-disabled={!person}
            onClick={() => void add()}
            className="max-md:w-full"
          >
            {t('exits.shareAdd')}
          </Button>
        </div>
        {problem && (
          <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2.5 text-pretty text-danger">
            {problem}
          </p>
        )}
        <section aria-label={t('exits.shareList')} aria-busy={!shares}>
          <h3 className="mb-1 text-xs font-semibold text-faint">{t('exits.shareList')}</h3>
          {!shares && loaded.error ? (
            <div className="flex flex-wrap items-center gap-3">
              <p role="alert" className="min-w-0 flex-1 text-danger">
                {t('exits.shareFailed')} {refusalText(loaded.error)}
              </p>
              <Button size="sm" onClick={loaded.reload}>
                {t('kit.retry')}
              </Button>
            </div>
          ) : !shares ? (
            <Skeleton className="h-8 w-full" />
          ) : shares.length === 0 ? (
            <p className="text-muted">{t('exits.shareNone')}</p>
          ) : (
            <ul className="flex flex-col divide-y divide-line">
              {shares.map((share) => (
                <li key={share.person} className="py-1.5">
                  <div className="flex min-h-8 items-center gap-2">
                    <Avatar name={share.name} size="sm" />
                    <span className="min-w-0 flex-1 truncate">{share.name}</span>
                    <div className="w-36 shrink-0 max-md:w-32">
                      <May
                        label={t('exits.shareOf', { name: share.name })}
                        edit={share.edit}
                        canEdit={props.canEdit}
                        disabled={busy !== undefined}
                        onChange={(may) => void put(share.person, share.name, may, false)}
                      />
                    </div>
                    <IconButton
                      icon="x"
                      label={t('exits.shareRemove', { name: share.name })}
                      aria-disabled={busy !== undefined}
                      onClick={() =>
                        void change(
                          share.person,
                          () => api.delete<Shares>(`${path}/${share.person}`),
                          t('exits.shareRemoved', { name: share.name }),
                        )
                      }
                    />
                  </div>
                  {!share.opens && <Shut base={base} table={table} name={share.name} />}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Dialog>
  )
}

function May(props: {
  label?: string
  edit: boolean
  canEdit: boolean
  disabled?: boolean
  onChange(edit: boolean): void
}) {
  const t = useT()
  return (
    <NativeSelect
      aria-label={props.label}
      disabled={props.disabled}
      value={props.edit ? 'edit' : 'read'}
      onChange={(event) => props.onChange(event.target.value === 'edit')}
    >
      <option value="read">{t('exits.shareRead')}</option>
      {(props.canEdit || props.edit) && <option value="edit">{t('exits.shareEdit')}</option>}
    </NativeSelect>
  )
}

/** The share is there and opens nothing: why, and what to do. */
function Shut({ base, table, name }: { base: string; table: string; name: string }) {
  const t = useT()
  const admin = useSession().base?.base.admin
  return (
    <p className="mt-1 mb-1 rounded-md bg-warn-soft px-2.5 py-1.5 text-[13px] leading-5 text-pretty text-ink">
      {t('exits.shareShut', { name })}{' '}
      {admin && (
        <Link href={`/${base}/access?table=${table}`} className="font-medium text-accent hover:underline">
          {t('exits.shareToRights')}
        </Link>
      )}
    </p>
  )
}
