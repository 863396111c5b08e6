/** Tian without its pages, for measuring the API alone: the same database, handlers and HTTP as `npm start`. */
import { createServer } from 'node:http'
import { handle } from '@/lib/api/dispatch'
import { readEnvironment } from '@/lib/db/environment'
import { openDatabase } from '@/lib/db/open'
import { loadSecrets } from '@/lib/db/secrets'
import { answer, introduce } from '@/lib/server/http'

const environment = readEnvironment()
const url = `http://127.0.0.1:${environment.PORT}`
const database = await openDatabase(environment, url)
process.env.NEXTAUTH_URL = url
process.env.NEXTAUTH_SECRET = loadSecrets(environment.DATA_DIR).authSecret
const server = createServer((request, response) => {
  introduce(request, response, environment.TRUST_PROXY)
  return answer(request, response, handle)
})
server.keepAliveTimeout = 65_000
server.listen(environment.PORT, '127.0.0.1')

process.once('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await database.close()
})
