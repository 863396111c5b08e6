'use client'
/** A stranger's ticket, kept in this browser until the form is sent, so that a reload brings back draft and uploads. */
const name = (token: string): string => `tian:form:${token}`

/** A page in somebody else's frame may have no storage: then the ticket lasts as long as the page. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

export const recallTicket = (token: string): string | undefined =>
  attempt(() => localStorage.getItem(name(token)) ?? undefined)

export function keepTicket(token: string, ticket: string | undefined): void {
  attempt(() =>
    ticket === undefined ? localStorage.removeItem(name(token)) : localStorage.setItem(name(token), ticket),
  )
}
