/** What leaves the server and must come back as it was: tickets and prefilled links, sealed so that nobody reads or changes them. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { addressKey } from '@/lib/auth/limits'
import { appError } from '@/lib/errors'

const keys = new Map<string, Buffer>()
function key(purpose: string): Buffer {
  const secret = process.env.NEXTAUTH_SECRET
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set')
  const made = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `tian form ${purpose}`, 32))
  keys.set(purpose, made)
  return made
}

/** Seals data for one purpose; it opens only where the same things are said of it. */
export function seal(purpose: string, bound: readonly string[], value: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(purpose), nonce).setAAD(Buffer.from(JSON.stringify(bound)))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Undefined for anything that was not sealed for this. */
export function unseal<T>(purpose: string, bound: readonly string[], text: string): T | undefined {
  try {
    const bytes = Buffer.from(text, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key(purpose), bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from(JSON.stringify(bound))).setAuthTag(bytes.subarray(-16))
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return JSON.parse(plain.toString()) as T
  } catch {
    return undefined
  }
}

/** One filling-in of a form, from the first look at it to its being sent. */
export interface Ticket {
  id: string
  /** When the form was opened, in milliseconds. */
  at: number
  /** The form as it was then. */
  version: string
}

/** For so long somebody may go on filling in. */
const ticketDays = 30
/** A stranger's tickets have no person; a member's are that member's alone. */
const bind = (form: string, person: string | undefined): string[] => [form, person ?? '']

export const newTicket = (version: string, now = Date.now()): Ticket => ({
  id: randomUUID(),
  at: now,
  version,
})

export const sealTicket = (form: string, person: string | undefined, ticket: Ticket): string =>
  seal('ticket', bind(form, person), ticket)

/** The ticket, or undefined when it is none of this form and person, or too old. */
export function readTicket(form: string, person: string | undefined, text: string): Ticket | undefined {
  const ticket = unseal<Ticket>('ticket', bind(form, person), text)
  return ticket && ticket.at > Date.now() - ticketDays * 86_400_000 ? ticket : undefined
}

/** The ticket; throws FORM_TICKET. */
export function openTicket(form: string, person: string | undefined, text: string): Ticket {
  const ticket = readTicket(form, person, text)
  if (!ticket) throw appError('FORM_TICKET')
  return ticket
}

/** Tells submissions from one address from those of others, and nothing about the address. */
export const addressHash = (form: string, address: string): string =>
  createHmac('sha256', key('address'))
    .update(form)
    .update(addressKey(address))
    .digest('base64url')
    .slice(0, 22)
