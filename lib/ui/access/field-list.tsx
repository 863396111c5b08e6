'use client'
/** The same rights on a phone: one role at a time, one field per line. */
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import type { Role } from '@/lib/meta/model'
import { FieldName } from './field-name'
import { matrixSections, rowKeys } from './layout'
import { cellRight, newFields, type RightsField, type RightsTable } from './matrix'
import { RightMark, rightInWords, rightLook } from './right-look'
import type { MenuTarget } from './right-menu'
import { scopesAround } from './scopes'
import type { Tell } from './tell'

export function FieldList(props: {
  table: RightsTable
  role: Role
  roles: readonly Role[]
  search: string
  tell: Tell
  /** Cells with something that does not work, as `role field`. */
  wrong: ReadonlyMap<string, string>
  onMenu: (target: MenuTarget) => void
}) {
  const { table, role } = props
  const t = useT()
  const locale = useLocale()
  const sections = matrixSections(table, locale, props.search)
  const keys = rowKeys(sections)
  const line = (key: string, field?: RightsField) => {
    const right = cellRight(role, table, key, field)
    const look = rightLook(right)
    const words = rightInWords(t, locale, right, props.tell)
    const wrong = props.wrong.get(`${role.key} ${key}`)
    return (
      <li key={key} className="border-b border-line last:border-b-0">
        <button
          type="button"
          disabled={role.admin}
          title={words}
          onClick={(event) =>
            props.onMenu({
              anchor: event.currentTarget,
              rows: new Set([key]),
              roles: [role.key],
              present: right,
              scopes: scopesAround(table, sections, keys, props.roles, key, role),
            })
          }
          className="flex min-h-11 w-full cursor-pointer items-center gap-2 px-3 py-1 text-left text-[13px] active:bg-hover disabled:cursor-default"
        >
          <span className="min-w-0 flex-1">
            <FieldName field={field} />
            {wrong && <span className="block text-[12px] text-pretty text-danger">{wrong}</span>}
          </span>
          <span
            className={cx('inline-flex shrink-0 items-center gap-1.5', role.admin ? 'text-faint' : look.tone)}
          >
            <RightMark right={right} t={t} />
          </span>
          {!role.admin && <Icon name="chevrons-up-down" className="size-3.5 text-faint" />}
        </button>
      </li>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {sections.map((section) => (
        <section key={section.id}>
          <h3 className="mb-1 px-1 text-xs font-semibold text-muted">
            {labelOf(section.label, locale, t('access.otherSection'))}
          </h3>
          <ul className="overflow-hidden rounded-lg border border-line bg-surface">
            {section.fields.map((field) => line(field.key, field))}
          </ul>
        </section>
      ))}
      {sections.length === 0 && <p className="text-muted">{t('access.noField', { text: props.search })}</p>}
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">{line(newFields)}</ul>
    </div>
  )
}
