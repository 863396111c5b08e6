/** Who may see a new field: what is suggested for each role, and the sentences one can choose instead. */
import type { DesignAnswer, FieldRoles } from '@/lib/api/contract-design'
import type { Sensitivity } from '@/lib/meta/model'

export type Role = DesignAnswer['roles'][number]
export type Right = FieldRoles[string]

export const presets = ['usual', 'everyoneEdits', 'everyoneReads', 'adminsOnly'] as const
export type Preset = (typeof presets)[number]

/** The rights of the roles that can be asked about; administrators see everything. `writable`: people fill it in. */
export function rightsOf(
  preset: Preset,
  roles: readonly Role[],
  sensitivity: Sensitivity,
  writable: boolean,
): FieldRoles {
  const most = (right: Right): Right => (right === 'edit' && !writable ? 'read' : right)
  const usual = (role: Role): Right => (sensitivity === 'normal' ? role.newFields : 'hidden')
  const given: Record<Preset, (role: Role) => Right> = {
    usual,
    everyoneEdits: () => 'edit',
    everyoneReads: () => 'read',
    adminsOnly: () => 'hidden',
  }
  return Object.fromEntries(
    roles.filter((role) => !role.admin).map((role) => [role.key, most(given[preset](role))]),
  )
}

/** The preset that the rights are, if they are one. */
export function presetOf(
  rights: FieldRoles,
  roles: readonly Role[],
  sensitivity: Sensitivity,
  writable: boolean,
): Preset | undefined {
  return presets.find((preset) => {
    const wanted = rightsOf(preset, roles, sensitivity, writable)
    return Object.entries(wanted).every(([role, right]) => rights[role] === right)
  })
}
