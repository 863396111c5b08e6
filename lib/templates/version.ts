/** The order of the versions of a template. */

/** Whether a version such as 1.10.0 comes after another one. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((v) => v.split('.').map(Number))
  const at = a!.findIndex((n, i) => n !== (b![i] ?? 0))
  return at >= 0 && a![at]! > (b![at] ?? 0)
}
