'use client'
/** The options of a select: added by Enter or by pasting lines, renamed, coloured, ordered, retired, merged. */
import { type PointerEvent, useRef, useState } from 'react'
import { optionColors } from '@/lib/fields/choice'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { TextInput } from '@/lib/kit/input'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { Popover } from '@/lib/kit/popover'
import { tagLook } from '@/lib/kit/tag'
import { DropLine, Handle } from './handle'
import { otherLocale } from './labels-input'
import {
  addOptions,
  type DraftOption,
  moveOption,
  namesIn,
  removeOption,
  repeatedNames,
  withLabel,
  withRetired,
} from './options'
import { useDrag } from './use-drag'

export interface OptionsEditorProps {
  id: string
  options: readonly DraftOption[]
  most: number
  onChange(options: DraftOption[]): void
  /** Merging moves records, so it happens on the server at once; absent where it cannot. */
  onMerge?(from: DraftOption, to: DraftOption): void
}

export function OptionsEditor({ id, options, most, onChange, onMerge }: OptionsEditorProps) {
  const t = useT()
  const locale = useLocale()
  const list = useRef<HTMLUListElement>(null)
  const [both, setBoth] = useState(false)
  const [repeated, setRepeated] = useState<string[]>([])
  const offered = options.filter((option) => !option.retired)
  const retired = options.filter((option) => option.retired)
  const clashes = repeatedNames(options, locale)
  const drag = useDrag(list, (value, { before }) => {
    const from = options.findIndex((option) => option.value === value)
    const to = before === undefined ? options.length : options.findIndex((option) => option.value === before)
    onChange(moveOption(options, from, to > from ? to - 1 : to))
  })

  const add = (names: readonly string[]): void => {
    const next = addOptions(options, names.slice(0, Math.max(0, most - options.length)), locale)
    setRepeated(next.repeated)
    onChange(next.options)
  }
  const line = (option: DraftOption) => {
    const index = options.indexOf(option)
    return (
      <OptionLine
        key={option.value}
        option={option}
        others={offered.filter((other) => other !== option)}
        index={index}
        count={options.length}
        both={both}
        dragged={drag.item === option.value}
        onChange={(next) => onChange(options.with(index, next))}
        onNudge={(by) => onChange(moveOption(options, index, index + by))}
        onRemove={() => onChange(removeOption(options, index))}
        onDragStart={(event) => drag.start(event, option.value)}
        onMerge={onMerge}
      />
    )
  }
  return (
    <div className="flex flex-col gap-1">
      {options.length > 0 && (
        <div className="flex items-center gap-2">
          <span className="flex-1 text-[13px] text-muted">
            {t('design.optionCount', { count: offered.length })}
          </span>
          <Button
            size="sm"
            variant="ghost"
            icon="languages"
            aria-pressed={both}
            onClick={() => setBoth(!both)}
          >
            {t(both ? 'design.hideOther' : `design.showOther_${otherLocale(locale)}`)}
          </Button>
        </div>
      )}
      <ul ref={list} data-drag-list="options" className="flex flex-col">
        {offered.map((option) => (
          <li key={option.value} data-drag-item={option.value}>
            {drag.over?.before === option.value && <DropLine />}
            {line(option)}
          </li>
        ))}
        {drag.over && drag.over.before === undefined && <DropLine />}
      </ul>
      <AddOption id={id} first={options.length === 0} full={options.length >= most} onAdd={add} />
      {repeated.length > 0 && (
        <p role="status" className="flex items-start gap-1.5 text-[13px] text-warn">
          <Icon name="triangle-alert" className="mt-[3px] size-3.5" />
          {t('design.optionsRepeated', { names: repeated.join(t('grid.listSeparator')) })}
        </p>
      )}
      {clashes.length > 0 && (
        <p role="status" className="flex items-start gap-1.5 text-[13px] text-warn">
          <Icon name="triangle-alert" className="mt-[3px] size-3.5" />
          {t('design.optionsClash', { names: clashes.join(t('grid.listSeparator')) })}
        </p>
      )}
      {retired.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer rounded-md py-1 text-[13px] text-muted">
            {t('design.retiredOptions', { count: retired.length })}
          </summary>
          <p className="pb-1 text-[13px] text-faint">{t('design.retiredHint')}</p>
          <ul>
            {retired.map((option) => (
              <li key={option.value}>{line(option)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function OptionLine(props: {
  option: DraftOption
  others: readonly DraftOption[]
  index: number
  count: number
  both: boolean
  dragged: boolean
  onChange(option: DraftOption): void
  onNudge(by: -1 | 1): void
  onRemove(): void
  onDragStart(event: PointerEvent): void
  onMerge?(from: DraftOption, to: DraftOption): void
}) {
  const { option, onChange, onMerge } = props
  const t = useT()
  const locale = useLocale()
  const other = otherLocale(locale)
  const name = labelOf(option.label, locale, option.value)
  const items: MenuEntry[] = [
    {
      id: 'up',
      label: t('design.moveUp'),
      icon: 'arrow-up',
      disabled: props.index === 0,
      onSelect: () => props.onNudge(-1),
    },
    {
      id: 'down',
      label: t('design.moveDown'),
      icon: 'arrow-down',
      disabled: props.index === props.count - 1,
      onSelect: () => props.onNudge(1),
    },
    'separator',
    ...(onMerge && !option.fresh && props.others.some((one) => !one.fresh)
      ? [
          { heading: t('design.mergeInto') },
          ...props.others
            .filter((one) => !one.fresh)
            .map((one) => ({
              id: `merge ${one.value}`,
              label: labelOf(one.label, locale, one.value),
              icon: 'git-branch',
              onSelect: () => onMerge(option, one),
            })),
          'separator' as const,
        ]
      : []),
    option.retired
      ? {
          id: 'offer',
          label: t('design.offerAgain'),
          icon: 'rotate-ccw',
          onSelect: () => onChange(withRetired(option, false)),
        }
      : {
          id: 'remove',
          label: t(option.fresh ? 'design.removeOption' : 'design.retireOption'),
          icon: option.fresh ? 'trash-2' : 'archive',
          onSelect: props.onRemove,
        },
  ]
  return (
    <div className={cx('flex items-center gap-1 rounded-md py-0.5', props.dragged && 'opacity-40')}>
      {option.retired ? (
        <span className="w-6 shrink-0 max-md:w-8" />
      ) : (
        <Handle name={name} onStart={props.onDragStart} onNudge={props.onNudge} />
      )}
      <ColorButton name={name} color={option.color} onColor={(color) => onChange({ ...option, color })} />
      <TextInput
        aria-label={t('design.optionName', { name })}
        value={option.label[locale] ?? ''}
        placeholder={name}
        maxLength={100}
        onChange={(event) => onChange(withLabel(option, locale, event.target.value))}
        className={cx('min-w-0 flex-1', option.retired && 'text-muted')}
      />
      {props.both && (
        <TextInput
          aria-label={t(`design.in_${other}`, { label: name })}
          lang={other}
          value={option.label[other] ?? ''}
          maxLength={100}
          onChange={(event) => onChange(withLabel(option, other, event.target.value))}
          className="min-w-0 flex-1"
        />
      )}
      <Menu
        label={t('design.optionMenu', { name })}
        align="end"
        items={items}
        trigger={<IconButton size="sm" icon="ellipsis" label={t('design.optionMenu', { name })} />}
      />
    </div>
  )
}

function ColorButton(props: { name: string; color: string; onColor(color: string): void }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t('design.colorOf', { name: props.name })}
      open={open}
      onOpenChange={setOpen}
      className="p-2"
      trigger={
        <button
          type="button"
          aria-label={t('design.colorOf', { name: props.name })}
          className={cx(
            'flex size-7 shrink-0 cursor-pointer items-center justify-center rounded-md max-md:size-10',
            tagLook(props.color),
          )}
        >
          <Icon name="chevron-down" className="size-3.5" />
        </button>
      }
    >
      <div role="group" className="grid grid-cols-3 gap-1.5">
        {optionColors.map((color) => (
          <button
            key={color}
            type="button"
            aria-label={t(`design.color_${color}`)}
            aria-pressed={color === props.color}
            onClick={() => {
              props.onColor(color)
              setOpen(false)
            }}
            className={cx(
              'flex h-8 w-16 cursor-pointer items-center justify-center gap-1 rounded-md text-xs max-md:h-10',
              tagLook(color),
            )}
          >
            {color === props.color && <Icon name="check" className="size-3.5" />}
            {t(`design.color_${color}`)}
          </button>
        ))}
      </div>
    </Popover>
  )
}

function AddOption(props: { id: string; first: boolean; full: boolean; onAdd(names: string[]): void }) {
  const t = useT()
  const [text, setText] = useState('')
  const add = () => {
    const names = namesIn(text)
    if (names.length > 0) props.onAdd(names)
    setText('')
  }
  if (props.full) return <p className="text-[13px] text-muted">{t('design.optionsFull')}</p>
  return (
    <div className="flex items-center gap-1.5">
      <TextInput
        id={props.id}
        value={text}
        aria-label={t('design.addOption')}
        placeholder={t(props.first ? 'design.addOptionFirst' : 'design.addOptionHint')}
        onChange={(event) => setText(event.target.value)}
        // The last one, typed and not entered, is meant as well.
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return
          // Not the form's Enter.
          event.preventDefault()
          add()
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          const names = namesIn(pasted)
          if (text !== '' || names.length < 2) return
          event.preventDefault()
          props.onAdd(names)
        }}
      />
      <IconButton
        icon="plus"
        variant="secondary"
        label={t('design.addOption')}
        disabled={text.trim() === ''}
        onClick={add}
      />
    </div>
  )
}
