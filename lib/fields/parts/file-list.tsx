'use client'
/** The files of a cell, one a line: look, name, size, and what can be done with each. */
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { formatBytes } from '@/lib/i18n/format'
import { useLocale, useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import type { Attachment } from '../attachment'
import type { FieldServices } from '../ui-type'
import { boxButton, boxInput } from './box'
import { FilePicture } from './file-picture'
import { isComposing, swallow } from './leaving'
import type { Upload, Uploads } from './uploads'

interface FileLineProps {
  file: Attachment
  services?: FieldServices
  onRename?(name: string): void
  onRemove?(): void
}

export function FileLine({ file, services, onRename, onRemove }: FileLineProps) {
  const t = useT()
  const locale = useLocale()
  const [draft, setDraft] = useState<string>()
  const { name } = file
  function endRename(keep: boolean): void {
    if (keep && draft?.trim() && draft.trim() !== name) onRename?.(draft.trim())
    setDraft(undefined)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return
    swallow(event)
    endRename(event.key === 'Enter')
  }
  return (
    <li className="flex min-h-10 items-center gap-2">
      <FilePicture file={file} services={services} large />
      <span className="min-w-0 flex-1">
        {draft === undefined ? (
          <span className="block truncate" title={name}>
            {name}
          </span>
        ) : (
          <input
            autoFocus
            aria-label={t('fieldChoice.fileName')}
            className={`${boxInput} w-full rounded border border-accent px-1.5`}
            value={draft}
            maxLength={255}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => endRename(true)}
            onKeyDown={onKeyDown}
          />
        )}
        {file.size !== undefined && draft === undefined && (
          <span className="block text-xs text-muted tabular-nums">{formatBytes(file.size, locale)}</span>
        )}
      </span>
      {onRename && draft === undefined && (
        <LineButton icon="pencil" label={t('fieldChoice.rename', { name })} onClick={() => setDraft(name)} />
      )}
      {services && (
        <a
          href={services.fileUrl(file.id)}
          download={name}
          aria-label={t('fieldChoice.download', { name })}
          title={t('fieldChoice.download', { name })}
          className={boxButton}
        >
          <Icon name="download" className="size-3.5" />
        </a>
      )}
      {onRemove && <LineButton icon="x" label={t('fieldChoice.remove', { name })} onClick={onRemove} />}
    </li>
  )
}

/** A file that is on its way, or did not arrive. */
export function UploadLine({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const t = useT()
  const { name } = upload.file
  const percent = Math.round(upload.share * 100)
  return (
    <li className="flex min-h-10 items-center gap-2">
      <span className="inline-flex size-9 shrink-0 items-center justify-center rounded bg-hover text-muted">
        <Icon name={upload.failed ? 'circle-alert' : 'upload'} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {upload.failed ? (
          <span role="alert" className="block text-xs text-danger">
            {t('fieldChoice.uploadFailed', { name })}
          </span>
        ) : (
          <progress
            aria-label={t('fieldChoice.uploading', { name })}
            className="block h-1 w-full accent-accent"
            max={100}
            value={percent}
          />
        )}
      </span>
      {upload.failed && (
        <LineButton
          icon="refresh-cw"
          label={t('fieldChoice.retryUpload', { name })}
          onClick={() => uploads.retry(upload)}
        />
      )}
      {upload.failed && (
        <LineButton icon="x" label={t('fieldChoice.remove', { name })} onClick={() => uploads.drop(upload)} />
      )}
    </li>
  )
}

function LineButton(props: { icon: string; label: string; onClick(): void }): ReactNode {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      className={boxButton}
      onClick={props.onClick}
    >
      <Icon name={props.icon} className="size-3.5" />
    </button>
  )
}
