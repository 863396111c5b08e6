/** The people of the bench: the owner, who may do everything, and three members whose rights are real. */
import { encode } from 'next-auth/jwt'
import type { Person } from '@/lib/access/actor'
import { addAccount } from '@/lib/auth/accounts'
import { cookieName } from '@/lib/auth/cookie'
import { createSession, sessionSeconds } from '@/lib/auth/sessions'
import { setUp } from '@/lib/auth/setup'
import { ownerSql, ownerTransaction, run } from '@/lib/db/connection'
import { arrayParam, param, sql } from '@/lib/db/sql'
import { changeDefinitions } from '@/lib/ddl/apply'
import type { FieldRight, Role } from '@/lib/meta/model'
import { installTemplate } from '@/lib/templates/install'

export const base = 'main'

/** One who asks: the person's id, and the cookie that every request carries. */
export interface Visitor {
  id: string
  cookie: string
}

export interface People {
  /** The owner as use cases know people. */
  person: Person
  owner: Visitor
  /** Owns one customer in fifty. */
  seller: Visitor
  /** Owns thirty customers, the oldest of all. */
  newcomer: Visitor
  /** Salesperson and customer service at once. */
  both: Visitor
}

/** First run, template, roles as an administrator would have set them, and everybody signed in. */
export async function makePeople(authSecret: string): Promise<People> {
  const locale = 'zh-CN'
  const person = await setUp({
    name: '所有者',
    email: 'owner@example.com',
    password: 'a long enough one',
    locale,
  })
  await installTemplate(person, base, {
    template: 'customer_management',
    sample: false,
    sampleLocale: locale,
  })
  await setMasks(person)
  const signIn = async (id: string): Promise<Visitor> => {
    const sid = await createSession(id, {}, ownerSql())
    const token = await encode({ token: { sid, uid: id }, secret: authSecret, maxAge: sessionSeconds })
    return { id, cookie: `${cookieName()}=${token}` }
  }
  const join = async (name: string, roles: string[]): Promise<Visitor> => {
    const account = { name, email: `${name}@example.com`, hash: '', locale } as const
    const id = await ownerTransaction(async (tx) => {
      const user = (await addAccount(tx, account))!
      await run(
        tx,
        sql`insert into tian.memberships (base_id, user_id, roles)
            select id, ${param(user, 'uuid')}, ${arrayParam(roles)} from tian.bases where key = ${param(base)}`,
      )
      return user
    })
    return signIn(id)
  }
  return {
    person,
    owner: await signIn(person.userId),
    seller: await join('seller', ['salesperson']),
    newcomer: await join('newcomer', ['salesperson']),
    both: await join('both', ['salesperson', 'customer_service']),
  }
}

const masked: Record<string, Record<string, FieldRight>> = {
  salesperson: { wechat: { mask: 'edges' }, lifecycle_stage: { mask: 'all' } },
  customer_service: { phone: { mask: 'phone' }, email: { mask: 'email' }, credit_limit: { mask: 'all' } },
}

/** The template's roles with a few masks, so that every way to print a cell is in the measured statements. */
async function setMasks(person: Person): Promise<void> {
  await changeDefinitions({ base, actor: person.userId, door: 'command' }, async ({ definitions }) =>
    Object.entries(masked).map(([key, fields]) => {
      const before = definitions.roles.get(key)!
      const rights = before.tables.customers!
      const tables = { ...before.tables, customers: { ...rights, fields: { ...rights.fields, ...fields } } }
      const after: Role = { ...before, tables }
      return { kind: 'role' as const, before, after }
    }),
  )
}
