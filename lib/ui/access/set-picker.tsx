'use client'
/** Ready-made rights: one click sets rows, fields and actions of the role on the table. */
import { useId } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { NativeSelect } from '@/lib/kit/input'
import type { Role } from '@/lib/meta/model'
import type { RightsTable } from './matrix'
import { currentSet, mineOf, type SetName, setNames } from './sets'
import { pathLabel } from './words'

const icons: Record<SetName, string> = {
  submit: 'send',
  mine: 'user-round',
  addViewAll: 'list-plus',
  manageAll: 'pencil',
  viewAll: 'eye',
  nothing: 'eye-off',
}

export function SetPicker(props: { role: Role; table: RightsTable; onSet: (name: SetName) => void }) {
  const { role, table } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const current = currentSet(role, table)
  const mine = mineOf(table)
  const names = {
    role: labelOf(role.label, locale, role.key),
    table: labelOf(table.label, locale, table.key),
    mine: mine.kind === 'mine' ? pathLabel(table, locale, mine.path) : t('access.setCreated'),
  }
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span id={id} className="text-[13px] text-muted">
        {t('access.sets')}
      </span>
      <div className="w-full md:hidden">
        <NativeSelect
          aria-labelledby={id}
          value={current ?? ''}
          onChange={(event) => props.onSet(event.target.value as SetName)}
        >
          {!current && <option value="">{t('access.ownChoice')}</option>}
          {setNames.map((name) => (
            <option key={name} value={name}>
              {t(`access.set_${name}`)}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div role="radiogroup" aria-labelledby={id} className="flex flex-wrap gap-1.5 max-md:hidden">
        {setNames.map((name) => {
          const chosen = name === current
          return (
            <button
              key={name}
              type="button"
              role="radio"
              aria-checked={chosen}
              title={t(`access.set_${name}_hint`, names)}
              onClick={() => props.onSet(name)}
              className={cx(
                'flex min-h-7 cursor-pointer items-center gap-1.5 rounded-md border px-2 text-[13px] max-md:min-h-10',
                chosen
                  ? 'border-accent bg-accent-soft font-medium text-accent'
                  : 'border-line-control bg-raised hover:bg-hover',
              )}
            >
              <Icon name={icons[name]} className={cx('size-3.5', !chosen && 'text-muted')} />
              {t(`access.set_${name}`)}
            </button>
          )
        })}
      </div>
      {!current && (
        <span className="flex items-center gap-1.5 text-[13px] text-muted max-md:hidden">
          <Icon name="sliders-horizontal" className="size-3.5" />
          {t('access.ownChoice')}
        </span>
      )}
    </div>
  )
}
