'use client'
/** A text to take along, such as a link, with a button that copies it. */
import { useId, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { TextArea, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'

/** Copies, or says that the browser does not allow it; true when it did. */
export function useCopy(): (text: string) => Promise<boolean> {
  const t = useT()
  const toast = useToast()
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ kind: 'ok', message: t('formDesign.copied') })
      return true
    } catch {
      toast({ kind: 'error', message: t('record.linkNotCopied', { link: text }) })
      return false
    }
  }
}

export function CopyLine(props: { label: string; text: string; long?: boolean }) {
  const t = useT()
  const id = useId()
  const copy = useCopy()
  const [copied, setCopied] = useState(false)
  const Input = props.long ? TextArea : TextInput
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {props.label}
      </label>
      <div className="flex items-start gap-2">
        <Input
          id={id}
          readOnly
          {...(props.long && { rows: 3 })}
          value={props.text}
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 font-mono text-[13px]"
        />
        <Button
          icon={copied ? 'check' : 'copy'}
          onClick={async () => {
            if (!(await copy(props.text))) return
            setCopied(true)
            setTimeout(() => setCopied(false), 2000)
          }}
        >
          {t('formDesign.copy')}
        </Button>
      </div>
    </div>
  )
}
