/** What the API says of accounts: sign-in in two steps, one's own security, invitations and links. */

/** What is still to come before a person is signed in: a code, or setting up the app that makes codes. */
export type SecondStep = 'code' | 'enrol'

// GET /account
export interface AccountAnswer {
  factor: { enrolled: boolean; required: boolean; since: string | null; recoveryLeft: number }
  /** For administrators; how the mail does, for the owner only. */
  workspace?: { factor: FactorPolicy; mail?: MailAnswer }
}
export type FactorPolicy = 'nobody' | 'administrators' | 'everybody'
export interface MailAnswer {
  on: boolean
  waiting: number
  failed: number
  error: string | null
}

// GET /account/sessions; DELETE /account/sessions/{id}, or without an id all others
export interface DeviceAnswer {
  id: string
  agent: string
  address: string
  signedIn: string
  lastSeen: string
  current: boolean
}

// POST /account/factor, or /session/factor between the two steps; PUT /account/factor {offer, code} → {recovery}
export interface EnrolmentAnswer {
  /** To type into the app by hand. */
  secret: string
  /** For the QR code. */
  uri: string
  /** Sent back with the first code. */
  offer: string
}
export interface RecoveryAnswer {
  recovery: string[]
}

// POST /session/code {code, offer?}
export interface SecondStepAnswer {
  /** Shown this once, where the app was set up in this step. */
  recovery?: string[]
}

// POST /links {purpose, token}
export interface LinkAnswer {
  workspace: string
  name: string
  email: string
}

/** How a link reaches its person: by mail, or passed on by the administrator, who sees it this once. */
export interface PassedOn {
  mailed: boolean
  link?: string
  until?: string
}

// POST /bases/{base}/invitations {email, name?, roles}
export interface InvitationAnswer extends PassedOn {
  id: string
  name: string
  /** Somebody with an account is a member at once. */
  joined: boolean
}
