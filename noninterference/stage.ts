/** Where worlds are played: one database, one base per blueprint, and the product loaded twice, once for each world. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { inject, vi } from 'vitest'
import type { Person } from '@/lib/access/actor'
import { checkRole } from '@/lib/access/check-role'
import { asActor } from '@/lib/access/enter'
import type { Endpoint } from '@/lib/api/endpoint'
import { cookieName } from '@/lib/auth/cookie'
import { hashOf } from '@/lib/auth/tokens'
import { recomputeAll } from '@/lib/compute/fill'
import { appSql, ownerTransaction, run } from '@/lib/db/connection'
import { arrayParam, ident, jsonParam, param, qualified, sql } from '@/lib/db/sql'
import { type TestDatabase, testDatabase } from '@/lib/db/testing/database'
import { changeDefinitions, nextNumber } from '@/lib/ddl/apply'
import { createBase } from '@/lib/ddl/base'
import { addField } from '@/lib/ddl/edit-field'
import { stored } from '@/lib/expr/ast'
import { storeFile } from '@/lib/files/store'
import type { Form } from '@/lib/meta/form'
import type { Definitions, Role, View } from '@/lib/meta/model'
import { findBase, readDefinitions, saveDocuments } from '@/lib/meta/store'
import { makePerson } from '@/lib/records/testing/world'
import { OneConnection } from './connection'
import type { Dice } from './dice'
import type { Principal } from './principal'
import type { World } from './rows'
import { holdStill } from './sameness'
import { type Blueprint, formsOf, ids, labelsOf, otherPictureId, pictureId, viewsOf } from './schema'

/** The product, loaded apart: it shares nothing with the other one but the database. */
export interface Server {
  handle(request: Request): Promise<Response>
  register: readonly Endpoint[]
}

/** Who asks. */
export type Who =
  | { kind: 'person' }
  | { kind: 'token'; role: string; extent: Record<string, string[]> | null }
  /** An administrator who looks through the eyes of these roles, or of the person. */
  | { kind: 'eyes'; roles?: string[] }
  | { kind: 'stranger' }

export interface Cast {
  roles: Role[]
  /** Keys of the person's own. */
  own: string[]
  who: Who
}

export interface Base {
  key: string
  definitions: Definitions
  world: World
  views: View[]
  forms: Form[]
}

const tokenKey = `tian_${'t'.repeat(43)}`

/** A file of a base; `of`: whose upload it is, that no record holds yet. */
interface Upload {
  id: string
  name: string
  type: 'text/plain' | 'image/png'
  of?: 'member' | 'stranger'
}
/** Files that cells may hold. */
const files = [0, 1, 2].map((n): Upload => ({ id: ids.file(n), name: `file ${n}.txt`, type: 'text/plain' }))
/** Files that nobody else is to get: uploads of others that wait, and a picture that no form shows. */
const strays: Upload[] = [
  { id: ids.file(3), name: 'waiting.txt', type: 'text/plain', of: 'member' },
  { id: ids.file(4), name: 'sent.txt', type: 'text/plain', of: 'stranger' },
  { id: otherPictureId, name: 'other.png', type: 'image/png' },
]
const allFiles: Upload[] = [...files, ...strays, { id: pictureId, name: 'shown.png', type: 'image/png' }]

