/** Mail: letters wait in the database, so that no answer takes longer because there is one to send, and none gets lost. */
import { randomUUID } from 'node:crypto'
import { createTransport, type Transporter } from 'nodemailer'
import { appSql, type Db, run } from '@/lib/db/connection'
import { readEnvironment } from '@/lib/db/environment'
import { param, sql } from '@/lib/db/sql'
import { StartError } from '@/lib/db/start-error'
import { readEmail } from './email'
import { seal, unseal } from './seal'
import { shared } from './shared'

export interface Letter {
  subject: string
  /** Plain text. */
  body: string
}

/** Whether a server to send mail by is configured. */
export const mailOn = (): boolean => readEnvironment().SMTP_URL !== undefined

/** At the start: a server without a sender is half a configuration. */
export function checkMail(): void {
  const { SMTP_URL, MAIL_FROM } = readEnvironment()
  if (SMTP_URL && !MAIL_FROM) throw new StartError('ENV_INVALID', { name: 'MAIL_FROM' })
}

/** Puts a letter into the queue, in the transaction that is its reason. It may hold a link, so it rests sealed. */
export async function post(db: Db, to: string, { subject, body }: Letter): Promise<void> {
  const address = readEmail(to)
  if (address !== to) throw new Error('not one plain address')
  const id = randomUUID()
  await run(
    db,
    sql`insert into tian.mails (id, "to", subject, body)
        values (${param(id, 'uuid')}, ${param(to)}, ${param(subject)}, ${param(seal('mail', id, body))})`,
  )
}

const mostTries = 8
/** Half a minute after the first failure, then four times as long each time, six hours at most. */
const pause = sql`make_interval(secs => least(30 * power(4, tries), 21600))`

interface Waiting {
  id: string
  to: string
  subject: string
  body: string
  tries: number
}

/** Sends what is due; @returns how many letters left. Several processes may do so at once. */
export async function sendDue(): Promise<number> {
  if (!mailOn()) return 0
  const due = await run<Waiting>(
    appSql(),
    sql`update tian.mails set tries = tries + 1, send_at = now() + ${pause}
        where id in (select id from tian.mails where sent_at is null and send_at <= now() and tries < ${param(mostTries, 'int')}
          order by send_at limit 20 for update skip locked)
        returning id, "to", subject, body, tries`,
  )
  let sent = 0
  for (const letter of due) if (await deliver(letter)) sent++
  return sent
}

async function deliver({ id, to, subject, body, tries }: Waiting): Promise<boolean> {
  const key = param(id, 'uuid')
  try {
    const text = unseal('mail', id, body)
    if (text === undefined) throw new Error('sealed with another key')
    const from = readEnvironment().MAIL_FROM!
    await transport().sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    await run(appSql(), sql`update tian.mails set sent_at = now(), body = '', error = null where id = ${key}`)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // A letter that was given up keeps its line for the administrator, not its text.
    await run(
      appSql(),
      sql`update tian.mails set error = ${param(reason.slice(0, 300))},
            body = case when ${param(tries, 'int')} >= ${param(mostTries, 'int')} then '' else body end
          where id = ${key}`,
    )
    return false
  }
}

/** One connection after another. A password never travels in clear, except to this very machine. */
function transport(): Transporter {
  const url = readEnvironment().SMTP_URL!
  const kept = shared('transport', () => ({ url: '', transporter: undefined as Transporter | undefined }))
  if (kept.transporter && kept.url === url) return kept.transporter
  const { hostname, port, protocol, username, password } = new URL(url)
  const tls = protocol === 'smtps:'
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  const auth = username
    ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
    : undefined
  kept.url = url
  kept.transporter = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : tls ? 465 : 587,
    secure: tls,
    requireTLS: !tls && auth !== undefined && !here,
    auth,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return kept.transporter
}

export interface MailState {
  on: boolean
  waiting: number
  failed: number
  /** What the server said last, about a letter that has not left. */
  error: string | null
}

/** How the queue does, for the owner. */
export async function mailState(): Promise<MailState> {
  const most = param(mostTries, 'int')
  const [row] = await run<Omit<MailState, 'on'>>(
    appSql(),
    sql`select count(*) filter (where tries < ${most})::int as waiting,
          count(*) filter (where tries >= ${most})::int as failed,
          (select error from tian.mails where sent_at is null and error is not null order by created_at desc limit 1) as error
        from tian.mails where sent_at is null`,
  )
  return { on: mailOn(), ...row! }
}

/** Letters of a month ago; @returns how many. */
export async function forgetMails(): Promise<number> {
  const gone = await run(
    appSql(),
    sql`delete from tian.mails where created_at < now() - interval '30 days' returning id`,
  )
  return gone.length
}

/** Looks every few seconds for letters to send; @returns how to stop. */
export function sendMails(): () => void {
  let running = false
  const once = async () => {
    if (running) return
    running = true
    await sendDue().catch((error: unknown) => console.error(String(error)))
    running = false
  }
  const timer = setInterval(() => void once(), 5000)
  timer.unref()
  return () => clearInterval(timer)
}
