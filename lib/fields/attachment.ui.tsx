'use client'
/** Attachment: small pictures in the grid, a list in a record; files come by button, by dropping and by pasting. */
import { type KeyboardEvent, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import type { Attachment, AttachmentOptions } from './attachment'
import { Box } from './parts/box'
import { FileLine } from './parts/file-list'
import { FileManager } from './parts/file-manager'
import { FilePicture } from './parts/file-picture'
import { Flyout } from './parts/flyout'
import { isComposing, swallow, useLeaving } from './parts/leaving'
import { useUploads } from './parts/uploads'
import type { CellProps, FieldServices, FieldUi, InputProps } from './ui-type'

const mostPictures = 4

/** One file shows its name; several show what they look like and how many they are. */
function Glance({ value, services }: { value: readonly Attachment[]; services?: FieldServices }) {
  const t = useT()
  return (
    <span className="flex min-w-0 items-center gap-1" title={value.map((file) => file.name).join('\n')}>
      {value.slice(0, mostPictures).map((file) => (
        <FilePicture key={file.id} file={file} services={services} />
      ))}
      <span className="truncate text-xs text-muted">
        {value.length === 1 ? value[0]!.name : t('fieldChoice.files', { count: value.length })}
      </span>
    </span>
  )
}

function Cell({ value, services, dense }: CellProps<Attachment[], AttachmentOptions>) {
  if (dense) return <Glance value={value} services={services} />
  return (
    <ul className="flex flex-col gap-1">
      {value.map((file) => (
        <FileLine key={file.id} file={file} services={services} />
      ))}
    </ul>
  )
}

function Input(props: InputProps<Attachment[], AttachmentOptions>) {
  // Text that was pasted over the cell is no list of files; it is kept for validation until files replace it.
  const value = Array.isArray(props.value) ? props.value : []
  const uploads = useUploads(props.services, value, props.onChange)
  if (props.mode === 'cell') return <CellInput {...props} value={value} uploads={uploads} />
  return <FileManager {...props} value={value} uploads={uploads} />
}

type CellInputProps = InputProps<Attachment[], AttachmentOptions> & {
  value: Attachment[]
  uploads: ReturnType<typeof useUploads>
}

/** A cell is too small for a list: it opens under it, and stays until the last file has arrived. */
function CellInput(props: CellInputProps) {
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const { commit, cancel } = useLeaving(props, [box, panel], () => {})
  const busy = props.uploads.running.some((upload) => !upload.failed)
  const leave = () => {
    if (!busy) commit()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || event.key !== 'Escape') return
    swallow(event)
    cancel()
  }
  return (
    <>
      <Box ref={box} mode="cell" invalid={props.invalid}>
        {props.value.length > 0 && <Glance value={props.value} services={props.services} />}
      </Box>
      <Flyout
        anchor={box}
        panel={panel}
        open
        onClose={leave}
        label={t('fieldChoice.manageFiles')}
        className="p-2"
      >
        <div role="group" className="w-80 max-w-full" onKeyDown={onKeyDown}>
          <FileManager
            {...props}
            autoFocus
            footer={
              <Button size="sm" variant="primary" busy={busy} onClick={leave}>
                {t('fieldChoice.done')}
              </Button>
            }
          />
        </div>
      </Flyout>
    </>
  )
}

export const attachment: FieldUi<Attachment[], AttachmentOptions> = { Cell, Input }
