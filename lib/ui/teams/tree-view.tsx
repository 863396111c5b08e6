'use client'
/** The tree of teams: one line each, by keyboard as in any tree, and moved by dragging. */
import { useRef, useState } from 'react'
import type { TeamAnswer, TeamPerson } from '@/lib/api/contract-teams'
import { useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { linesOf, mayGo, moveOf, peopleCount, type TeamLine } from './tree'
import { type TreeDrag, useTreeDrag } from './use-tree-drag'

export interface TreeViewProps {
  teams: readonly TeamAnswer[]
  people: ReadonlyMap<string, TeamPerson>
  /** The teams that a search has found; then all of them are unfolded. */
  only?: ReadonlySet<string>
  chosen?: string
  movable: boolean
  onChoose(id: string): void
  onMove(id: string, parent: string | undefined): void
}

const unfolded: ReadonlySet<string> = new Set()

export function TreeView({ teams, only, chosen, ...props }: TreeViewProps) {
  const t = useT()
  const [folded, setFolded] = useState(unfolded)
  const [focus, setFocus] = useState<string>()
  const tree = useRef<HTMLDivElement>(null)
  const drag = useTreeDrag((id, parent) => mayGo(teams, id, parent), props.onMove)
  const lines = linesOf(teams, only ? unfolded : folded, only)
  // One line alone is in the order of Tab: where the focus was, else the chosen one, else the first.
  const stop = [focus, chosen].find((id) => lines.some(({ team }) => team.id === id)) ?? lines[0]?.team.id

  const fold = (id: string, on: boolean) =>
    setFolded((now) => new Set(on ? [...now, id] : [...now].filter((one) => one !== id)))
  const go = (id: string) => {
    setFocus(id)
    tree.current?.querySelector<HTMLElement>(`[data-team-drop="${id}"]`)?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent, id: string) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    const move = moveOf(event.key, lines, id)
    if (!move) return
    event.preventDefault()
    if ('go' in move) go(move.go)
    else if ('choose' in move) props.onChoose(move.choose)
    else if ('fold' in move) fold(move.fold, true)
    else fold(move.unfold, false)
  }

  return (
    <>
      <div ref={tree} role="tree" aria-label={t('teams.title')} className="flex flex-col gap-px">
        {lines.map((line) => (
          <Line
            key={line.team.id}
            line={line}
            people={props.people}
            chosen={line.team.id === chosen}
            stop={line.team.id === stop}
            drag={props.movable ? drag : undefined}
            onChoose={() => {
              setFocus(line.team.id)
              props.onChoose(line.team.id)
            }}
            onFold={() => fold(line.team.id, line.open)}
            onKeyDown={(event) => onKeyDown(event, line.team.id)}
          />
        ))}
      </div>
      {drag.item && mayGo(teams, drag.item, undefined) && (
        <div
          data-team-drop=""
          className={cx(
            'sticky bottom-0 mt-1 flex h-9 items-center justify-center rounded-md border border-dashed bg-surface text-[13px]',
            drag.over && drag.over.parent === undefined
              ? 'border-accent bg-accent-soft text-accent'
              : 'border-strong text-muted',
          )}
        >
          {t('teams.top')}
        </div>
      )}
    </>
  )
}

interface LineProps {
  line: TeamLine
  people: ReadonlyMap<string, TeamPerson>
  chosen: boolean
  stop: boolean
  drag?: TreeDrag
  onChoose(): void
  onFold(): void
  onKeyDown(event: React.KeyboardEvent): void
}

function Line({ line: { team, level, ...line }, chosen, drag, ...props }: LineProps) {
  const t = useT()
  const count = t('teams.count', { count: peopleCount(team, props.people) })
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={line.place}
      aria-setsize={line.siblings}
      aria-expanded={line.hasBelow ? line.open : undefined}
      aria-selected={chosen}
      aria-label={`${team.name}, ${count}`}
      tabIndex={props.stop ? 0 : -1}
      data-team-drop={team.id}
      onClick={props.onChoose}
      onKeyDown={props.onKeyDown}
      onPointerDown={(event) => drag?.start(event, team.id)}
      style={{ paddingInlineStart: `${Math.min(level - 1, 12) * 18 + 4}px` }}
      className={cx(
        'flex min-h-8 cursor-pointer items-center gap-1.5 rounded-md pr-2.5 outline-none select-none max-md:min-h-11',
        'focus-visible:ring-2 focus-visible:ring-focus',
        chosen ? 'bg-selected font-medium' : 'hover:bg-hover',
        drag?.item === team.id && 'opacity-45',
        drag?.over?.parent === team.id && 'bg-accent-soft ring-2 ring-accent',
      )}
    >
      {/* For the mouse and the finger; the keyboard has the arrows. */}
      <span
        aria-hidden
        onClick={(event) => {
          if (!line.hasBelow) return
          event.stopPropagation()
          props.onFold()
        }}
        className="flex size-6 shrink-0 items-center justify-center rounded text-faint hover:text-ink max-md:size-10"
      >
        {line.hasBelow && (
          <Icon
            name="chevron-right"
            className={cx('size-3.5 transition-transform', line.open && 'rotate-90')}
          />
        )}
      </span>
      <span className="min-w-0 flex-1 truncate">{team.name}</span>
      <span className="shrink-0 text-xs font-normal text-faint">{count}</span>
    </div>
  )
}
