'use client'
/** What can be done to the fields of a table, each in its panel or dialog; opened from the grid and from the fields page. */
import { ConvertDialog } from './convert-dialog'
import { DeleteDialog } from './delete-dialog'
import { type DesignTask, FieldPanel } from './panel'
import { useDesign } from './state'

export interface DesignerProps {
  base: string
  table: string
  task: DesignTask | undefined
  onTask(task: DesignTask | undefined): void
  /** A field was made, changed, converted or deleted. */
  onDone?(field: string, kind: 'made' | 'changed' | 'deleted'): void
}

export function Designer(props: DesignerProps) {
  const { task } = props
  if (!task) return null
  if (task.kind === 'add' || task.kind === 'edit')
    return (
      <FieldPanel
        base={props.base}
        table={props.table}
        task={task}
        onTask={props.onTask}
        onSaved={(field, made) => props.onDone?.(field, made ? 'made' : 'changed')}
      />
    )
  return <FieldDialog {...props} task={task} />
}

function FieldDialog(props: DesignerProps & { task: Extract<DesignTask, { kind: 'convert' | 'delete' }> }) {
  const { task } = props
  const design = useDesign(props.base, props.table)
  const field = design.answer?.table.fields.find((one) => one.key === task.field)
  if (!design.answer || !field) return null
  const close = () => props.onTask(undefined)
  if (task.kind === 'delete')
    return (
      <DeleteDialog
        design={design}
        field={field}
        onClose={close}
        onDeleted={() => props.onDone?.(field.key, 'deleted')}
      />
    )
  return (
    <ConvertDialog
      design={design}
      answer={design.answer}
      field={field}
      onClose={close}
      onConverted={() => props.onDone?.(field.key, 'changed')}
    />
  )
}
