/** An OpenID Connect provider for tests: discovery, keys, and tokens for whoever the test says has signed in there. */
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encode = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url')

function sign(claims: object): string {
  const text = `${encode({ alg: 'RS256', kid: 'test' })}.${encode(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
}

async function form(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) text += part
  return new URLSearchParams(text)
}

export interface Issuer {
  url: string
  /** What the person approves at the provider; answers the address that the provider sends the browser back to. */
  approve(claims: object): (address: URL) => URL
  close(): void
}

export async function startIssuer(clientId: string): Promise<Issuer> {
  const codes = new Map<string, { challenge: string; claims: object }>()
  let url = ''
  const token = async (request: IncomingMessage) => {
    const given = await form(request)
    const known = codes.get(given.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    if (known?.challenge !== challenge) return { error: 'invalid_grant' }
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: url, aud: clientId, sub: 'subject', iat: now, exp: now + 60, ...known.claims }
    return { access_token: 'none', token_type: 'Bearer', id_token: sign(claims) }
  }
  const answers: Record<string, (request: IncomingMessage) => object | Promise<object>> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
    }),
    '/keys': () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }],
    }),
    '/token': token,
  }
  const server = createServer(async (request, response) => {
    const body = await answers[request.url ?? '']!(request)
    response
      .writeHead('error' in body ? 400 : 200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    approve: (claims) => (address) => {
      const asked = address.searchParams
      const code = randomUUID()
      codes.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        claims: { nonce: asked.get('nonce'), ...claims },
      })
      const back = new URL(asked.get('redirect_uri')!)
      back.search = String(new URLSearchParams({ code, state: asked.get('state') ?? '' }))
      return back
    },
    close: () => server.close(),
  }
}
