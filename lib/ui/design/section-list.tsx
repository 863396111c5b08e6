'use client'
/** The sections of a table with their fields, in the order in which forms and records show them. */
import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import type { Field, Section } from '@/lib/meta/model'
import { fieldsMeant } from '@/lib/ui/data/field-search'
import { DropLine, Handle } from './handle'
import type { DesignTask } from './panel'
import type { SectionTask } from './section-dialog'
import { moveField, nudgeField, nudgeSection } from './sections'
import { useDrag } from './use-drag'
import type { Impacts } from './use-impacts'

export interface SectionListProps {
  answer: DesignAnswer
  sections: readonly Section[]
  search: string
  impacts: Impacts
  onSections(sections: Section[]): void
  onTask(task: DesignTask): void
  onSectionTask(task: SectionTask): void
}

export function SectionList(props: SectionListProps) {
  const { answer, sections, search, onSections } = props
  const t = useT()
  const locale = useLocale()
  const root = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')
  const fields = new Map(fieldsMeant(answer.table.fields, search).map((field) => [field.key, field]))
  const drag = useDrag(root, (field, { list, before }) => {
    onSections(moveField(sections, field, { section: list, before }))
  })
  const shown = sections
    .map((section) => ({
      section,
      fields: section.fields.flatMap((key) => fields.get(key) ?? []),
    }))
    .filter((one) => search.trim() === '' || one.fields.length > 0)

  function nudge(field: Field, by: -1 | 1): void {
    const next = nudgeField(sections, field.key, by)
    const home = next.find((section) => section.fields.includes(field.key))
    if (!home) return
    setSaid(
      t('design.movedTo', {
        name: labelOf(field.label, locale, field.key),
        section: labelOf(home.label, locale, home.key),
        place: home.fields.indexOf(field.key) + 1,
      }),
    )
    onSections(next)
  }
  return (
    <div ref={root} className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        {said}
      </p>
      {shown.map(({ section, fields: inside }) => (
        <section key={section.key} aria-labelledby={`section-${section.key}`}>
          <SectionHead {...props} section={section} count={inside.length} />
          <ul
            data-drag-list={section.key}
            className={cx(
              'rounded-lg border border-line bg-surface',
              drag.over?.list === section.key && 'border-accent',
            )}
          >
            {inside.map((field) => (
              <li key={field.key} data-drag-item={field.key} className="border-b border-line last:border-b-0">
                {drag.over?.list === section.key && drag.over.before === field.key && <DropLine />}
                <FieldLine
                  {...props}
                  section={section}
                  field={field}
                  dragged={drag.item === field.key}
                  movable={search.trim() === ''}
                  onDragStart={(event) => drag.start(event, field.key)}
                  onNudge={(by) => nudge(field, by)}
                />
              </li>
            ))}
            {drag.over?.list === section.key && drag.over.before === undefined && <DropLine />}
            {inside.length === 0 && (
              <li className="px-4 py-3 text-[13px] text-muted">{t('design.emptySection')}</li>
            )}
          </ul>
        </section>
      ))}
      {shown.length === 0 && (
        <p className="py-8 text-center text-muted">{t('access.noField', { text: search })}</p>
      )}
    </div>
  )
}

function SectionHead(props: SectionListProps & { section: Section; count: number }) {
  const { sections, section, onSections } = props
  const t = useT()
  const locale = useLocale()
  const name = labelOf(section.label, locale, section.key)
  const at = sections.indexOf(section)
  const index = at < 0 ? sections.findIndex((one) => one.key === section.key) : at
  const items: MenuEntry[] = [
    {
      id: 'add',
      label: t('design.addFieldHere'),
      icon: 'plus',
      onSelect: () => props.onTask({ kind: 'add', section: section.key }),
    },
    {
      id: 'rename',
      label: t('design.renameSection'),
      icon: 'pencil',
      onSelect: () => props.onSectionTask({ kind: 'rename', section }),
    },
    {
      id: 'up',
      label: t('design.moveUp'),
      icon: 'arrow-up',
      disabled: index === 0,
      onSelect: () => onSections(nudgeSection(sections, section.key, -1)),
    },
    {
      id: 'down',
      label: t('design.moveDown'),
      icon: 'arrow-down',
      disabled: index === sections.length - 1,
      onSelect: () => onSections(nudgeSection(sections, section.key, 1)),
    },
    'separator',
    {
      id: 'delete',
      label: t('design.deleteSection'),
      icon: 'trash-2',
      danger: true,
      disabled: sections.length < 2,
      onSelect: () => props.onSectionTask({ kind: 'delete', section }),
    },
  ]
  return (
    <header className="mb-1.5 flex items-center gap-2 px-1">
      <h2 id={`section-${section.key}`} className="min-w-0 truncate font-semibold">
        {name}
      </h2>
      <span className="text-xs text-faint tabular-nums">{props.count}</span>
      <span className="flex-1" />
      <IconButton
        size="sm"
        icon="plus"
        label={t('design.addFieldTo', { section: name })}
        onClick={() => props.onTask({ kind: 'add', section: section.key })}
      />
      <Menu
        label={t('design.sectionMenu', { section: name })}
        align="end"
        items={items}
        trigger={<IconButton size="sm" icon="ellipsis" label={t('design.sectionMenu', { section: name })} />}
      />
    </header>
  )
}

