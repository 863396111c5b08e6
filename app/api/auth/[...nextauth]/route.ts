/** Signing in and out: next-auth's own addresses under /api/auth. */
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { sameOrigin } from '@/lib/api/origin'
import { refuse } from '@/lib/api/respond'
import { authOptions } from '@/lib/auth/options'
import { visitorOf } from '@/lib/auth/sessions'
import { appError } from '@/lib/errors'
import { localeOfRequest } from '@/lib/i18n/server'

type Context = { params: Promise<{ nextauth: string[] }> }

// Beside next-auth's own token: nobody is signed in or out from a page elsewhere.
const handle = (request: NextRequest, context: Context) =>
  sameOrigin(request)
    ? NextAuth(request, context, authOptions(visitorOf(request.headers)))
    : refuse(appError('ORIGIN_REFUSED'), localeOfRequest(request))

export { handle as GET, handle as POST }
