/** The e-mail address as the name of an account: one form for each, and no two addresses share a form by accident. */
import { email } from '@/lib/fields/email'

/** The trimmed address as the person wrote it, or undefined when it is none. */
export function readEmail(text: string): string | undefined {
  const address = email.normalize(text, {})
  return typeof address === 'string' && email.check(address, {}) === undefined ? address : undefined
}

/**
 * The form that is unique among accounts. Only ASCII letters change case, and nothing else changes: Unicode's foldings
 * and normal forms turn other people's addresses into yours (the Kelvin sign into k), and their owners could sign in as you.
 */
export const accountForm = (address: string): string =>
  address.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
