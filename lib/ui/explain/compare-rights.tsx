'use client'
/** The rights of two roles on a table next to each other, where they are apart: what holds whichever records there are. */
import { type ReactNode, useMemo } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import type { FieldRight, Role, Rule } from '@/lib/meta/model'
import { grouped } from '@/lib/ui/access/change-list'
import type { Change } from '@/lib/ui/access/changes'
import { newFields, type RightsTable } from '@/lib/ui/access/matrix'
import { RightMark, rightInWords } from '@/lib/ui/access/right-look'
import { useTell } from '@/lib/ui/access/tell'
import { actionsInWords, optionInWords } from '@/lib/ui/access/words'
import { type Apart, rightsApart } from './rights-apart'

/** Rules as the rights page has them, viewing first; then actions and fields. */
const rules = ['read', 'create', 'update', 'delete', 'deny']
const placeIn = (change: Change): number =>
  change.kind === 'rule' ? rules.indexOf(change.verb) : rules.length

export function CompareRights(props: { base: string; table: RightsTable; left: Role; right: Role }) {
  const { base, table, left, right } = props
  const t = useT()
  const locale = useLocale()
  const tell = useTell(
    base,
    table,
    useMemo(() => [left, right], [left, right]),
  )
  const lines = useMemo(
    () => grouped(rightsApart(left, right, table)).sort(([a], [b]) => placeIn(a) - placeIn(b)),
    [left, right, table],
  )
  const nameOf = (role: Role): string => labelOf(role.label, locale, role.key)
  const fieldName = (key: string): string =>
    key === newFields
      ? t('access.newFields')
      : labelOf(table.fields.find((f) => f.key === key)?.label, locale, key)
  const mark = (one: FieldRight): ReactNode => (
    <>
      <span className="inline-flex items-center gap-1">
        <RightMark right={one} t={t} />
      </span>
      {typeof one === 'object' && (
        <span className="block text-muted">{rightInWords(t, locale, one, tell)}</span>
      )}
    </>
  )
  const said = (group: readonly Apart[]): [what: string, left: ReactNode, right: ReactNode] => {
    const [one] = group as [Apart]
    if (one.kind === 'rule') {
      const words = (rule: Rule): ReactNode =>
        rule.length === 0
          ? t(one.verb === 'deny' ? 'access.optionNoDenial' : 'access.nobody')
          : rule.map((each) => (
              <span
                key={JSON.stringify(each)}
                className={cx(
                  'block',
                  rule.length > 1 && "relative pl-3 before:absolute before:left-0 before:content-['·']",
                )}
              >
                {optionInWords(t, locale, table, each, tell)}
              </span>
            ))
      return [t(`access.verb_${one.verb}`), words(one.before), words(one.after)]
    }
    if (one.kind === 'actions')
      return [
        t('viewAs.actionsHead'),
        actionsInWords(t, locale, one.before),
        actionsInWords(t, locale, one.after),
      ]
    const names = group.flatMap((each) => (each.kind === 'field' ? fieldName(each.field) : []))
    return [
      new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(names),
      mark(one.before),
      mark(one.after),
    ]
  }
  return (
    <section aria-label={t('viewAs.compareRights')} className="shrink-0">
      <h2 className="mb-1.5 font-semibold">{t('viewAs.compareRights')}</h2>
      {lines.length === 0 ? (
        <p className="text-muted">{t('viewAs.compareRightsAlike')}</p>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table className="w-full table-fixed text-[13px]">
            <thead className="border-b border-line bg-canvas text-left">
              <tr>
                <td className="w-1/4 px-3 py-1.5" />
                {[left, right].map((role) => (
                  <th key={role.key} scope="col" className="px-3 py-1.5 font-semibold">
                    {nameOf(role)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {lines.map((group) => {
                const [what, ours, theirs] = said(group as Apart[])
                return (
                  <tr key={what} className="align-top">
                    <th scope="row" className="px-3 py-1.5 text-left font-normal text-pretty text-muted">
                      {what}
                    </th>
                    <td className="px-3 py-1.5 text-pretty">{ours}</td>
                    <td className="px-3 py-1.5 text-pretty">{theirs}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
