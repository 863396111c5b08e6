'use client'
/** A file at a glance: a small picture of an image, an icon for anything else. */
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { Attachment } from '../attachment'
import type { FieldServices } from '../ui-type'

/** Formats that every browser draws and that cannot run anything. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

const iconOf = (type = ''): string =>
  type.startsWith('image/')
    ? 'image'
    : type.startsWith('text/') || type === 'application/pdf'
      ? 'file-text'
      : 'file'

export function FilePicture({
  file,
  services,
  large,
}: {
  file: Attachment
  services?: FieldServices
  large?: boolean
}) {
  const size = large ? 'size-9' : 'size-5'
  if (services && file.type && pictures.has(file.type))
    return (
      // biome-ignore lint/performance/noImgElement: a private file through its own address; there is nothing to optimise.
      <img
        src={services.fileUrl(file.id)}
        alt=""
        loading="lazy"
        className={cx(size, 'shrink-0 rounded border border-line object-cover')}
      />
    )
  return (
    <span
      className={cx(size, 'inline-flex shrink-0 items-center justify-center rounded bg-hover text-muted')}
    >
      <Icon name={iconOf(file.type)} className={large ? 'size-4' : 'size-3.5'} />
    </span>
  )
}
