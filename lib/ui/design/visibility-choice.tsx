'use client'
/** The one question of a new field: who may see it? Sentences first, role by role for those who want it. */
import { useId, useState } from 'react'
import type { FieldRoles } from '@/lib/api/contract-design'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { FormRow, NativeSelect } from '@/lib/kit/input'
import type { Sensitivity } from '@/lib/meta/model'
import { type Preset, presetOf, presets, type Right, type Role, rightsOf } from './visibility'

export function VisibilityChoice(props: {
  roles: readonly Role[]
  sensitivity: Sensitivity
  /** People fill it in; a computed field can only be read. */
  writable: boolean
  value: FieldRoles
  onChange(value: FieldRoles): void
}) {
  const { roles, sensitivity, writable, value, onChange } = props
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const [open, setOpen] = useState(false)
  const asked = roles.filter((role) => !role.admin)
  const preset = presetOf(value, roles, sensitivity, writable)
  const rights: Right[] = writable ? ['edit', 'read', 'hidden'] : ['read', 'hidden']
  if (asked.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <FormRow id={id} label={t('design.whoSees')} help={t('design.whoSeesHint')}>
        <NativeSelect
          value={preset ?? ''}
          onChange={(event) => onChange(rightsOf(event.target.value as Preset, roles, sensitivity, writable))}
        >
          {!preset && <option value="">{t('design.preset_own')}</option>}
          {presets
            .filter((one) => writable || one !== 'everyoneEdits')
            .map((one) => (
              <option key={one} value={one}>
                {t(`design.preset_${one}`)}
              </option>
            ))}
        </NativeSelect>
      </FormRow>
      <Button
        size="sm"
        variant="ghost"
        icon={open ? 'chevron-down' : 'chevron-right'}
        aria-expanded={open}
        className="-ml-2 self-start"
        onClick={() => setOpen(!open)}
      >
        {t('design.byRole', { count: asked.length })}
      </Button>
      {open && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {asked.map((role) => {
            const name = labelOf(role.label, locale, role.key)
            return (
              <li key={role.key} className="flex flex-wrap items-center gap-2 px-3 py-1.5">
                <span className="min-w-24 flex-1 truncate">{name}</span>
                <span
                  role="radiogroup"
                  aria-label={t('design.rightOf', { role: name })}
                  className="flex gap-0.5"
                >
                  {rights.map((right) => (
                    <button
                      key={right}
                      type="button"
                      role="radio"
                      aria-checked={value[role.key] === right}
                      onClick={() => onChange({ ...value, [role.key]: right })}
                      className={cx(
                        'min-h-7 cursor-pointer rounded-md px-2 text-[13px] max-md:min-h-10',
                        value[role.key] === right
                          ? 'bg-accent-soft font-medium text-accent'
                          : 'text-muted hover:bg-hover',
                      )}
                    >
                      {t(`design.right_${right}`)}
                    </button>
                  ))}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
