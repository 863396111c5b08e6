'use client'
/** A new table of one's own: its name is all it takes, fields come beside its grid. Or from a JSON Schema. */
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { FormDialog } from '@/lib/kit/form-dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { Menu } from '@/lib/kit/menu'
import { api, failureText } from '../api'
import { reloadResource } from '../data/resource'
import { FormFailure } from './form-failure'

/** The “+” beside the list of tables, for administrators. */
export function NewTable({ base }: { base: string }) {
  const t = useT()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Menu
        label={t('shell.newTable')}
        align="end"
        trigger={<IconButton icon="plus" size="sm" label={t('shell.newTable')} />}
        items={[
          {
            id: 'empty',
            icon: 'table',
            label: t('shell.newTable'),
            writes: true,
            onSelect: () => setOpen(true),
          },
          {
            id: 'import',
            icon: 'import',
            label: t('schema.importMenu'),
            writes: true,
            onSelect: () => router.push(`/${base}/import`),
          },
        ]}
      />
      {open && <NewTableDialog base={base} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewTableDialog({ base, onClose }: { base: string; onClose(): void }) {
  const t = useT()
  const router = useRouter()
  const form = useId()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const create = async () => {
    if (name.trim() === '') return setFailure(t('design.nameNeeded'))
    setBusy(true)
    setFailure(undefined)
    try {
      // What is written in Chinese is a Chinese name; anything else is left to stand for both languages.
      const label = /\p{Script=Han}/u.test(name) ? { 'zh-CN': name.trim() } : { en: name.trim() }
      const table = await api.post<{ 'x-table': { key: string } }>(`/bases/${base}/tables`, { label })
      reloadResource(`/bases/${base}`)
      onClose()
      router.push(`/${base}/${table['x-table'].key}`)
    } catch (thrown) {
      setFailure(failureText(thrown))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={t('shell.newTable')}
      description={t('shell.newTableHint')}
      submit={t('shell.createTable')}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void create()}
    >
      {failure && <FormFailure text={failure} />}
      <FormRow id={`${form}-name`} label={t('shell.tableName')} required>
        <TextInput
          id={`${form}-name`}
          value={name}
          autoFocus
          maxLength={100}
          placeholder={t('shell.tableExample')}
          onChange={(event) => setName(event.target.value)}
        />
      </FormRow>
    </FormDialog>
  )
}
