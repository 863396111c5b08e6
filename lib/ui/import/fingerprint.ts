/** A short text that is the same for the same content; to know something again, not to prove it. */

/** Two 32-bit hashes (FNV-1a and a multiplicative one) and the length. */
export function fingerprint(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b ^ byte, 0x85ebca6b)
    b ^= b >>> 13
  }
  return [a, b, bytes.length].map((n) => (n >>> 0).toString(36)).join('-')
}
