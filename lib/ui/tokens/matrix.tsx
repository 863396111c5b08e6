'use client'
/** Tables × what can be done there, as ticks; the first line ticks a whole column. On a phone it scrolls within itself. */
import type { TokensAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { CheckBox } from '@/lib/kit/input'
import { type Extent, type Right, withRight } from './choice'
import { rightInWords, rights } from './words'

const cell = 'border-b border-line px-1.5 text-center'
const heading = 'sticky left-0 z-1 border-b border-line bg-raised px-2.5 text-left'

export function ExtentMatrix(props: {
  tables: TokensAnswer['tables']
  /** What the role may: what is not in it cannot be ticked. */
  may: Extent
  value: Extent
  onChange(value: Extent): void
}) {
  const { may, value, onChange } = props
  const t = useT()
  const locale = useLocale()
  const tables = props.tables.filter(({ key }) => may[key])
  const offered = (right: Right, among = tables) =>
    among.filter(({ key }) => may[key]?.includes(right)).map(({ key }) => key)
  const columns = rights.filter((right) => offered(right).length > 0)

  const tick = (name: string, right: Right, among: readonly string[]) => {
    const on = among.filter((key) => value[key]?.includes(right)).length
    return (
      // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a native input; the whole cell can be hit.
      <label className="flex h-8 cursor-pointer items-center justify-center max-md:h-11 max-md:min-w-11">
        <CheckBox
          aria-label={t('tokens.cell', { table: name, what: rightInWords(t, right) })}
          checked={on > 0 && on === among.length}
          indeterminate={on > 0 && on < among.length}
          onChange={(checked) => onChange(withRight(value, may, among, right, checked))}
        />
      </label>
    )
  }

  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      aria-label={t('tokens.matrix')}
      className="max-h-80 overflow-auto rounded-lg border border-line text-[13px] focus-visible:ring-2 focus-visible:ring-focus focus-visible:outline-none"
    >
      <table className="w-full border-separate border-spacing-0 [&_tbody>tr:last-child>*]:border-b-0">
        <thead className="sticky top-0 z-2 bg-raised">
          <tr>
            <th scope="col" className={cx(heading, 'h-8 font-medium')}>
              {t('tokens.table')}
            </th>
            {columns.map((right) => (
              <th key={right} scope="col" className={cx(cell, 'font-medium whitespace-nowrap')}>
                {rightInWords(t, right)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tables.length > 1 && (
            <tr>
              <th scope="row" className={cx(heading, 'font-medium whitespace-nowrap text-muted')}>
                {t('tokens.allTables')}
              </th>
              {columns.map((right) => (
                <td key={right} className={cell}>
                  {tick(t('tokens.allTables'), right, offered(right))}
                </td>
              ))}
            </tr>
          )}
          {tables.map((table) => {
            const name = labelOf(table.label, locale, table.key)
            return (
              <tr key={table.key}>
                <th scope="row" className={cx(heading, 'max-w-40 truncate font-normal')} title={name}>
                  {name}
                </th>
                {columns.map((right) => (
                  <td key={right} className={cell}>
                    {offered(right, [table]).length > 0 ? (
                      tick(name, right, [table.key])
                    ) : (
                      <span className="text-faint" title={t('tokens.notGranted')}>
                        <span aria-hidden>–</span>
                        <span className="sr-only">{t('tokens.notGranted')}</span>
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
