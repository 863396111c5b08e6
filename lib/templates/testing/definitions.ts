/** A template as the definitions it becomes in an empty base, for tests that need no database. */
import type { Definitions } from '@/lib/meta/model'
import type { Template } from '../format'
import { nothingHere } from '../names'
import { resolveTemplate } from '../resolve'

const byKey = <T extends { key: string }>(list: T[]): Map<string, T> =>
  new Map(list.map((one) => [one.key, one]))

export function definitionsOf(template: Template): Definitions {
  let number = 0
  const { tables, optionSets, views, roles } = resolveTemplate(template, nothingHere, () => ++number)
  return {
    baseId: '00000000-0000-7000-8000-000000000000',
    base: 'test',
    label: template.label,
    schema: 'test',
    version: 1,
    zone: 'Asia/Shanghai',
    tables: byKey(tables),
    optionSets: byKey(optionSets),
    views: byKey(views),
    forms: new Map(),
    roles: byKey(roles),
    teams: [],
  }
}
