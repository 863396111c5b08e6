'use client'
/** A token that was just made: to copy, this once, with a request to try it by. */
import { useId } from 'react'
import type { TokensAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'
import { FormRow, TextInput } from '@/lib/kit/input'
import { useCopy } from '@/lib/ui/account/copy'
import type { Extent } from './choice'
import type { MadeToken } from './state'

/** Lines for a terminal that ask for something the token may read. */
function example(base: string, { key, role, tables }: MadeToken, answer: TokensAnswer): string {
  const may: Extent = tables ?? answer.roles.find((one) => one.key === role)?.may ?? {}
  const readable = answer.tables.find((table) => may[table.key]?.includes('read'))
  const path = readable ? `/tables/${readable.key}/records?limit=5` : ''
  const address = `${window.location.origin}/api/v1/bases/${base}${path}`
  return `TOKEN=${key}\ncurl -H "Authorization: Bearer $TOKEN" "${address}"`
}

export function ShownToken(props: {
  base: string
  made: MadeToken
  answer: TokensAnswer
  onClose: () => void
}) {
  const { made } = props
  const t = useT()
  const copy = useCopy()
  const id = useId()
  const lines = example(props.base, made, props.answer)
  return (
    <Dialog
      open
      // What is shown once is not lost to a stray click or Escape.
      locked
      onOpenChange={(open) => !open && props.onClose()}
      title={t('tokens.madeTitle')}
      description={t('tokens.madeText')}
      footer={
        <Button variant="primary" onClick={props.onClose}>
          {t('tokens.kept')}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="flex items-end gap-2 max-md:flex-wrap">
          <div className="min-w-0 flex-1 max-md:basis-full">
            <FormRow id={id} label={t('tokens.key')}>
              <TextInput
                readOnly
                value={made.key}
                onFocus={(event) => event.target.select()}
                className="font-mono text-[13px]"
              />
            </FormRow>
          </div>
          <Button autoFocus icon="copy" className="max-md:flex-1" onClick={() => void copy(made.key)}>
            {t('tokens.copyKey')}
          </Button>
        </div>
        <section className="flex flex-col gap-1.5">
          <h3 className="font-medium">{t('tokens.example')}</h3>
          <p className="text-[13px] text-muted">{t('tokens.exampleText')}</p>
          <pre className="rounded-lg border border-line bg-canvas p-3 font-mono text-[13px] leading-5 break-all whitespace-pre-wrap">
            {lines}
          </pre>
          <Button icon="copy" size="sm" className="self-start" onClick={() => void copy(lines)}>
            {t('tokens.copyExample')}
          </Button>
        </section>
      </div>
    </Dialog>
  )
}
