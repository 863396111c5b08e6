'use client'
/** Choosing through whose eyes to look: a member, or one or several roles together. */
import { useState } from 'react'
import type { MemberAnswer, Role, RolesAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Avatar } from '@/lib/kit/avatar'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Dialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { CheckBox, TextInput } from '@/lib/kit/input'
import { Skeleton } from '@/lib/kit/skeleton'
import { Tag } from '@/lib/kit/tag'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { beginViewing } from './state'

/** From this many people on, a search box helps. */
const many = 8

export function ViewAsDialog({ base, onClose }: { base: string; onClose(): void }) {
  const t = useT()
  const toast = useToast()
  const members = useResource<{ members: MemberAnswer[] }>(`/bases/${base}/members`)
  const roles = useResource<RolesAnswer>(`/bases/${base}/roles`)
  const [tab, setTab] = useState<'people' | 'roles'>('people')
  const [person, setPerson] = useState<string>()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)

  const body = tab === 'people' ? person && { person } : chosen.length > 0 && { roles: [...chosen] }
  const begin = async () => {
    if (!body) return
    setBusy(true)
    try {
      await beginViewing(base, body)
    } catch (thrown) {
      setBusy(false)
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  const error = members.error ?? roles.error
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('viewAs.title')}
      description={t('viewAs.hint')}
      footer={
        <>
          <Button onClick={onClose}>{t('kit.cancel')}</Button>
          <Button variant="primary" icon="eye" disabled={!body} busy={busy} onClick={() => void begin()}>
            {t('viewAs.begin')}
          </Button>
        </>
      }
    >
      <div className="mb-3 flex gap-1 border-b border-line" role="tablist">
        {(['people', 'roles'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={tab === one}
            onClick={() => setTab(one)}
            className={cx(
              '-mb-px min-h-9 cursor-pointer border-b-2 px-3 font-medium max-md:min-h-11',
              tab === one ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {t(one === 'people' ? 'viewAs.people' : 'viewAs.rolesTab')}
          </button>
        ))}
      </div>
      {error ? (
        <EmptyState icon="triangle-alert" title={t('viewAs.loadFailed')} hint={error.message} />
      ) : !members.data || !roles.data ? (
        <div className="flex flex-col gap-2" aria-busy>
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      ) : tab === 'people' ? (
        <People
          members={members.data.members}
          roles={roles.data.roles}
          chosen={person}
          onChoose={setPerson}
        />
      ) : (
        <Roles roles={roles.data.roles} chosen={chosen} onChoose={setChosen} />
      )}
    </Dialog>
  )
}

function People(props: {
  members: readonly MemberAnswer[]
  roles: readonly Role[]
  chosen: string | undefined
  onChoose(id: string): void
}) {
  const t = useT()
  const locale = useLocale()
  const [wanted, setWanted] = useState('')
  const text = wanted.trim().toLocaleLowerCase()
  const shown = props.members.filter((m) => m.name.toLocaleLowerCase().includes(text))
  const nameOf = (key: string) => labelOf(props.roles.find((r) => r.key === key)?.label, locale, key)
  return (
    <>
      {props.members.length >= many && (
        <TextInput
          type="search"
          aria-label={t('viewAs.search')}
          placeholder={t('viewAs.search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-2"
        />
      )}
      <div role="radiogroup" aria-label={t('viewAs.people')} className="flex flex-col gap-px">
        {shown.map((member) => (
          <label
            key={member.id}
            className={cx(
              'flex min-h-11 items-center gap-3 rounded-md px-2 py-1 has-focus-visible:ring-2 has-focus-visible:ring-focus',
              member.active ? 'cursor-pointer hover:bg-hover' : 'opacity-55',
              props.chosen === member.id && 'bg-selected',
            )}
          >
            <input
              type="radio"
              name="eyes"
              className="sr-only"
              disabled={!member.active}
              checked={props.chosen === member.id}
              onChange={() => props.onChoose(member.id)}
            />
            <Avatar name={member.name} />
            <span className="min-w-0 flex-1 truncate">
              {member.name}
              {!member.active && <span className="ml-2 text-[13px] text-muted">{t('viewAs.inactive')}</span>}
            </span>
            {member.placeholder && <Tag color="gray">{t('viewAs.sample')}</Tag>}
            <span className="max-w-[45%] truncate text-[13px] text-muted">
              {member.roles.map(nameOf).join(' + ') || t('viewAs.noRoles')}
            </span>
          </label>
        ))}
        {shown.length === 0 && (
          <p className="px-2 py-3 text-muted">{t('viewAs.noMatch', { text: wanted.trim() })}</p>
        )}
      </div>
    </>
  )
}

function Roles(props: {
  roles: readonly Role[]
  chosen: readonly string[]
  onChoose(keys: readonly string[]): void
}) {
  const t = useT()
  const locale = useLocale()
  return (
    <>
      <p className="mb-2 text-[13px] text-muted">{t('viewAs.rolesHint')}</p>
      <div className="flex flex-col">
        {props.roles.map((role) => {
          const on = props.chosen.includes(role.key)
          return (
            <CheckBox
              key={role.key}
              className="min-h-10 rounded-md px-2 hover:bg-hover"
              checked={on}
              onChange={() =>
                props.onChoose(on ? props.chosen.filter((k) => k !== role.key) : [...props.chosen, role.key])
              }
              label={labelOf(role.label, locale, role.key)}
            />
          )
        })}
      </div>
    </>
  )
}
