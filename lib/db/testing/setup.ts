/** Before the database tests: one PostgreSQL for the whole run, and the migrated template that test files clone. */

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connectTo, disconnect, ownerSql, type Target } from '@/lib/db/connection'
import { startEmbedded } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { appRoleName, ensureAppRole } from '@/lib/db/roles'
import { ident, sql } from '@/lib/db/sql'
import { at, maintain } from './clone'

declare module 'vitest' {
  export interface ProvidedContext {
    tianTemplate: { name: string; maintenance: string; target: Target }
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const name = `tian_template_${randomBytes(4).toString('hex')}`
  const stop = async () => {
    await disconnect()
    await maintain(server.maintenance, sql`drop database if exists ${ident(name)} with (force)`)
    await server.stop()
  }
  try {
    await maintain(server.maintenance, sql`create database ${ident(name)} template template0`)
    const owner = at(server.maintenance, name)
    const target: Target = { owner, app: owner, appRole: appRoleName, stepDown: true }
    connectTo(target)
    if (!(await ensureAppRole(ownerSql())))
      throw new Error('the tests need a server where they may create a role')
    await migrate()
    await disconnect()
    provide('tianTemplate', { name, maintenance: server.maintenance, target })
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** TEST_DATABASE_URL names a server to use instead, such as a PostgreSQL 15. */
async function startServer(): Promise<{ maintenance: string; stop(): Promise<void> }> {
  if (process.env.TEST_DATABASE_URL)
    return { maintenance: process.env.TEST_DATABASE_URL, stop: async () => {} }
  const dataDir = mkdtempSync(join(tmpdir(), 'tian-test-'))
  const ownerPassword = randomBytes(18).toString('base64url')
  const embedded = await startEmbedded({ dataDir, ownerPassword, fsync: false })
  return {
    maintenance: embedded.url('postgres', { password: ownerPassword }),
    async stop() {
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