function FieldLine(
  props: SectionListProps & {
    section: Section
    field: Field
    dragged: boolean
    movable: boolean
    onDragStart(event: PointerEvent): void
    onNudge(by: -1 | 1): void
  },
) {
  const { answer, sections, section, field, onTask, onSections } = props
  const t = useT()
  const locale = useLocale()
  const type = fieldType(field.type)
  const name = labelOf(field.label, locale, field.key)
  const others = sections.filter((one) => one.key !== section.key)
  const items: MenuEntry[] = [
    {
      id: 'edit',
      label: t('design.edit'),
      icon: 'pencil',
      onSelect: () => onTask({ kind: 'edit', field: field.key }),
    },
    ...(field.source.kind === 'input'
      ? [
          {
            id: 'convert',
            label: t('design.changeType'),
            icon: 'arrow-right-left',
            onSelect: () => onTask({ kind: 'convert', field: field.key }),
          },
        ]
      : []),
    'separator',
    {
      id: 'up',
      label: t('design.moveUp'),
      icon: 'arrow-up',
      disabled: !props.movable,
      onSelect: () => props.onNudge(-1),
    },
    {
      id: 'down',
      label: t('design.moveDown'),
      icon: 'arrow-down',
      disabled: !props.movable,
      onSelect: () => props.onNudge(1),
    },
    ...(others.length > 0
      ? [
          { heading: t('design.moveTo') },
          ...others.map((one) => ({
            id: `to ${one.key}`,
            label: labelOf(one.label, locale, one.key),
            icon: 'arrow-right',
            onSelect: () => onSections(moveField(sections, field.key, { section: one.key })),
          })),
        ]
      : []),
    'separator',
    {
      id: 'delete',
      label: t('design.delete'),
      icon: 'trash-2',
      danger: true,
      disabled: answer.table.title === field.key,
      hint: answer.table.title === field.key ? t('design.titleField') : undefined,
      onSelect: () => onTask({ kind: 'delete', field: field.key }),
    },
  ]
  return (
    <div
      className={cx(
        'group flex min-h-11 items-center gap-1 pr-1.5 pl-1 hover:bg-hover',
        props.dragged && 'opacity-40',
      )}
    >
      {props.movable ? (
        <Handle name={name} onStart={props.onDragStart} onNudge={props.onNudge} />
      ) : (
        <span className="w-6 shrink-0 max-md:w-8" />
      )}
      <button
        type="button"
        onClick={() => onTask({ kind: 'edit', field: field.key })}
        className="flex min-h-10 min-w-0 flex-1 cursor-pointer items-center gap-x-2.5 rounded-md text-left max-md:flex-wrap max-md:py-1"
      >
        <span className="flex min-w-0 items-center gap-2.5">
          <Icon name={type.icon} className="shrink-0 text-muted" />
          <span className="min-w-0">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-faint md:hidden">
              {labelOf(type.label, locale, field.type)}
            </span>
          </span>
        </span>
        <code className="min-w-0 truncate font-mono text-xs text-faint max-md:hidden">{field.key}</code>
        <Badges field={field} title={answer.table.title === field.key} uses={props.impacts.get(field.key)} />
        <span className="w-28 shrink-0 truncate text-right text-[13px] text-muted max-md:hidden">
          {labelOf(type.label, locale, field.type)}
        </span>
      </button>
      <Menu
        label={t('design.fieldMenu', { name })}
        align="end"
        items={items}
        trigger={<IconButton size="sm" icon="ellipsis" label={t('design.fieldMenu', { name })} />}
      />
    </div>
  )
}

function Badges({ field, title, uses }: { field: Field; title: boolean; uses: number | undefined }) {
  const t = useT()
  return (
    <span className="ml-auto flex min-w-0 flex-wrap justify-end gap-1 py-1">
      {title && <Badge icon="bookmark">{t('design.titleField')}</Badge>}
      {(field.required || field.requiredIf) && (
        <Badge icon="asterisk">{t(field.required ? 'kit.required' : 'design.badgeRequiredIf')}</Badge>
      )}
      {field.unique && <Badge icon="key">{t('design.badgeUnique')}</Badge>}
      {field.showIf && <Badge icon="eye">{t('design.badgeShowIf')}</Badge>}
      {field.source.kind !== 'input' && (
        <Badge icon={field.source.kind === 'formula' ? 'calculator' : 'sparkles'}>
          {t(`design.badge_${field.source.kind}`)}
        </Badge>
      )}
      {field.sensitivity !== 'normal' && (
        <Badge icon="shield">{t(`design.sensitivity_${field.sensitivity}`)}</Badge>
      )}
      {uses !== undefined && <Badge icon="link">{t('design.usedBy', { count: uses })}</Badge>}
    </span>
  )
}

const Badge = ({ icon, children }: { icon: string; children: ReactNode }) => (
  <span className="inline-flex h-5 items-center gap-1 rounded border border-line bg-canvas px-1.5 text-xs whitespace-nowrap text-muted">
    <Icon name={icon} className="size-3" />
    {children}
  </span>
)
