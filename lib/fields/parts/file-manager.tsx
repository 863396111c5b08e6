'use client'
/** Adding, renaming and removing files: by button, by dropping them in, by pasting them. */
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { type Attachment, mostFiles } from '../attachment'
import type { FieldServices } from '../ui-type'
import { FileLine, UploadLine } from './file-list'
import type { Uploads } from './uploads'

interface FileManagerProps {
  id: string
  value: readonly Attachment[]
  uploads: Uploads
  services: FieldServices
  invalid?: boolean
  disabled?: boolean
  autoFocus?: boolean
  labelledBy?: string
  describedBy?: string
  onChange(value: Attachment[] | undefined): void
  footer?: ReactNode
}

export function FileManager(props: FileManagerProps) {
  const { value, uploads, disabled } = props
  const t = useT()
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  const put = (files: readonly Attachment[]) => props.onChange(files.length > 0 ? [...files] : undefined)
  function onPaste(event: ClipboardEvent): void {
    if (disabled || event.clipboardData.files.length === 0) return
    event.preventDefault()
    uploads.add(event.clipboardData.files)
  }
  function onDrop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    if (!disabled) uploads.add(event.dataTransfer.files)
  }

  return (
    <div
      role="group"
      aria-labelledby={props.labelledBy}
      className={cx(
        'w-full rounded-md border border-dashed p-2',
        over ? 'border-accent bg-accent-soft' : props.invalid ? 'border-danger' : 'border-line-control',
      )}
      onPaste={onPaste}
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
    >
      {(value.length > 0 || uploads.running.length > 0) && (
        <ul className="mb-2 flex flex-col gap-1">
          {value.map((file) => (
            <FileLine
              key={file.id}
              file={file}
              services={props.services}
              onRename={
                disabled
                  ? undefined
                  : (name) => put(value.map((other) => (other.id === file.id ? { ...other, name } : other)))
              }
              onRemove={disabled ? undefined : () => put(value.filter((other) => other.id !== file.id))}
            />
          ))}
          {uploads.running.map((upload) => (
            <UploadLine key={upload.key} upload={upload} uploads={uploads} />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          id={props.id}
          size="sm"
          icon="upload"
          disabled={disabled}
          autoFocus={props.autoFocus}
          aria-describedby={props.describedBy}
          onClick={() => chooser.current?.click()}
        >
          {t('fieldChoice.upload')}
        </Button>
        <span className="min-w-0 flex-1 text-xs text-muted max-md:hidden">
          {over ? t('fieldChoice.dropNow') : t('fieldChoice.dropHere')}
        </span>
        {props.footer}
      </div>
      {uploads.full && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {t('fieldChoice.tooManyFiles', { most: mostFiles })}
        </p>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t('fieldChoice.upload')}
        onChange={(event) => {
          uploads.add(event.target.files ?? [])
          event.target.value = ''
        }}
      />
    </div>
  )
}
