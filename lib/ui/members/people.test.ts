import { describe, expect, test } from 'vitest'
import type { MemberAnswer } from '@/lib/api/contract'
import type { Role } from '@/lib/meta/model'
import { isLastAdmin, sorted } from './people'

const member = (name: string, more: Partial<MemberAnswer> = {}): MemberAnswer => ({
  id: name,
  name,
  email: `${name.toLowerCase()}@example.com`,
  placeholder: false,
  active: true,
  roles: [],
  ...more,
})
const role = (key: string, admin: boolean): Role => ({ id: key, key, label: {}, admin, tables: {} })
const roles = [role('admin', true), role('sales', false)]

test('active people come first, by name; placeholders stand apart; search takes name or e-mail', () => {
  const all = [
    member('Zoe'),
    member('Bob', { active: false }),
    member('Ann'),
    member('Sample', { placeholder: true }),
    member('Replaced', { placeholder: true, active: false }),
  ]
  const { members, placeholders } = sorted(all, 'en')
  expect(members.map((m) => m.name)).toEqual(['Ann', 'Zoe', 'Bob'])
  expect(placeholders.map((m) => m.name)).toEqual(['Sample'])
  expect(sorted(all, 'en', ' zoe@EX').members.map((m) => m.name)).toEqual(['Zoe'])
})

describe('the last admin', () => {
  const ann = member('Ann', { roles: ['admin', 'sales'] })
  test('is the only active real one', () => {
    expect(isLastAdmin(ann, [ann, member('Bob', { roles: ['sales'] })], roles)).toBe(true)
    expect(isLastAdmin(ann, [ann, member('Bob', { roles: ['admin'], active: false })], roles)).toBe(true)
    expect(isLastAdmin(ann, [ann, member('Sample', { roles: ['admin'], placeholder: true })], roles)).toBe(
      true,
    )
    expect(isLastAdmin(ann, [ann, member('Bob', { roles: ['admin'] })], roles)).toBe(false)
  })
  test('is not somebody without the role', () => {
    const bob = member('Bob', { roles: ['sales'] })
    expect(isLastAdmin(bob, [ann, bob], roles)).toBe(false)
  })
})
