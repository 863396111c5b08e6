/** What an account needs, said before the server is asked; the server decides. */
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { MessageArguments } from '@/lib/i18n/translate'

export const passwordLength = 8

export interface Complaint {
  key: MessageKey
  args?: MessageArguments
}

export function nameComplaint(name: string): Complaint | undefined {
  return name.trim() ? undefined : { key: 'auth.nameNeeded' }
}

export function emailComplaint(email: string): Complaint | undefined {
  if (!email.trim()) return { key: 'auth.emailNeeded' }
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : { key: 'auth.emailInvalid' }
}

/** For a new password; an old one is only compared. */
export function passwordComplaint(password: string): Complaint | undefined {
  if (!password) return { key: 'auth.passwordNeeded' }
  return [...password].length >= passwordLength
    ? undefined
    : { key: 'auth.passwordShort', args: { min: passwordLength } }
}
