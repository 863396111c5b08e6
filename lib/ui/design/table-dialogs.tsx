'use client'
/** What a table says of itself, and deleting it: after what uses it, into the trash. */
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { reloadResource } from '@/lib/ui/data/resource'
import { FormFailure } from '@/lib/ui/shell/form-failure'
import { spoken } from './form'
import { ImpactDialog } from './impact-dialog'
import { LabelsInput } from './labels-input'
import type { Design } from './state'

interface Props {
  design: Design
  answer: DesignAnswer
  onClose(): void
}

export function TableSettings({ design, answer, onClose }: Props) {
  const { table } = answer
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const id = useId()
  const [label, setLabel] = useState(table.label)
  const [description, setDescription] = useState(table.description ?? {})
  const [title, setTitle] = useState(table.title)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const save = async () => {
    if (Object.keys(spoken(label)).length === 0) return setFailure(t('design.nameNeeded'))
    setBusy(true)
    setFailure(undefined)
    try {
      await api.patch(design.path, { label: spoken(label), description: spoken(description), title })
      design.changed()
      toast({ kind: 'ok', message: t('design.saved', { name: labelOf(label, locale, table.key) }) })
      onClose()
    } catch (thrown) {
      setFailure(failureText(thrown))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      size="md"
      title={t('design.tableSettings')}
      submit={t('design.save')}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      {failure && <FormFailure text={failure} />}
      <LabelsInput id={`${id}-label`} label={t('design.name')} value={label} required onChange={setLabel} />
      <LabelsInput
        id={`${id}-description`}
        label={t('design.help')}
        value={description}
        long
        onChange={setDescription}
      />
      <FormRow id={`${id}-title`} label={t('design.titleField')} help={t('design.titleFieldHelp')}>
        <NativeSelect value={title} onChange={(event) => setTitle(event.target.value)}>
          {table.fields.map((field) => (
            <option key={field.key} value={field.key}>
              {labelOf(field.label, locale, field.key)}
            </option>
          ))}
        </NativeSelect>
      </FormRow>
    </FormDialog>
  )
}

export function DeleteTable({ design, answer, onClose }: Props) {
  const { table } = answer
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const router = useRouter()
  const name = labelOf(table.label, locale, table.key)
  const restore = async () => {
    try {
      await api.post(`${design.path}/restore`)
      reloadResource(`/bases/${design.base}`)
      toast({ kind: 'ok', message: t('design.restored', { name }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }
  const gone = () => {
    router.push(`/?base=${design.base}`)
    reloadResource(`/bases/${design.base}`)
    toast({
      kind: 'ok',
      message: t('design.deleted', { name }),
      action: { label: t('design.undo'), onSelect: () => void restore() },
    })
  }
  return (
    <ImpactDialog
      base={design.base}
      address={design.path}
      title={t('design.deleteTableTitle', { name })}
      description={t('design.deleteTableText')}
      words="design.impactTableRecords"
      onGone={gone}
      onClose={onClose}
    />
  )
}
