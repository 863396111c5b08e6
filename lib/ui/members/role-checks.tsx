'use client'
/** Choosing roles: one box per role, with what it is for. */
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { CheckBox } from '@/lib/kit/input'
import type { Role } from '@/lib/meta/model'

export function RoleChecks(props: {
  label: string
  roles: readonly Role[]
  value: readonly string[]
  /** Roles that cannot be taken away now, with the reason under the list. */
  fixed?: ReadonlySet<string>
  onChange: (value: string[]) => void
}) {
  const t = useT()
  const locale = useLocale()
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">{props.label}</legend>
      {props.roles.map((role) => {
        const description = labelOf(role.description, locale)
        return (
          <CheckBox
            key={role.key}
            className="items-start"
            checked={props.value.includes(role.key)}
            disabled={props.fixed?.has(role.key)}
            onChange={(on) =>
              props.onChange(on ? [...props.value, role.key] : props.value.filter((key) => key !== role.key))
            }
            label={
              <span className="-mt-1 block">
                <span className="block">{labelOf(role.label, locale, role.key)}</span>
                {(description || role.admin) && (
                  <span className="block text-[13px] leading-5 text-muted">
                    {description || t('access.adminRole')}
                  </span>
                )}
              </span>
            }
          />
        )
      })}
      <p className="text-[13px] text-muted">
        {props.fixed?.size
          ? `${t('members.lastAdmin')}。${t('members.lastAdminHint')}`
          : props.value.length === 0
            ? t('members.noRolesHint')
            : t('members.rolesHint')}
      </p>
    </fieldset>
  )
}
