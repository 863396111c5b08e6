'use client'
/** The forms of a table: filling them in, and for administrators making, copying, sharing and deleting them. */
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import type { FormBody, FormDesignAnswer, FormSummary } from '@/lib/api/contract-forms'
import { labelOf } from '@/lib/i18n/labels'
import { useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { EmptyState } from '@/lib/kit/empty'
import { FormDialog } from '@/lib/kit/form-dialog'
import { Icon } from '@/lib/kit/icon'
import { FormRow, TextInput } from '@/lib/kit/input'
import { Menu, type MenuEntry } from '@/lib/kit/menu'
import { Skeleton } from '@/lib/kit/skeleton'
import { useToast } from '@/lib/kit/toast'
import { api, failureText } from '@/lib/ui/api'
import { useResource } from '@/lib/ui/data/resource'
import { type TableHandle, useTable } from '@/lib/ui/data/table'
import { Failure } from '@/lib/ui/shell/failure'
import { useCopy } from './design/copy-line'

type Task =
  | { kind: 'add'; copyOf?: FormSummary }
  | { kind: 'rename'; form: FormSummary }
  | { kind: 'delete'; form: FormSummary }

export function FormsPage({ base, table }: { base: string; table: string }) {
  const handle = useTable(base, table)
  const path = `/bases/${base}/forms?table=${encodeURIComponent(table)}`
  const forms = useResource<{ forms: FormSummary[] }>(path)
  const error = handle.error ?? forms.error
  if (error)
    return (
      <Failure
        inside
        error={error}
        onRetry={() => {
          handle.reload()
          forms.reload()
        }}
      />
    )
  if (!handle.table || !forms.data)
    return (
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-3 p-6 max-md:p-4" aria-busy>
        <Skeleton className="mb-3 h-8 w-48" />
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} className="h-18 w-full" />
        ))}
      </div>
    )
  return <OpenList base={base} handle={handle} forms={forms.data.forms} onChanged={forms.reload} />
}

function OpenList(props: { base: string; handle: TableHandle; forms: FormSummary[]; onChanged(): void }) {
  const { base, handle, forms } = props
  const table = handle.table!
  const { locale } = handle.context
  const t = useT()
  const [task, setTask] = useState<Task>()
  const name = labelOf(table.label, locale, table.key)
  const add = (
    <Button variant="primary" writes icon="plus" onClick={() => setTask({ kind: 'add' })}>
      {t('formDesign.newForm')}
    </Button>
  )
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col p-6 max-md:p-4">
      <title>{`${t('formDesign.title')} · ${name} · Tian`}</title>
      <header className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1">
          <Link
            href={`/${base}/${table.key}`}
            className="-ml-1 inline-flex min-h-7 items-center gap-1.5 rounded-md px-1 text-[13px] text-muted hover:text-ink max-md:min-h-10"
          >
            <Icon name="arrow-left" className="size-3.5" />
            {t('trash.back', { table: name })}
          </Link>
          <h1 className="text-lg font-semibold">{t('formDesign.formsOf', { table: name })}</h1>
          <p className="text-muted">{t('formDesign.listHint')}</p>
        </div>
        {handle.admin && forms.length > 0 && add}
      </header>
      {forms.length === 0 ? (
        <div className="flex flex-1 items-center justify-center pb-16">
          <EmptyState
            icon="clipboard-list"
            title={t('formDesign.noForms')}
            hint={t(handle.admin ? 'formDesign.noFormsHint' : 'formDesign.noFormsMember', { table: name })}
            action={handle.admin && add}
          />
        </div>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {forms.map((form) => (
            <FormLine key={form.key} {...props} form={form} onTask={setTask} />
          ))}
        </ul>
      )}
      <Tasks {...props} task={task} onClose={() => setTask(undefined)} />
    </div>
  )
}

function FormLine(props: { base: string; handle: TableHandle; form: FormSummary; onTask(task: Task): void }) {
  const { base, handle, form, onTask } = props
  const { locale } = handle.context
  const t = useT()
  const copy = useCopy()
  const name = labelOf(form.label, locale, form.key)
  const fill = `/${base}/forms/${form.key}`
  const design = `/${base}/${form.table}/forms/${form.key}`
  const items: MenuEntry[] = [
    {
      id: 'copy-link',
      label: t('formDesign.copyMember'),
      icon: 'link',
      onSelect: () => void copy(location.origin + fill),
    },
    ...(form.public
      ? [
          {
            id: 'copy-public',
            label: t('formDesign.copyPublic'),
            icon: 'globe',
            onSelect: () => void copy(`${location.origin}/f/${form.public!.token}`),
          },
        ]
      : []),
    'separator',
    {
      id: 'rename',
      label: t('access.rename'),
      icon: 'pencil',
      onSelect: () => onTask({ kind: 'rename', form }),
    },
    {
      id: 'duplicate',
      label: t('access.copy'),
      icon: 'copy',
      onSelect: () => onTask({ kind: 'add', copyOf: form }),
    },
    'separator',
    {
      id: 'delete',
      label: t('access.delete'),
      icon: 'trash-2',
      danger: true,
      onSelect: () => onTask({ kind: 'delete', form }),
    },
  ]
  const link =
    'inline-flex h-8 items-center gap-2 rounded-md px-3 font-medium max-md:h-10 border border-line-control bg-raised shadow-button hover:bg-hover'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-surface py-3 pr-3 pl-4">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent max-md:hidden">
        <Icon name="clipboard-list" />
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{name}</span>
          {form.public && <State state={form.public.state} />}
        </p>
        <p className="truncate text-[13px] text-muted">
          {[
            form.public && t('formDesign.submissionCount', { count: form.public.submissions }),
            labelOf(form.description, locale).split('\n')[0],
          ]
            .filter(Boolean)
            .join(t('formFill.dot')) || t(form.public ? 'formDesign.publicLink' : 'formDesign.onlyMembers')}
        </p>
      </div>
      <div className="flex items-center gap-1.5">
        <Link href={fill} className={link}>
          {t('formDesign.fill')}
        </Link>
        {handle.admin && (
          <>
            <Link href={design} className={link}>
              <Icon name="pencil" className="text-muted" />
              {t('formDesign.tab_design')}
            </Link>
            <Menu
              label={t('formDesign.actionsOf', { name })}
              align="end"
              items={items}
              trigger={<IconButton icon="ellipsis" label={t('formDesign.actionsOf', { name })} />}
            />
          </>
        )}
      </div>
    </li>
  )
}

