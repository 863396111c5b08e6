/** The API description, OpenAPI 3.1, made from the endpoint register: what is answered is what is described. */
import { cookieName } from '@/lib/auth/cookie'
import type { JsonObject, JsonSchema } from '@/lib/json'
import type { Endpoint } from './endpoint'

const errorSchema: JsonSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        hint: { type: 'string' },
        field: { type: 'string' },
        label: { type: 'string' },
        pointer: { type: 'string' },
        present: { type: 'object' },
        clash: {
          type: 'object',
          required: ['table', 'id', 'title'],
          properties: {
            table: { type: 'string' },
            id: { type: 'string' },
            title: { type: ['string', 'null'] },
          },
        },
        more: { type: 'array', items: { type: 'object' } },
      },
    },
  },
}

/** `/bases/{base}/people` + GET → `get_bases_base_people`: stable and unique. */
const operationId = ({ method, path }: Endpoint): string =>
  `${method.toLowerCase()}${path.replace(/[{}]/g, '').replace(/[^A-Za-z0-9]+/g, '_')}`

const content = (schema: JsonSchema): JsonObject => ({ 'application/json': { schema } })

function operation(endpoint: Endpoint): JsonObject {
  const { path, query = {}, body, answer, status = 200, guard, summary, rawBody } = endpoint
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => ({
    name: m[1]!,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  return {
    operationId: operationId(endpoint),
    summary,
    ...(guard === 'anyone' ? { security: [] } : {}),
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: { required: true, content: content(body) } } : {}),
    ...(rawBody ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    responses: {
      [String(status)]: { description: 'Done', ...(answer ? { content: content(answer) } : {}) },
      default: {
        description: 'Refused, with the reason and the remedy',
        content: content({ $ref: '#/components/schemas/Error' }),
      },
    },
  }
}

/** The document for a register. */
export function openApi(register: readonly Endpoint[]): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const endpoint of register) {
    paths[endpoint.path] ??= {}
    paths[endpoint.path]![endpoint.method.toLowerCase()] = operation(endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tian',
      version: '1',
      description: 'Names are keys; empty cells are left out; every error names its remedy.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName() } },
      schemas: { Error: errorSchema },
    },
  }
}
