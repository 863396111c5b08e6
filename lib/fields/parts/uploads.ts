'use client'
/** Files on their way up: how far each is, which failed, and the entries of those that arrived. */
import { useRef, useState } from 'react'
import { type Attachment, mostFiles } from '../attachment'
import type { FieldServices } from '../ui-type'

export interface Upload {
  key: number
  file: File
  /** From 0 to 1. */
  share: number
  failed: boolean
}

export interface Uploads {
  running: readonly Upload[]
  /** More files were given than a cell holds. */
  full: boolean
  add(files: Iterable<File>): void
  retry(upload: Upload): void
  drop(upload: Upload): void
}

let lastKey = 0

/** Uploads what is added and hands on the whole list each time one has arrived. */
export function useUploads(
  services: FieldServices,
  value: readonly Attachment[],
  onChange: (value: Attachment[]) => void,
): Uploads {
  const [running, setRunning] = useState<Upload[]>([])
  const [full, setFull] = useState(false)
  // Two uploads may arrive before the first one's value has come back.
  const latest = useRef(value)
  latest.current = value

  const change = (key: number, facts: Partial<Upload>) =>
    setRunning((list) => list.map((upload) => (upload.key === key ? { ...upload, ...facts } : upload)))
  const remove = (key: number) => setRunning((list) => list.filter((upload) => upload.key !== key))

  function send({ key, file }: Upload): void {
    services
      .upload(file, (share) => change(key, { share }))
      .then(
        ({ id, name, size, type }) => {
          remove(key)
          latest.current = [...latest.current, { id, name, size, type }]
          onChange([...latest.current])
        },
        () => change(key, { failed: true }),
      )
  }

  return {
    running,
    full,
    add(files) {
      const all = [...files]
      const fitting = all.slice(0, Math.max(0, mostFiles - value.length - running.length))
      setFull(fitting.length < all.length)
      const uploads = fitting.map((file) => ({ key: ++lastKey, file, share: 0, failed: false }))
      setRunning((list) => [...list, ...uploads])
      for (const upload of uploads) send(upload)
    },
    retry(upload) {
      change(upload.key, { failed: false, share: 0 })
      send(upload)
    },
    drop: (upload) => remove(upload.key),
  }
}
