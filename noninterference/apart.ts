/** Endpoints for members or anyone that the property does not ask, and why. */
const account = 'about accounts alone: no record is read, and what it tells of accounts is tested in lib/auth'

export const apart: Record<string, string> = {
  'POST /session/factor': account,
  'POST /session/code': account,
  'POST /account/forgot': account,
  'POST /account/link': account,
  'POST /account/join': account,
  'POST /account/reset': account,
}
