'use client'
/** What the owner of the workspace does about the log: how long looks are kept, and whose are erased. */
import { useId, useState } from 'react'
import type { MemberAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { Menu } from '@/lib/kit/menu'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'

interface DialogProps {
  base: string
  onClose(): void
  /** Something was done. */
  onDone(): void
}

export function ManageLog(props: { base: string; months: number; onDone(): void }) {
  const t = useT()
  const [task, setTask] = useState<'keep' | 'erase'>()
  const dialog = { base: props.base, onDone: props.onDone, onClose: () => setTask(undefined) }
  return (
    <>
      <Menu
        label={t('audit.manage')}
        align="end"
        trigger={<IconButton icon="ellipsis" label={t('audit.manage')} />}
        items={[
          { id: 'keep', label: t('audit.keep'), icon: 'clock', onSelect: () => setTask('keep') },
          'separator',
          {
            id: 'erase',
            label: t('audit.erase'),
            icon: 'eraser',
            danger: true,
            onSelect: () => setTask('erase'),
          },
        ]}
      />
      {task === 'keep' && <KeepDialog {...dialog} months={props.months} />}
      {task === 'erase' && <EraseDialog {...dialog} />}
    </>
  )
}

const choices = [3, 6, 12, 24, 36, 60, 120]

function KeepDialog(props: DialogProps & { months: number }) {
  const t = useT()
  const toast = useToast()
  const id = useId()
  const [months, setMonths] = useState(props.months)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await api.put(`/bases/${props.base}/access-log/retention`, { months })
      toast({ kind: 'ok', message: t('audit.kept') })
      props.onDone()
      props.onClose()
    } catch (error) {
      toast({ kind: 'error', message: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={props.onClose}
      title={t('audit.keepTitle')}
      description={t('audit.keepText')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            {t('audit.save')}
          </Button>
        </>
      }
    >
      <FormRow id={id} label={t('audit.months')}>
        <NativeSelect value={months} onChange={(event) => setMonths(Number(event.target.value))}>
          {[...new Set([...choices, props.months])]
            .sort((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {t('audit.monthsOf', { months: one })}
              </option>
            ))}
        </NativeSelect>
      </FormRow>
    </Dialog>
  )
}

function EraseDialog(props: DialogProps) {
  const t = useT()
  const toast = useToast()
  const id = useId()
  const [person, setPerson] = useState('')
  const [busy, setBusy] = useState(false)
  const { data } = useResource<{ members: MemberAnswer[] }>(`/bases/${props.base}/members`)
  const gone = (data?.members ?? []).filter((member) => !member.active && !member.placeholder)
  const erase = async () => {
    setBusy(true)
    try {
      const { erased } = await api.post<{ erased: number }>(`/bases/${props.base}/access-log/erase`, {
        person,
      })
      const name = gone.find((member) => member.id === person)?.name ?? ''
      toast({ kind: 'ok', message: t('audit.eraseDone', { count: erased, name }) })
      props.onDone()
      props.onClose()
    } catch (error) {
      toast({ kind: 'error', message: failureText(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={props.onClose}
      title={t('audit.eraseTitle')}
      description={t('audit.eraseText')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('kit.cancel')}</Button>
          <Button variant="danger" busy={busy} disabled={person === ''} onClick={() => void erase()}>
            {t('audit.eraseConfirm')}
          </Button>
        </>
      }
    >
      {data && gone.length === 0 ? (
        <p className="text-muted">{t('audit.eraseNobody')}</p>
      ) : (
        <FormRow id={id} label={t('audit.person')}>
          <NativeSelect value={person} onChange={(event) => setPerson(event.target.value)}>
            <option value="">{t('audit.eraseChoose')}</option>
            {gone.map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
      )}
    </Dialog>
  )
}
