/** What every answer tells the browser to refuse: its content security policy, and the headers beside it. */
import { randomBytes } from 'node:crypto'

/** For answers that are no pages: whoever opens one as a page gets bytes; nothing in them runs or is framed. */
const inertPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Of the visitor's device the product uses none of these, and neither may anything that gets into a page. */
const unused = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer']
  .concat(['microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb'])
  .map((feature) => `${feature}=()`)

/** Headers of every answer; a handler may set its own over them. */
export function standingHeaders(https: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': unused.join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': inertPolicy,
    ...(https && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
  }
}

/** Names one page's scripts; nobody can guess it. */
export const newNonce = (): string => randomBytes(16).toString('base64url')

export interface PagePolicy {
  nonce: string
  /** The sites that may show the page in a frame, beside our own; undefined for none at all, not even our own. */
  framers?: readonly string[]
  /** In development Next evaluates code and writes styles into the page. */
  dev: boolean
}

/**
 * What a page may do: only scripts that carry its nonce run, and what those load from our own build
 * (instrumentation-client.ts); styles come from our files, none from the text of a page.
 */
export function pagePolicy({ nonce, framers, dev }: PagePolicy): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${dev ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framers ? ["'self'", ...framers].join(' ') : "'none'"}`,
    ...(dev ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
  ].join('; ')
}
