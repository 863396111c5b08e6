'use client'
/** Putting something into the form: by a click in the palette, a menu between two blocks, or dragging. */
import { type PointerEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useT } from '@/lib/i18n/react'
import { useToast } from '@/lib/kit/toast'
import { failureText } from '@/lib/ui/api'
import { type Drag, useDrag } from '@/lib/ui/design/use-drag'
import { addStep, insertBlock, moveBlock, placed, placeOf } from './blocks'
import { type Board, columnChoices } from './board'
import { blockButton } from './canvas-block'
import { blockFor } from './palette'

export interface Inserting {
  insert(offer: string, step: string, before?: string): void
  /** After what is chosen, or at the end of the form. */
  add(offer: string): void
  drag: Drag
  dragNew(event: PointerEvent, offer: string): void
  canvas: RefObject<HTMLDivElement | null>
  /** The chooser of a picture, to be put somewhere in the page. */
  chooser: ReactNode
}

export function useInserting(board: Board, onAdd: () => void): Inserting {
  const { design, edit, choose } = board
  const t = useT()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const pictureAt = useRef<{ step: string; before?: string }>(undefined)
  const canvas = useRef<HTMLDivElement>(null)
  const pointerX = useRef(0)

  const show = (id: string) => {
    choose(id)
    requestAnimationFrame(() => document.getElementById(blockButton(id))?.scrollIntoView({ block: 'center' }))
  }
  const insert = (offer: string, step: string, before?: string) => {
    if (offer === 'step') {
      const made = addStep(design, step, before)
      edit(() => made.design)
      return show(made.step)
    }
    if (offer === 'image') {
      pictureAt.current = { step, before }
      return input.current?.click()
    }
    const block = blockFor(offer, board, (field) => columnChoices(board, field))
    if (!block) return
    if (block.kind === 'rows' && block.columns.length === 0)
      return toast({ kind: 'error', message: t('formDesign.noColumns') })
    const one = placed(block)
    edit((old) => insertBlock(old, one, step, before))
    show(one.id)
  }
  const add = (offer: string) => {
    onAdd()
    const place = placeOf(design, board.chosen)
    const at = place?.step ?? design.steps.findIndex((one) => one.id === board.chosen)
    const step = design.steps[at] ?? design.steps.at(-1)!
    insert(offer, step.id, place && step.blocks[place.at + 1]?.id)
  }
  const addPicture = async (file: File | undefined) => {
    const at = pictureAt.current
    if (!file || !at) return
    try {
      const one = placed({ kind: 'image', file: await board.addPicture(file), alt: {} })
      edit((old) => insertBlock(old, one, at.step, at.before))
      show(one.id)
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }

  const drag = useDrag(canvas, (item, { list, before }) => {
    if (!item.startsWith('new ')) return edit((old) => moveBlock(old, item, list, before))
    // A new block that is dropped beside the canvas was not meant to be added.
    const { left, right } = canvas.current!.getBoundingClientRect()
    if (pointerX.current >= left && pointerX.current <= right) insert(item.slice(4), list, before)
  })
  const dragNew = (event: PointerEvent, offer: string) => {
    const follow = (e: globalThis.PointerEvent) => {
      pointerX.current = e.clientX
    }
    pointerX.current = event.clientX
    addEventListener('pointermove', follow)
    addEventListener('pointerup', () => removeEventListener('pointermove', follow), { once: true })
    drag.start(event, `new ${offer}`)
  }

  const chooser = (
    <input
      ref={input}
      type="file"
      accept="image/*"
      hidden
      aria-label={t('formDesign.kind_image')}
      onChange={(event) => {
        void addPicture(event.target.files?.[0])
        event.target.value = ''
      }}
    />
  )
  return { insert, add, drag, dragNew, canvas, chooser }
}
