'use client'
/** What a table's menu offers about JSON Schema: keep it as a file, and stop judging by an imported one. */
import { useState } from 'react'
import { useT } from '@/lib/i18n/react'
import type { JsonSchema } from '@/lib/json'
import { ConfirmDialog } from '@/lib/kit/dialog'
import type { MenuItem } from '@/lib/kit/menu'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'

/**
 * Items for the menu of a table, and the dialog they open.
 * @param imported whether records are judged by a schema that the table was imported from
 */
export function useSchemaMenu(base: string, table: string, imported: boolean, onChanged: () => void) {
  const t = useT()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const address = `/bases/${base}/tables/${table}/schema`
  const attempt = (work: Promise<void>) =>
    work.catch((thrown: unknown) => toast({ kind: 'error', message: failureText(thrown) }))
  const download = async () => {
    const schema = await api.get<JsonSchema>(address)
    const file = new Blob([`${JSON.stringify(schema, null, 2)}\n`], { type: 'application/schema+json' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = `${table}.schema.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const release = async () => {
    await api.delete(address)
    toast({ kind: 'ok', message: t('schema.released') })
    setAsking(false)
    onChanged()
  }
  const items: MenuItem[] = [
    {
      id: 'export-schema',
      label: t('schema.exportMenu'),
      icon: 'download',
      onSelect: () => void attempt(download()),
    },
    ...(imported
      ? [
          {
            id: 'release-schema',
            label: t('schema.releaseMenu'),
            icon: 'unlink',
            onSelect: () => setAsking(true),
          },
        ]
      : []),
  ]
  const dialog = (
    <ConfirmDialog
      open={asking}
      onOpenChange={setAsking}
      title={t('schema.releaseTitle')}
      description={t('schema.releaseText')}
      confirmLabel={t('schema.release')}
      onConfirm={() => attempt(release())}
    />
  )
  return { items, dialog }
}
