/** Bodies are judged by their endpoint's schema: closed, so that nothing unknown passes. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { appError } from '@/lib/errors'
import type { Endpoint } from './endpoint'

const ajv = new Ajv2020({ strict: false, allErrors: false })
addFormats.default(ajv)
const compiled = new WeakMap<Endpoint, ValidateFunction>()

/** Throws BODY_INVALID with a pointer to the first wrong place. */
export function checkBody(endpoint: Endpoint, body: unknown): void {
  const validate = compiled.get(endpoint) ?? ajv.compile(endpoint.body!)
  compiled.set(endpoint, validate)
  if (!validate(body)) throw appError('BODY_INVALID', { pointer: validate.errors?.[0]?.instancePath || '/' })
}