export class Stage {
  private versions = 1000
  private bases = 0

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: string,
    private readonly admin: Person,
    readonly people: Person[],
    readonly servers: readonly [Server, Server],
    private readonly cookies: { person: string; admin: string },
    private readonly restore: () => void,
  ) {}

  static async open(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'tian-worlds-'))
    process.env.DATA_DIR = folder
    process.env.NEXTAUTH_URL = 'http://tian.test'
    process.env.NEXTAUTH_SECRET ??= 'test secret of at least thirty-two characters'
    const database = await testDatabase()
    // From here on a seed says everything, ids of people included.
    const restore = holdStill()
    const admin = await makePerson('管理员')
    const people = [await makePerson('员甲'), await makePerson('Bea'), await makePerson('员丙')]
    for (const { id } of allFiles) await storeFile(id, new Response('plain text').body)
    const load = async (): Promise<Server> => {
      vi.resetModules()
      const [{ handle }, { register }] = [
        await import('@/lib/api/dispatch'),
        await import('@/lib/api/register'),
      ]
      return { handle, register }
    }
    const servers = [await load(), await load()] as const
    const cookies = { person: await cookieOf(people[0]!), admin: await cookieOf(admin) }
    return new Stage(database, folder, admin, people, servers, cookies, restore)
  }

  async close(): Promise<void> {
    this.restore()
    await this.database.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Makes a base after a blueprint, by the product's own ways. A formula that cannot be is left out. */
  async build(dice: Dice, blueprint: Blueprint): Promise<Base> {
    const key = `base${++this.bases}`
    await ownerTransaction((tx) => createBase(tx, this.admin, key, labelsOf(key)))
    const change = { base: key, actor: this.admin.userId, door: 'command' } as const
    await changeDefinitions(change, async ({ tx, definitions }) => {
      await nextNumber(tx, definitions.schema, 1000)
      return blueprint.tables.map((after) => ({ kind: 'table' as const, after }))
    })
    for (const { table, key: name, type, expr } of blueprint.formulas)
      await asActor(this.admin, key, (actor) =>
        addField(actor, table, {
          key: name,
          label: labelsOf(name),
          type,
          source: { kind: 'formula', expr: stored(expr), stored: true },
        }),
      ).catch((error: { code?: string }) => {
        if (error.code !== 'DEFINITION_INVALID') throw error
      })
    const withFormulas = await readDefinitions(appSql(), (await findBase(appSql(), key))!)
    const tables = [...withFormulas.tables.values()]
    const [views, forms] = [
      viewsOf(dice, tables, blueprint.domains),
      formsOf(dice, tables, blueprint.domains),
    ]
    await changeDefinitions(change, async () => [
      ...views.map((after) => ({ kind: 'view' as const, after })),
      ...forms.map((after) => ({ kind: 'form' as const, after })),
    ])
    await ownerTransaction(async (tx) => {
      for (const { userId } of this.people)
        await run(
          tx,
          sql`insert into tian.memberships (base_id, user_id, roles) values (${param(withFormulas.baseId, 'uuid')}, ${param(userId, 'uuid')}, '{}')`,
        )
      const owner = {
        none: this.admin.userId,
        member: this.people[1]!.userId,
        stranger: forms.find((form) => form.public)!.id,
      }
      for (const { id, name, type, of } of allFiles)
        await run(
          tx,
          sql`insert into ${qualified(key, '_files')} (id, sha256, size, type, name, state, created_by, ticket)
              values (${param(id, 'uuid')}, 'x', 10, ${param(type)}, ${param(name)}, ${param(of ? 'pending' : 'bound')},
                ${param(owner[of ?? 'none'], 'uuid')}, ${param(of === 'stranger' ? ids.other(800) : null, 'uuid')})`,
        )
    })
    const definitions = await readDefinitions(appSql(), (await findBase(appSql(), key))!)
    const people = this.people.map((p) => p.userId)
    return {
      key,
      definitions,
      views,
      forms,
      world: { blueprint, tables: [...definitions.tables.values()], people, files, strays },
    }
  }

  async drop(base: Base): Promise<void> {
    await ownerTransaction(async (tx) => {
      await run(tx, sql`drop schema ${ident(base.key)} cascade`)
      await run(tx, sql`delete from tian.documents where base_id = ${param(base.definitions.baseId, 'uuid')}`)
      await run(tx, sql`delete from tian.bases where key = ${param(base.key)}`)
    })
  }

  connect = (): Promise<OneConnection> => OneConnection.open(this.database.url)

  /** Whether the product would take the roles. */
  takes = ({ definitions }: Base, roles: readonly Role[]): boolean => {
    try {
      for (const role of roles) checkRole(definitions, role)
      return true
    } catch {
      return false
    }
  }

  /**
   * The roles and who has them, inside the open transaction; the version is one that no copy was ever made of,
   * and the same in both worlds (declared exception 7).
   */
  async casting(connection: OneConnection, { definitions }: Base, { roles, own, who }: Cast): Promise<void> {
    const { db } = connection
    const base = param(definitions.baseId, 'uuid')
    await saveDocuments(
      db,
      { baseId: definitions.baseId, actor: null, change: null },
      roles.map((after) => ({ kind: 'role', after })),
    )
    await run(db, sql`update tian.bases set version = ${param(++this.versions, 'bigint')} where id = ${base}`)
    await run(
      db,
      sql`update tian.memberships set roles = ${arrayParam(own)} where base_id = ${base} and user_id = ${param(this.people[0]!.userId, 'uuid')}`,
    )
    if (who.kind === 'token')
      await run(
        db,
        sql`insert into tian.api_tokens (id, base_id, user_id, label, prefix, hash, role, tables)
            values (${param(ids.other(900), 'uuid')}, ${base}, ${param(this.people[0]!.userId, 'uuid')}, 'x', 'tian_t', ${param(hashOf(tokenKey))},
              ${param(who.role)}, ${who.extent ? jsonParam(who.extent) : sql`null`})`,
      )
  }

  /** The principal as the reference means it. */
  principal({ roles, own, who }: Cast): Principal {
    const named = (keys: readonly string[]) => keys.flatMap((key) => roles.filter((r) => r.key === key))
    const me = this.people[0]!.userId
    if (who.kind === 'stranger') return { me: null, roles: [] }
    if (who.kind === 'eyes' && who.roles)
      return { me: this.admin.userId, roles: named(who.roles).map((role) => ({ role })) }
    if (who.kind === 'token')
      return {
        me,
        roles: named(own).map((role) =>
          role.key === who.role
            ? { role, ...(who.extent ? { extent: who.extent } : {}) }
            : { role, silent: true },
        ),
      }
    return { me, roles: named(own).map((role) => ({ role })) }
  }

  headersOf({ who }: Cast, base: Base): Record<string, string> {
    if (who.kind === 'stranger') return {}
    if (who.kind === 'token') return { authorization: `Bearer ${tokenKey}` }
    if (who.kind === 'person') return { cookie: this.cookies.person }
    const eyes = who.roles ? `roles:${who.roles.join(',')}` : `person:${this.people[0]!.userId}`
    return { cookie: this.cookies.admin, 'tian-view-as': `${base.key}:${eyes}` }
  }
  get adminId(): string {
    return this.admin.userId
  }
  adminHeaders = (): Record<string, string> => ({ cookie: this.cookies.admin })

  recompute = (connection: OneConnection, { definitions }: Base): Promise<void> =>
    recomputeAll(connection.db, definitions)

  static readonly appRole = inject('tianTemplate').target.appRole
}

async function cookieOf(person: Person): Promise<string> {
  const sid = randomUUID()
  await ownerTransaction((tx) =>
    run(
      tx,
      sql`insert into tian.sessions (id, user_id, expires_at) values (${param(sid, 'uuid')}, ${param(person.userId, 'uuid')}, now() + interval '10 years')`,
    ),
  )
  const value = await encode({
    token: { sid, uid: person.userId },
    secret: process.env.NEXTAUTH_SECRET!,
    maxAge: 10 * 365 * 24 * 3600,
  })
  return `${cookieName()}=${value}`
}
