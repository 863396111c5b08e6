/** The origin check: what changes something must come from a page of this very site. */
import { isIP } from 'node:net'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Strict: a request that could carry a cookie and changes something must name our own origin. `Origin: null` and a
 * missing Origin are refused, because a page elsewhere can send the former and nothing of ours sends the latter.
 */
export function sameOrigin(request: Request): boolean {
  if (safe.has(request.method)) return true
  const origin = request.headers.get('origin')
  const own = process.env.NEXTAUTH_URL
  if (!origin || !own) return false
  if (origin === new URL(own).origin) return true
  const host = request.headers.get('host')
  return isHere(own) && isHere(origin) && (origin === `http://${host}` || origin === `https://${host}`)
}

/**
 * Without an APP_URL, which makes us `localhost`, people also come by the machine's addresses. The visitor's word for
 * that (the Host header) counts for localhost and numbers only: any other name can be made to lead here by whoever
 * owns it (DNS rebinding).
 */
function isHere(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}
