'use client'
/** What publishing the draft means, before it happens: the difference in words, how many people, how many records. */
import { useEffect, useState } from 'react'
import type { Count, EffectAnswer, RoleEffect, TableEffect } from '@/lib/api/contract-rights'
import { formatNumber } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { ChangeList } from './change-list'
import type { Rights } from './state'

export function PublishDialog(props: { base: string; rights: Rights; onClose: () => void }) {
  const { base, rights } = props
  const t = useT()
  const toast = useToast()
  const [revision, setRevision] = useState<string>()
  const [effect, setEffect] = useState<EffectAnswer>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { settle } = rights
  const wrong = rights.problems.length

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the draft as it is when the dialog opens.
  useEffect(() => {
    let current = true
    const look = async () => {
      const kept = await settle()
      if (!current) return
      setRevision(kept)
      if (!kept) return setFailure(t('access.notPublishable'))
      if (wrong > 0) return
      const path = `/bases/${base}/rights/effect?revision=${encodeURIComponent(kept)}`
      try {
        const answer = await api.get<EffectAnswer>(path)
        if (current) setEffect(answer)
      } catch (thrown) {
        if (!current) return
        const moved = thrown instanceof ApiFailure && thrown.error.code === 'CONFLICT'
        if (moved) rights.reload()
        setFailure(failureText(thrown))
      }
    }
    void look()
    return () => {
      current = false
    }
  }, [])

  const publish = async () => {
    if (!revision) return
    setBusy(true)
    setFailure(undefined)
    try {
      await rights.publish(revision)
      toast({ kind: 'ok', message: t('access.published') })
      props.onClose()
    } catch (thrown) {
      setFailure(thrown instanceof ApiFailure ? thrown.error.message : failureText(thrown))
      setBusy(false)
    }
  }
  const effectOn = (role: string, table: string) =>
    effect?.roles.find((r) => r.role === role)?.tables.find((one) => one.table === table)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={busy}
      size="lg"
      title={t('access.publishTitle', { count: rights.changes.length })}
      description={t('access.publishHint')}
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy}>
            {t('access.goOn')}
          </Button>
          <Button
            variant="primary"
            icon="send"
            busy={busy}
            disabled={!revision || wrong > 0}
            onClick={() => void publish()}
          >
            {t('access.publishNow')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure && <FormFailure text={failure} />}
        {wrong > 0 && <FormFailure text={t('access.publishWrong', { count: wrong })} />}
        <ChangeList
          base={base}
          changes={rights.changes}
          roles={rights.roles}
          tables={rights.answer?.tables ?? []}
          roleNote={(role) => (
            <People effect={effect?.roles.find((r) => r.role === role)} asking={!failure && wrong === 0} />
          )}
          tableNote={(role, table) => (
            <Records effect={effectOn(role, table)} role={effect?.roles.find((r) => r.role === role)} />
          )}
        />
      </div>
    </Dialog>
  )
}

function People({ effect, asking }: { effect: RoleEffect | undefined; asking: boolean }) {
  const t = useT()
  if (!effect)
    return asking ? (
      <span className="inline-flex items-center gap-1.5">
        <Icon name="loader-circle" className="size-3 animate-spin motion-reduce:animate-none" />
        {t('access.counting')}
      </span>
    ) : null
  return <>{t('access.touchesPeople', { count: effect.people })}</>
}

function Records({ effect, role }: { effect: TableEffect | undefined; role: RoleEffect | undefined }) {
  const t = useT()
  const locale = useLocale()
  if (!effect || !role) return null
  const count = ({ value, more }: Count): string =>
    more ? t('access.moreThan', { count: formatNumber(value, locale) }) : formatNumber(value, locale)
  const { records, nothing } = effect
  const parts: { words: string; tone?: string }[] = []
  if (effect.uncounted) parts.push({ words: t(`access.uncounted_${effect.uncounted}`) })
  if (records) {
    if (role.people === 0) parts.push({ words: t('access.ifAnybody') })
    const { gained, lost, fields } = records
    if (gained.value > 0) parts.push({ words: t('access.gained', { count: count(gained) }) })
    if (lost.value > 0) parts.push({ words: t('access.lost', { count: count(lost) }), tone: 'text-danger' })
    if (fields.value > 0) parts.push({ words: t('access.shownOtherwise', { count: count(fields) }) })
    if (gained.value + lost.value + fields.value === 0) parts.push({ words: t('access.noneTouched') })
    if (effect.examined > 0 && effect.examined < role.people)
      parts.push({ words: t('access.examined', { some: effect.examined, all: role.people }) })
  }
  if (nothing.length > 0)
    parts.push({
      words: t('access.trueForNobody', {
        verbs: new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(
          nothing.map((verb) => t(`access.verb_${verb}`)),
        ),
      }),
      tone: 'text-warn',
    })
  return (
    <>
      {parts.map(({ words, tone }) => (
        <span key={words} className={tone}>
          {words}
        </span>
      ))}
    </>
  )
}
