'use client'
/** Adding, naming and deleting a section. */
import { useId, useState } from 'react'
import { type Labels, labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { FormDialog } from '@/lib/kit/form-dialog'
import type { Section } from '@/lib/meta/model'
import { spoken } from './form'
import { LabelsInput } from './labels-input'
import { addSection, removeSection, renameSection } from './sections'

export type SectionTask = { kind: 'add' } | { kind: 'rename' | 'delete'; section: Section }

export function SectionDialog(props: {
  task: SectionTask | undefined
  sections: readonly Section[]
  onClose(): void
  onSections(sections: Section[]): void
}) {
  const { task, sections, onClose, onSections } = props
  const t = useT()
  const locale = useLocale()
  if (!task) return null
  if (task.kind === 'delete')
    return (
      <ConfirmDialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('design.deleteSectionTitle', {
          section: labelOf(task.section.label, locale, task.section.key),
        })}
        description={t('design.deleteSectionText')}
        confirmLabel={t('design.deleteSection')}
        danger
        onConfirm={() => onSections(removeSection(sections, task.section.key))}
      />
    )
  return (
    <NameDialog
      title={t(task.kind === 'add' ? 'design.addSection' : 'design.renameSection')}
      label={task.kind === 'add' ? {} : task.section.label}
      onClose={onClose}
      onName={(label) =>
        onSections(
          task.kind === 'add'
            ? addSection(sections, label)
            : renameSection(sections, task.section.key, label),
        )
      }
    />
  )
}

function NameDialog(props: { title: string; label: Labels; onClose(): void; onName(label: Labels): void }) {
  const t = useT()
  const id = useId()
  const [label, setLabel] = useState(props.label)
  const [wrong, setWrong] = useState(false)
  return (
    <FormDialog
      size="md"
      title={props.title}
      submit={t('design.save')}
      onClose={props.onClose}
      onSubmit={() => {
        if (Object.keys(spoken(label)).length === 0) return setWrong(true)
        props.onName(spoken(label))
        props.onClose()
      }}
    >
      <LabelsInput
        id={id}
        label={t('design.sectionName')}
        value={label}
        autoFocus
        required
        error={wrong ? t('design.nameNeeded') : undefined}
        onChange={setLabel}
      />
    </FormDialog>
  )
}
