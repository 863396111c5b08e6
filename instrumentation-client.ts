/**
 * Before any of our code on a page (Next runs this first): scripts may load other scripts from our own build only, and
 * nothing may turn text into markup or code. The policy that asks for it is in lib/server/policy.ts.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown
}
const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes }

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, location.href)
    return origin === location.origin && pathname.startsWith('/_next/static/') ? address : null
  },
})
