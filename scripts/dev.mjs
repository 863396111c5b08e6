/** Development: Next compiles pages as they are asked for; the API is bundled again after every change. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle, stopBundling, watchBundle } from './bundle.mjs'
import { root } from './sources.mjs'

const folder = join(root, 'node_modules/.cache/tian')

/** Bundles the server once, as `npm run build` does. */
export async function bundleServer() {
  const file = join(folder, 'dev-server.mjs')
  await bundle(root, 'lib/server/main.ts', file)
  const api = join(folder, 'dev-api.mjs')
  await watchBundle(root, 'lib/api/dispatch.ts', api, () => {
    current = import(`${pathToFileURL(api).href}?${++version}`)
    current.catch(console.error)
  })
  return file
}

export { stopBundling }

let version = 0
let current

/** Answers with the newest bundle. */
export const api = async (request) => (await current).handle(request)
