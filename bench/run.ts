/**
 * `npm run bench [-- --rows 1000000] [--rounds 20] [--api-only]`: how fast Tian is beside hand-written code, on one machine
 * in one run. It makes its own database in a temporary directory and ends everything that it started. `--grants` measures
 * column grants instead (bench/column-grants.ts).
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { attachEmbedded } from '@/lib/db/embedded'
import { readEnvironment } from '@/lib/db/environment'
import { openDatabase } from '@/lib/db/open'
import { appRoleName } from '@/lib/db/roles'
import { loadSecrets } from '@/lib/db/secrets'
import { answering, type Server, start, stop } from './client'
import { measureGrants } from './column-grants'
import { fill } from './data'
import { figureRows, rollupRow } from './figure-rows'
import { makeFigures } from './figures'
import { compare, measure, measureOne } from './measure'
import { makePeople, type People } from './people'
import { print, save } from './report'
import { emptyAsk, makeRows, schemaRow } from './rows'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '20' },
    'api-only': { type: 'boolean', default: false },
    grants: { type: 'boolean', default: false },
  },
})
const [rows, rounds] = [Number(values.rows), Number(values.rounds)]
const say = (text: string): void => console.log(text)

const dataDir = mkdtempSync(join(tmpdir(), 'tian-bench-'))
const servers: Server[] = []
let ending: Promise<void> | undefined
const end = (): Promise<void> =>
  (ending ??= (async () => {
    // Tian last: the database is its child, and the floor works on it.
    for (const server of servers.reverse()) await stop(server)
    rmSync(dataDir, { recursive: true, force: true })
  })())
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => end().then(() => process.exit(1)))

try {
  await bench()
} finally {
  await end()
}

async function bench(): Promise<void> {
  process.env.DATA_DIR = dataDir
  delete process.env.DATABASE_URL
  const secrets = loadSecrets(dataDir)
  say(`making ${rows} rows …`)
  const people = await prepare(secrets.authSecret)
  if (values.grants) return

  say('starting the servers …')
  const port = await freePort()
  const [entry, firstPage] = values['api-only']
    ? [['scripts/run.mjs', 'bench/tian.ts'], '/api/v1/session']
    : [['scripts/start.mjs'], '/sign-in']
  const launch = async (): Promise<Server> => {
    const server = start(port, entry, { DATA_DIR: dataDir })
    servers.push(server)
    await answering(server, firstPage)
    return server
  }
  // The first start may build; the second is the warm one.
  await stop(await launch())
  const begun = performance.now()
  const tian = await launch()
  const warmStart = performance.now() - begun

  const database = attachEmbedded(dataDir)
  const rawToken = randomBytes(18).toString('base64url')
  const raw = start(await freePort(), ['scripts/run.mjs', 'bench/raw.ts'], {
    RAW_APP_URL: database.url('postgres', { user: appRoleName, password: secrets.appPassword }),
    RAW_OWNER_URL: database.url('postgres', { password: secrets.ownerPassword }),
    RAW_TOKEN: rawToken,
  })
  servers.push(raw)
  await answering(raw, '/')

  say('measuring …')
  const world = { rows, people, tian, raw, rawToken }
  const all = [...(await makeRows(world)), ...(await figureRows(world))]
  await compare(all)
  const figures = [
    ...(await measure(all, rounds)),
    ...(await measure([rollupRow(world)], 4)),
    ...(await measure([schemaRow(world)], 12)),
  ]
  const empty = await measureOne(emptyAsk(world), 100)
  const result = { rows, figures, empty, warmStart }
  print(result)
  say(`\nwritten to ${save(result)}`)
}

/** First run, template, people and rows, in this process; the server starts on what it leaves. */
async function prepare(authSecret: string): Promise<People> {
  const database = await openDatabase(readEnvironment(), 'bench')
  try {
    const people = await makePeople(authSecret)
    await fill(rows, people)
    if (values.grants) await measureGrants(people, rounds * 15)
    else await makeFigures(people.person, rows)
    return people
  } finally {
    await database.close()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
