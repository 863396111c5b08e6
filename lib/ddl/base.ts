/** Making a base: its line, its PostgreSQL schema with the internal tables, its first role and first member. */

import { randomUUID } from 'node:crypto'
import { migrateBase } from '@/lib/db/base-schema'
import { type Db, run, type Tx } from '@/lib/db/connection'
import { arrayParam, jsonParam, param, sql } from '@/lib/db/sql'
import { appError } from '@/lib/errors'
import type { Labels } from '@/lib/i18n/labels'
import { isBaseKey, suggestKey } from '@/lib/meta/keys'
import type { Role } from '@/lib/meta/model'
import { saveDocuments } from '@/lib/meta/store'

/** The role every base starts with; whoever makes the base has it. */
export const adminRole = (): Role => ({
  id: randomUUID(),
  key: 'admin',
  label: { 'zh-CN': '管理员', en: 'Administrator' },
  description: {
    'zh-CN': '可以查看和修改全部数据、定义与权限。',
    en: 'Sees and changes all data, definitions and rights.',
  },
  admin: true,
  tables: {},
})

/** A key for a new base that no base has. */
export async function freeBaseKey(db: Db, label: Labels): Promise<string> {
  const bases = await run<{ key: string }>(db, sql`select key from tian.bases`)
  const taken = new Set(bases.map((b) => b.key))
  return suggestKey(label.en || label['zh-CN'] || '', 'base', taken, isBaseKey)
}

/** Creates a base owned by a person. Its key is its PostgreSQL schema. */
export async function createBase(
  tx: Tx,
  person: { userId: string },
  key: string,
  label: Labels,
): Promise<void> {
  if (!isBaseKey(key)) throw appError('DEFINITION_INVALID', { pointer: '/key' })
  const id = randomUUID()
  const made = await run(
    tx,
    sql`insert into tian.bases (id, key, schema, label) values (${param(id, 'uuid')}, ${param(key)}, ${param(key)}, ${jsonParam(label)})
        on conflict do nothing returning id`,
  )
  if (made.length === 0) throw appError('KEY_TAKEN')
  await migrateBase(tx, key)
  const role = adminRole()
  await saveDocuments(tx, { baseId: id, actor: person.userId, change: null }, [{ kind: 'role', after: role }])
  await run(
    tx,
    sql`insert into tian.memberships (base_id, user_id, roles)
        values (${param(id, 'uuid')}, ${param(person.userId, 'uuid')}, ${arrayParam([role.key])})`,
  )
}
