'use client'
/** Importing a JSON Schema in two steps: the file or its text, then what it becomes; nothing is made before the end. */
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { SchemaImportAnswer, SchemaPreviewAnswer } from '@/lib/api/contract-schema'
import { useLocale, useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { Refused } from '@/lib/ui/shell/failure'
import { useSession } from '@/lib/ui/shell/session'
import { PreviewStep } from './preview-step'
import { SourceStep } from './source-step'

export interface Looked {
  text: string
  /** The part of the document that is looked at; the whole when empty. */
  at: string
  preview: SchemaPreviewAnswer
}

export function ImportPage({ base }: { base: string }) {
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const router = useRouter()
  const { base: answer, reloadBase } = useSession()
  const [looked, setLooked] = useState<Looked>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  if (answer && !answer.base.admin) return <Refused title={t('schema.onlyAdmin')} />

  /** One request at a time; what went wrong is said where the person is. */
  const asking = async (work: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
    setBusy(false)
  }
  const look = (text: string, at = '') =>
    asking(async () => {
      const body = { schema: text, ...(at ? { at } : {}) }
      const preview = await api.post<SchemaPreviewAnswer>(`/bases/${base}/schema/preview`, body)
      setLooked({ text, at, preview })
    })
  const create = (name: string, leave: string[]) =>
    asking(async () => {
      const { text, at } = looked!
      const body = {
        schema: text,
        leave,
        ...(at ? { at } : {}),
        ...(name ? { label: { [locale]: name } } : {}),
      }
      const { table } = await api.post<SchemaImportAnswer>(`/bases/${base}/schema/import`, body)
      toast({ kind: 'ok', message: t('schema.created') })
      reloadBase()
      router.push(`/${base}/${table}`)
    })

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-5 p-6 max-md:p-4">
      <title>{`${t('schema.title')} · Tian`}</title>
      <header>
        <h1 className="text-lg font-semibold">{t('schema.title')}</h1>
        <p className="text-pretty text-muted">{t('schema.intro')}</p>
      </header>
      {looked ? (
        <PreviewStep
          key={looked.at}
          looked={looked}
          busy={busy}
          failure={failure}
          onPart={(at) => void look(looked.text, at)}
          onBack={() => {
            setLooked(undefined)
            setFailure(undefined)
          }}
          onCreate={(name, leave) => void create(name, leave)}
        />
      ) : (
        <SourceStep busy={busy} failure={failure} onLook={(text) => void look(text)} onFailure={setFailure} />
      )}
    </div>
  )
}
