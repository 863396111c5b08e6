/** The endpoint register: every line is whole, no two answer the same request, and none can leave out its guard. */
import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { errorStatus } from '@/lib/errors'
import type { JsonSchema } from '@/lib/json'
import type { Endpoint, Guard } from './endpoint'
import { openApi } from './openapi'
import { register } from './register'

/** Held by the compiler: an endpoint without a guard is no endpoint. */
const guardIsRequired: Record<never, never> extends Pick<Endpoint, 'guard'> ? false : true = true

const guards: Guard[] = ['anyone', 'person', 'owner', 'member', 'admin']
const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`

describe('the register', () => {
  test('every line has a guard, a sentence, and an address of plain segments', () => {
    expect(guardIsRequired).toBe(true)
    for (const line of register) {
      expect(guards, nameOf(line)).toContain(line.guard)
      expect(line.summary, nameOf(line)).toMatch(/^[A-Z`].{5,}\.$/)
      expect(line.path, nameOf(line)).toMatch(/^(\/([a-z.-]+|\{[a-z]+\}))+$/)
    }
  })
  test('no method and address twice, also when parameters could stand for words', () => {
    const shapes = register.map((line) => nameOf(line).replace(/\{\w+\}/g, '{}'))
    expect(shapes.filter((shape, i) => shapes.indexOf(shape) !== i)).toEqual([])
  })
  test('what belongs to a base is guarded by membership of it', () => {
    const inBase = register.filter((line) => line.path.startsWith('/bases/{base}'))
    expect(inBase.filter((line) => line.guard !== 'member' && line.guard !== 'admin').map(nameOf)).toEqual([])
  })
  test('only signing in, links of accounts, the first run and public forms are open to anyone', () => {
    expect(register.filter((line) => line.guard === 'anyone').map(nameOf)).toEqual([
      'GET /session',
      'POST /setup',
      'POST /session/factor',
      'POST /session/code',
      'POST /account/forgot',
      'POST /account/link',
      'POST /account/join',
      'POST /account/reset',
      'GET /forms/{token}',
      'POST /forms/{token}',
      'PUT /forms/{token}/draft',
      'POST /forms/{token}/files',
      'GET /forms/{token}/images/{file}',
    ])
  })
  test('reading takes no body; a body is closed', () => {
    for (const line of register) {
      if (line.method === 'GET')
        expect([line.body, line.rawBody], nameOf(line)).toEqual([undefined, undefined])
      const shapes = (line.body?.oneOf as JsonSchema[] | undefined) ?? [line.body]
      for (const shape of shapes) if (shape) expect(shape.additionalProperties, nameOf(line)).toBe(false)
    }
  })
})

interface Operation {
  operationId: string
  parameters: { name: string; in: string; required?: boolean; schema: JsonSchema }[]
  requestBody?: { content: Record<string, { schema?: JsonSchema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>
  security?: object[]
}
const document = openApi(register) as unknown as {
  openapi: string
  info: object
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** The parts of the OpenAPI 3.1 meta-schema that our document uses. */
const openApiSchema: JsonSchema = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: { type: 'string' }, version: { type: 'string' }, description: { type: 'string' } },
      additionalProperties: false,
    },
    servers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['url'],
        properties: { url: { type: 'string' } },
        additionalProperties: false,
      },
    },
    security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array' } } },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete', 'patch'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      properties: {
        schemas: { type: 'object', additionalProperties: { type: 'object' } },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type', 'name', 'in'],
            properties: {
              type: { const: 'apiKey' },
              name: { type: 'string' },
              in: { enum: ['query', 'header', 'cookie'] },
            },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
  $defs: {
    content: {
      type: 'object',
      propertyNames: { pattern: '^[a-z]+/[a-z0-9.+-]+$' },
      additionalProperties: {
        type: 'object',
        properties: { schema: { type: 'object' } },
        additionalProperties: false,
      },
    },
    operation: {
      type: 'object',
      required: ['operationId', 'responses'],
      properties: {
        operationId: { type: 'string' },
        summary: { type: 'string' },
        security: { type: 'array' },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            properties: {
              name: { type: 'string' },
              in: { enum: ['path', 'query'] },
              description: { type: 'string' },
              required: { type: 'boolean' },
              schema: { type: 'object' },
            },
            if: { properties: { in: { const: 'path' } } },
            // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
            then: { required: ['required'], properties: { required: { const: true } } },
            additionalProperties: false,
          },
        },
        requestBody: {
          type: 'object',
          required: ['content'],
          properties: { content: { $ref: '#/$defs/content' }, required: { type: 'boolean' } },
          additionalProperties: false,
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^([1-5](\\d\\d|XX)|default)$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            properties: { description: { type: 'string' }, content: { $ref: '#/$defs/content' } },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
}

describe('the description', () => {
  test('is OpenAPI 3.1', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(openApiSchema)
    validate(document)
    expect(validate.errors).toBe(null)
  })
  test('describes every endpoint, and nothing else', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    expect(described.sort()).toEqual(register.map(nameOf).sort())
  })
  test('names each operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })
  test('declares every parameter of a path, and none that is not there', () => {
    for (const { path, operation } of operations) {
      const declared = operation.parameters.filter((p) => p.in === 'path').map((p) => p.name)
      expect(declared, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))
    }
  })
  test('embeds schemas that compile', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    const contents = operations.flatMap(({ operation: { requestBody, responses } }) =>
      [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {})),
    )
    const schemas = contents.flatMap(({ schema }) => (schema && !schema.$ref ? [schema] : []))
    expect(schemas.length).toBeGreaterThan(register.length / 2)
    for (const schema of [...schemas, ...Object.values(document.components.schemas)]) {
      // The same meta-schema answers two endpoints; Ajv takes an $id once.
      const { $id: _id, ...rest } = schema
      expect(() => ajv.compile(rest)).not.toThrow()
    }
  }, 60_000)
  test('points only to what it holds', () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1])
    expect([...new Set(pointers)]).toEqual(['#/components/schemas/Error'])
  })
  test('says of whom no session is asked', () => {
    const open = operations
      .filter(({ operation }) => operation.security?.length === 0)
      .map(({ path }) => path)
    expect(open.sort()).toEqual([
      '/account/forgot',
      '/account/join',
      '/account/link',
      '/account/reset',
      '/forms/{token}',
      '/forms/{token}',
      '/forms/{token}/draft',
      '/forms/{token}/files',
      '/forms/{token}/images/{file}',
      '/session',
      '/session/code',
      '/session/factor',
      '/setup',
    ])
  })
})

test('every error has a status that HTTP knows as an error', () => {
  for (const [code, status] of Object.entries(errorStatus)) {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  }
})
