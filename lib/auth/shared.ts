/** State of this process that must be one, although a bundler may load our modules more than once. */
const holder = globalThis as unknown as Record<symbol, unknown>

/** The value kept under a name, made at the first call. */
export function shared<T>(name: string, make: () => T): T {
  const key = Symbol.for(`tian.auth.${name}`)
  holder[key] ??= make()
  return holder[key] as T
}