function State({ state }: { state: 'open' | 'closed' | 'full' }) {
  const t = useT()
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded px-1.5 text-xs leading-5 font-medium',
        state === 'open' ? 'bg-accent-soft text-accent' : 'bg-warn-soft text-warn',
      )}
    >
      <Icon name={state === 'open' ? 'globe' : 'clock'} className="size-3" />
      {t(`formDesign.state_${state}`)}
    </span>
  )
}

function Tasks(props: {
  base: string
  handle: TableHandle
  task: Task | undefined
  onClose(): void
  onChanged(): void
}) {
  const { base, handle, task, onClose, onChanged } = props
  const { locale } = handle.context
  const t = useT()
  const toast = useToast()
  const router = useRouter()
  const root = `/bases/${base}/forms`
  const table = handle.table!
  const close = (open: boolean) => !open && onClose()
  if (!task) return null
  if (task.kind === 'delete') {
    const { form } = task
    const name = labelOf(form.label, locale, form.key)
    const restore = async () => {
      try {
        await api.post(`${root}/${form.key}/restore`)
        onChanged()
      } catch (thrown) {
        toast({ kind: 'error', message: failureText(thrown) })
      }
    }
    return (
      <ConfirmDialog
        open
        onOpenChange={close}
        title={t('formDesign.deleteTitle', { form: name })}
        description={t(form.public ? 'formDesign.deletePublic' : 'formDesign.deleteText')}
        confirmLabel={t('access.delete')}
        danger
        onConfirm={async () => {
          try {
            await api.delete(`${root}/${form.key}`)
            onChanged()
            toast({
              kind: 'ok',
              message: t('formDesign.deleted', { form: name }),
              action: { label: t('formDesign.undo'), onSelect: () => void restore() },
            })
          } catch (thrown) {
            toast({ kind: 'error', message: failureText(thrown) })
          }
        }}
      />
    )
  }
  if (task.kind === 'rename') {
    const { form } = task
    return (
      <NameDialog
        title={t('formDesign.renameTitle')}
        initial={labelOf(form.label, locale, form.key)}
        confirm={t('access.save')}
        onClose={onClose}
        onName={async (name) => {
          const { form: whole, revision } = await api.get<FormDesignAnswer>(`${root}/${form.key}/design`)
          const { id: _id, key: _key, table: _table, origin: _origin, public: open, ...rest } = whole
          const { token: _token, ...settings } = open ?? { token: '' }
          const body: FormBody = {
            ...rest,
            label: { ...whole.label, [locale]: name },
            ...(open && { public: settings }),
            revision,
          }
          await api.put(`${root}/${form.key}`, body)
          onChanged()
        }}
      />
    )
  }
  const { copyOf } = task
  const suggested = copyOf
    ? t('formDesign.copyName', { form: labelOf(copyOf.label, locale, copyOf.key) })
    : t('formDesign.newName', { table: labelOf(table.label, locale, table.key) })
  return (
    <NameDialog
      title={t(copyOf ? 'formDesign.copyTitle' : 'formDesign.newForm')}
      description={copyOf ? undefined : t('formDesign.newHint')}
      initial={suggested}
      confirm={t('access.create')}
      onClose={onClose}
      onName={async (name) => {
        const body = { table: table.key, label: { [locale]: name }, ...(copyOf && { copyOf: copyOf.key }) }
        const { form } = await api.post<FormDesignAnswer>(root, body)
        onChanged()
        router.push(`/${base}/${table.key}/forms/${form.key}`)
      }}
    />
  )
}

function NameDialog(props: {
  title: string
  description?: string
  initial: string
  confirm: string
  onClose(): void
  onName(name: string): Promise<void>
}) {
  const t = useT()
  const id = useId()
  const [name, setName] = useState(props.initial)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (!name.trim()) return setError(t('formDesign.nameRequired'))
    setBusy(true)
    try {
      await props.onName(name.trim())
      props.onClose()
    } catch (thrown) {
      setError(failureText(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={props.title}
      description={props.description}
      submit={props.confirm}
      busy={busy}
      onClose={props.onClose}
      onSubmit={() => void submit()}
    >
      <FormRow id={id} label={t('formDesign.formTitle')} error={error} required>
        <TextInput
          autoFocus
          maxLength={100}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value)
            setError(undefined)
          }}
        />
      </FormRow>
    </FormDialog>
  )
}
