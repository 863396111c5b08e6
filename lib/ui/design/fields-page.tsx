'use client'
/** All fields of a table by section: found, ordered, grouped, changed, deleted. */
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useDeferredValue, useState } from 'react'
import type { DesignAnswer } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button, IconButton } from '@/lib/kit/button'
import { EmptyState } from '@/lib/kit/empty'
import { Icon } from '@/lib/kit/icon'
import { Switch, TextInput } from '@/lib/kit/input'
import { Menu } from '@/lib/kit/menu'
import { Skeleton } from '@/lib/kit/skeleton'
import { useSchemaMenu } from '@/lib/ui/schema/table-menu'
import { Failure, Refused } from '@/lib/ui/shell/failure'
import { Designer } from './designer'
import type { DesignTask } from './panel'
import { Rules } from './rules'
import { SectionDialog, type SectionTask } from './section-dialog'
import { SectionList } from './section-list'
import { type Design, useDesign } from './state'
import { DeleteTable, TableSettings } from './table-dialogs'
import { Translations } from './translations'
import { untranslated } from './untranslated'
import { useImpacts } from './use-impacts'
import { useSections } from './use-sections'

export function FieldsPage({ base, table }: { base: string; table: string }) {
  const t = useT()
  const design = useDesign(base, table)
  if (design.answer) return <OpenPage key={table} design={design} answer={design.answer} />
  if (!design.error)
    return (
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-3 p-6 max-md:p-4" aria-busy>
        <Skeleton className="mb-3 h-8 w-56" />
        {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
          <Skeleton key={key} className="h-11" />
        ))}
      </div>
    )
  return design.error.code === 'FORBIDDEN' ? (
    <Refused title={t('design.notAdmin')} />
  ) : (
    <Failure inside error={design.error} onRetry={design.reload} />
  )
}

function OpenPage({ design, answer }: { design: Design; answer: DesignAnswer }) {
  const { base } = design
  const { table } = answer
  const t = useT()
  const locale = useLocale()
  const pathname = usePathname()
  const params = useSearchParams()
  const wantedField = params.get('field')
  const [task, setTask] = useState<DesignTask | undefined>(() =>
    wantedField ? { kind: 'edit', field: wantedField } : undefined,
  )
  const [sectionTask, setSectionTask] = useState<SectionTask>()
  const [tableTask, setTableTask] = useState<'settings' | 'delete'>()
  const [search, setSearch] = useState('')
  const [counted, setCounted] = useState(false)
  const [translating, setTranslating] = useState(false)
  const wanted = useDeferredValue(search)
  const { sections, change } = useSections(design, answer)
  const impacts = useImpacts(design, counted ? table.fields.map((field) => field.key) : [], answer.version)
  const gaps = untranslated(answer)
  const name = labelOf(table.label, locale, table.key)
  const imported = table.fields.some((field) => field.pointer !== undefined)
  const schemaMenu = useSchemaMenu(base, table.key, imported, design.changed)

  const open = (next: DesignTask | undefined) => {
    setTask(next)
    // A panel that came from the address does not come back with it.
    if (!next && wantedField) window.history.replaceState(null, '', pathname)
  }
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-1 flex-col p-6 max-md:p-4">
      <title>{`${t('design.fields')} · ${name} · Tian`}</title>
      <header className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1">
          <Link
            href={`/${base}/${table.key}`}
            className="-ml-1 inline-flex min-h-7 items-center gap-1.5 rounded-md px-1 text-[13px] text-muted hover:text-ink max-md:min-h-10"
          >
            <Icon name="arrow-left" className="size-3.5" />
            {t('trash.back', { table: name })}
          </Link>
          <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-lg font-semibold">
            {t('design.fieldsOf', { table: name })}
            <span className="text-[13px] font-normal text-faint tabular-nums">
              {t('design.fieldCount', { count: table.fields.length })}
            </span>
          </h1>
          <p className="text-muted max-md:hidden">{t('design.fieldsHint')}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Link
            href={`/${base}/schema`}
            className="inline-flex h-8 items-center gap-2 rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-ink max-md:h-10"
          >
            <Icon name="history" />
            {t('design.history')}
          </Link>
          <Menu
            label={t('design.tableMenu')}
            align="end"
            items={[
              {
                id: 'settings',
                label: t('design.tableSettings'),
                icon: 'settings-2',
                onSelect: () => setTableTask('settings'),
              },
              ...schemaMenu.items,
              'separator',
              {
                id: 'delete',
                label: t('design.deleteTable'),
                icon: 'trash-2',
                danger: true,
                onSelect: () => setTableTask('delete'),
              },
            ]}
            trigger={<IconButton icon="ellipsis" label={t('design.tableMenu')} />}
          />
          <Button icon="list-plus" writes onClick={() => setSectionTask({ kind: 'add' })}>
            {t('design.addSection')}
          </Button>
          <Button variant="primary" writes icon="plus" onClick={() => open({ kind: 'add' })}>
            {t('design.addField')}
          </Button>
        </div>
      </header>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="relative w-64 max-md:w-full">
          <Icon
            name="search"
            className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
          />
          <TextInput
            type="search"
            aria-label={t('access.search')}
            placeholder={t('access.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-8"
          />
        </div>
        <Switch
          label={t('design.showUses')}
          checked={counted}
          onChange={setCounted}
          className="text-[13px]"
        />
        {gaps.length > 0 && (
          <Button
            size="sm"
            variant="ghost"
            icon="languages"
            className="ml-auto max-md:ml-0"
            onClick={() => setTranslating(true)}
          >
            {t('design.untranslated', { count: gaps.length })}
          </Button>
        )}
      </div>
      {table.fields.length === 0 ? (
        <EmptyState
          icon="table-properties"
          title={t('design.noFields')}
          hint={t('design.noFieldsHint')}
          action={
            <Button variant="primary" writes icon="plus" onClick={() => open({ kind: 'add' })}>
              {t('design.addField')}
            </Button>
          }
        />
      ) : (
        <SectionList
          answer={answer}
          sections={sections}
          search={wanted}
          impacts={impacts}
          onSections={change}
          onTask={open}
          onSectionTask={setSectionTask}
        />
      )}
      <Rules design={design} answer={answer} />
      <Designer base={base} table={table.key} task={task} onTask={open} />
      <SectionDialog
        task={sectionTask}
        sections={sections}
        onClose={() => setSectionTask(undefined)}
        onSections={change}
      />
      {schemaMenu.dialog}
      {tableTask === 'settings' && (
        <TableSettings design={design} answer={answer} onClose={() => setTableTask(undefined)} />
      )}
      {tableTask === 'delete' && (
        <DeleteTable design={design} answer={answer} onClose={() => setTableTask(undefined)} />
      )}
      {translating && (
        <Translations design={design} answer={answer} gaps={gaps} onClose={() => setTranslating(false)} />
      )}
    </div>
  )
}
