/** The origin check: what changes something must come from a page of this very site (or carry no browser's marks at all). */

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Strict: a request that could carry a cookie and changes something must name our own origin. `Origin: null` and a
 * missing Origin are refused, because a page elsewhere can send the former and nothing of ours sends the latter.
 */
export function sameOrigin(request: Request): boolean {
  if (safe.has(request.method)) return true
  const origin = request.headers.get('origin')
  if (!origin) return false
  const own = [
    process.env.NEXTAUTH_URL,
    `http://${request.headers.get('host')}`,
    `https://${request.headers.get('host')}`,
  ]
  return own.some((url) => url !== undefined && URL.canParse(url) && new URL(url).origin === origin)
}
