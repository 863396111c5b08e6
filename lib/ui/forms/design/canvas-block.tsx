'use client'
/** One block on the canvas: it looks as it will, and is chosen, moved, copied and removed. */
import { type KeyboardEvent, memo, type ReactNode } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import type { FormBlock } from '@/lib/meta/form'
import { Handle } from '@/lib/ui/design/handle'
import type { Drag } from '@/lib/ui/design/use-drag'
import { BlockView } from '@/lib/ui/forms/fill/block'
import { spanOf } from '@/lib/ui/forms/fill/parts'
import {
  addStep,
  canDuplicate,
  duplicateBlock,
  moveBlock,
  nudgeBlock,
  type Placed,
  placeOf,
  removeBlock,
} from './blocks'
import { blockName, stepName, useBoard, wholeForm } from './board'

/** The button of a block, to bring the focus back after it has moved. */
export const blockButton = (id: string): string => `canvas-${id}`

export function CanvasBlock({ one, drag, inserter }: { one: Placed; drag: Drag; inserter: ReactNode }) {
  const { design, edit, chosen, choose, table, problems } = useBoard()
  const t = useT()
  const locale = useLocale()
  const { id, block } = one
  const name = blockName(block, table, locale, t)
  const isChosen = chosen === id
  const problem = problems.get(id)
  const refocus = (which: string) =>
    requestAnimationFrame(() => document.getElementById(blockButton(which))?.focus())
  const nudge = (by: -1 | 1) => edit((old) => nudgeBlock(old, id, by))
  const remove = () => {
    const place = placeOf(design, id)!
    const { blocks } = design.steps[place.step]!
    const next = blocks[place.at + 1] ?? blocks[place.at - 1]
    edit((old) => removeBlock(old, id))
    choose(next?.id ?? wholeForm)
    if (next) refocus(next.id)
  }
  const place = placeOf(design, id)
  const step = place && design.steps[place.step]!
  const items: MenuEntry[] = [
    {
      id: 'up',
      label: t('formDesign.moveUp'),
      icon: 'arrow-up',
      hint: t('formDesign.keyUp'),
      onSelect: () => nudge(-1),
    },
    {
      id: 'down',
      label: t('formDesign.moveDown'),
      icon: 'arrow-down',
      hint: t('formDesign.keyDown'),
      onSelect: () => nudge(1),
    },
    ...(design.steps.length > 1
      ? design.steps.flatMap((other, index): MenuEntry[] =>
          other === step
            ? []
            : [
                {
                  id: other.id,
                  label: t('formDesign.moveTo', { step: stepName(other, index, locale, t) }),
                  icon: 'arrow-right',
                  onSelect: () => edit((old) => moveBlock(old, id, other.id)),
                },
              ],
        )
      : []),
    {
      id: 'split',
      label: t('formDesign.stepFromHere'),
      icon: 'list-ordered',
      disabled: place?.at === 0,
      onSelect: () => {
        if (!step) return
        const made = addStep(design, step.id, id)
        edit(() => made.design)
        choose(made.step)
      },
    },
    ...(canDuplicate(one)
      ? [
          {
            id: 'copy',
            label: t('formDesign.duplicate'),
            icon: 'copy',
            onSelect: () => {
              const made = duplicateBlock(design, id)
              edit(() => made.design)
              if (made.copy) choose(made.copy)
            },
          },
        ]
      : []),
    'separator',
    { id: 'remove', label: t('formDesign.remove'), icon: 'trash-2', danger: true, onSelect: remove },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const act = keyAct(event)
    if (!act) return
    event.preventDefault()
    if (act === 'remove') return remove()
    nudge(act === 'up' ? -1 : 1)
    refocus(id)
  }
  return (
    <div
      data-drag-item={id}
      className={cx(
        'group relative min-w-0 rounded-lg p-2',
        spanOf(block),
        isChosen ? 'bg-selected/50 ring-1 ring-accent' : 'hover:bg-hover/60',
        problem && 'ring-1 ring-danger',
        drag.item === id && 'opacity-40',
      )}
    >
      {inserter}
      <div inert className="pointer-events-none">
        <Drawn block={block} name={name} />
      </div>
      <button
        id={blockButton(id)}
        type="button"
        aria-label={t('formDesign.chooseBlock', { name, kind: t(`formDesign.kind_${block.kind}`) })}
        aria-pressed={isChosen}
        onClick={() => choose(id)}
        onKeyDown={onKeyDown}
        className="absolute inset-0 cursor-pointer rounded-lg"
      />
      <div
        className={cx(
          'absolute top-1 right-1 flex items-center rounded-md border border-line bg-raised shadow-button',
          !isChosen &&
            'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-popup-open]]:opacity-100 max-md:hidden',
        )}
      >
        <Handle name={name} onStart={(event) => drag.start(event, id)} onNudge={nudge} />
        <Menu
          label={t('formDesign.actionsOf', { name })}
          align="end"
          items={items}
          trigger={<IconButton size="sm" icon="ellipsis" label={t('formDesign.actionsOf', { name })} />}
        />
      </div>
      <Marks block={block} problem={problem?.message} />
    </div>
  )
}

function keyAct(event: KeyboardEvent): 'up' | 'down' | 'remove' | undefined {
  if (event.key === 'Delete' || event.key === 'Backspace') return 'remove'
  if (!event.altKey) return undefined
  return event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined
}

/** The block as people will see it; what would be empty says what it is. */
const Drawn = memo(function Drawn({ block, name }: { block: FormBlock; name: string }) {
  const locale = useLocale()
  const { table } = useBoard()
  const t = useT()
  if (block.kind === 'section')
    return (
      <div className="mt-2 border-b border-line pb-1.5">
        <p className="text-[15px] leading-6 font-semibold">
          {labelOf(block.label, locale) || (
            <span className="text-faint">{t('formDesign.untitledSection')}</span>
          )}
        </p>
        {labelOf(block.help, locale) && (
          <p className="text-[13px] text-muted">{labelOf(block.help, locale)}</p>
        )}
      </div>
    )
  if (block.kind === 'text' && !labelOf(block.text, locale))
    return <p className="text-faint">{t('formDesign.emptyText')}</p>
  if (
    (block.kind === 'field' || block.kind === 'rows') &&
    !table.fields.some((one) => one.key === block.field)
  )
    return (
      <p className="flex items-center gap-2 text-danger">
        <Icon name="circle-alert" />
        {t('formDesign.gone', { name })}
      </p>
    )
  return <BlockView block={block} />
})

/** Small signs of what cannot be seen: conditions, hidden fields, what is wrong. */
function Marks({ block, problem }: { block: FormBlock; problem?: string }) {
  const t = useT()
  const marks = [
    block.showIf && t('formDesign.conditional'),
    block.kind === 'field' && block.requiredIf && t('formDesign.requiredSometimes'),
    block.kind === 'field' && block.fixed === 'hidden' && t('formDesign.notShown'),
  ].filter((mark): mark is string => Boolean(mark))
  if (marks.length === 0 && !problem) return null
  return (
    <p className="pointer-events-none relative mt-1 flex flex-wrap gap-1.5 text-xs">
      {marks.map((mark) => (
        <span key={mark} className="rounded bg-accent-soft px-1.5 text-accent">
          {mark}
        </span>
      ))}
      {problem && <span className="text-danger">{problem}</span>}
    </p>
  )
}
