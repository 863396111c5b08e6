'use client'
/** A member or a role to be chosen in one select: whose rights a page is about. */
import type { MemberAnswer, Role, RolesAnswer } from '@/lib/api/contract'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { NativeSelect } from '@/lib/kit/input'
import { useResource } from '@/lib/ui/data/resource'

export interface Principals {
  members: readonly MemberAnswer[]
  roles: readonly Role[]
  tables: RolesAnswer['tables']
}

/** Everybody and every role of the base; undefined until they have come. */
export function usePrincipals(base: string): {
  data?: Principals
  error?: { code: string; message: string }
} {
  const members = useResource<{ members: MemberAnswer[] }>(`/bases/${base}/members`)
  const roles = useResource<RolesAnswer>(`/bases/${base}/roles`)
  if (members.data && roles.data)
    return { data: { members: members.data.members, roles: roles.data.roles, tables: roles.data.tables } }
  const error = members.error ?? roles.error
  return error ? { error } : {}
}

/** `person:<id>` or `roles:a,b`, as addresses and headers have it. */
export function PrincipalSelect(props: {
  label: string
  value: string
  principals: Principals
  /** What choosing nobody means, where that can be chosen. */
  none?: string
  onChange(value: string): void
}) {
  const t = useT()
  const locale = useLocale()
  const { members, roles } = props.principals
  const roleName = (key: string) => labelOf(roles.find((r) => r.key === key)?.label, locale, key)
  const known = props.value.startsWith('roles:') && props.value.includes(',')
  return (
    <NativeSelect
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {(props.none || !props.value) && <option value="">{props.none ?? t('viewAs.pickPerson')}</option>}
      {known && (
        <option value={props.value}>{props.value.slice(6).split(',').map(roleName).join(' + ')}</option>
      )}
      <optgroup label={t('viewAs.rolesTab')}>
        {roles.map((role) => (
          <option key={role.key} value={`roles:${role.key}`}>
            {roleName(role.key)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('viewAs.people')}>
        {members
          .filter((m) => m.active)
          .map((member) => (
            <option key={member.id} value={`person:${member.id}`}>
              {t(member.roles.length > 0 ? 'viewAs.personWith' : 'viewAs.personNoRoles', {
                name: member.name,
                roles: member.roles.map(roleName).join(' + '),
              })}
            </option>
          ))}
      </optgroup>
    </NativeSelect>
  )
}

/** As a query: `person=…` or `roles=…`. */
export const principalQuery = (value: string): string => value.replace(':', '=')
