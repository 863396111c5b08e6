'use client'
/** Who is asking and what the open base holds, for every component inside the shell. */
import { createContext, type ReactNode, useContext } from 'react'
import type { BaseAnswer, SessionAnswer } from '@/lib/api/contract'

export interface Session {
  session: SessionAnswer & { person: NonNullable<SessionAnswer['person']> }
  reloadSession(): void
  /** The base in the address; undefined on pages outside a base and while it loads. */
  base?: BaseAnswer
  /** After a change to the base's tables or its sample data. */
  reloadBase(): void
}

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider({ value, children }: { value: Session; children: ReactNode }) {
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>
}

/** Only inside the shell, where somebody is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is for pages inside the shell')
  return session
}
