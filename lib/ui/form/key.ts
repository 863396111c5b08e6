/** A fresh Idempotency-Key; getRandomValues, because randomUUID is missing on plain http in an office network. */
export function requestKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  )
}
