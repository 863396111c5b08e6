'use client'
/** What publishing the draft means, before it happens: the difference in words, how many people, how many records. */
import { useEffect, useState } from 'react'
import type { EffectAnswer } from '@/lib/api/contract-rights'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { useToast } from '@/lib/kit/toast'
import { ApiFailure, api, failureText } from '@/lib/ui/api'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { ChangeList } from './change-list'
import { effectOn, People, type Place, Records, Stays } from './effect-notes'
import type { Rights } from './state'

export function PublishDialog(props: {
  base: string
  rights: Rights
  onClose: () => void
  /** Shows a rule or a cell on the page. */
  onGo: (place: Place) => void
}) {
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
  const tables = rights.answer?.tables ?? []
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
            writes
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
          before={rights.answer?.roles}
          tables={tables}
          roleNote={(role) => (
            <People effect={effect?.roles.find((r) => r.role === role)} asking={!failure && wrong === 0} />
          )}
          tableNote={(role, table) => (
            <Records
              effect={effectOn(effect, role, table)}
              role={effect?.roles.find((r) => r.role === role)}
            />
          )}
          tableEnd={(key, table) => {
            const role = rights.roles.find((r) => r.key === key)
            const here = tables.find((one) => one.key === table)
            const stays = effectOn(effect, key, table)?.stays
            return role && here && stays ? (
              <Stays base={base} stays={stays} role={role} table={here} tables={tables} onGo={props.onGo} />
            ) : null
          }}
        />
      </div>
    </Dialog>
  )
}
