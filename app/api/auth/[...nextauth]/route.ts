/** Signing in and out: next-auth's own addresses under /api/auth. */
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { sameOrigin } from '@/lib/api/origin'
import { refuse, withCookie } from '@/lib/api/respond'
import { forgottenWay, readSignIn } from '@/lib/api/sign-in'
import { inStrangersTurn } from '@/lib/api/turns'
import { authOptions } from '@/lib/auth/options'
import { visitorOf } from '@/lib/auth/sessions'
import { appError } from '@/lib/errors'
import { localeOfRequest } from '@/lib/i18n/server'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    // Beside next-auth's own token: nobody is signed in or out from a page elsewhere.
    if (!sameOrigin(request)) throw appError('ORIGIN_REFUSED')
    const asked = await readSignIn(request)
    const options = authOptions(visitorOf(request.headers))
    return await inStrangersTurn(request, () => NextAuth(asked, context, options) as Promise<Response>)
  } catch (error) {
    const refusal = refuse(error, localeOfRequest(request))
    const forgotten = forgottenWay(request)
    return forgotten ? withCookie(refusal, forgotten) : refusal
  }
}

export { handle as GET, handle as POST }
