/** Schemas in the manner of those that are public, each with documents that it accepts and documents that it refuses. */
import { type Example, older } from './example'
import { people } from './people'
import { tools } from './tools'

export const examples: Example[] = [
  {
    name: 'a package manifest',
    schema: {
      $schema: older,
      $id: 'https://example.org/package.json',
      title: 'Package manifest',
      type: 'object',
      required: ['name', 'version'],
      definitions: {
        person: {
          description: 'Who wrote it',
          type: ['object', 'string'],
          required: ['name'],
          properties: {
            name: { type: 'string' },
            url: { type: 'string', format: 'uri' },
            email: { type: 'string', format: 'email' },
          },
        },
        dependency: { type: 'object', additionalProperties: { type: 'string' } },
        license: { anyOf: [{ type: 'string' }, { enum: ['MIT', 'Apache-2.0'] }] },
      },
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 214, pattern: '^[a-z0-9][a-z0-9._-]*$' },
        version: { type: 'string', description: 'A version number' },
        description: { type: 'string' },
        keywords: { type: 'array', items: { type: 'string' } },
        private: { anyOf: [{ type: 'boolean' }, { enum: ['false', 'true'] }] },
        author: { $ref: '#/definitions/person' },
        contributors: { type: 'array', items: { $ref: '#/definitions/person' } },
        license: { $ref: '#/definitions/license' },
        dependencies: { $ref: '#/definitions/dependency' },
        type: { enum: ['commonjs', 'module'], default: 'commonjs' },
        engines: {
          type: 'object',
          properties: { node: { type: 'string' } },
          additionalProperties: { type: 'string' },
        },
        exports: {
          oneOf: [{ $ref: '#/definitions/entry' }, { type: 'array', items: { $ref: '#/definitions/entry' } }],
        },
      },
      patternProperties: { '^_': { type: 'string' } },
    },
    accepts: [
      { name: 'tian', version: '1.0.0' },
      {
        name: 'tian',
        version: '1.0.0',
        author: 'Li',
        keywords: ['a', 'b'],
        private: true,
        type: 'module',
        homepage: 1,
      },
      {
        name: 'tian',
        version: '1',
        author: { name: '李', email: 'li@example.com' },
        engines: { node: '20', npm: '10' },
        _id: 'x',
      },
    ],
    refuses: [
      { name: 'Tian', version: '1.0.0' },
      { name: 'tian' },
      { name: 'tian', version: '1.0.0', author: { url: 'https://example.com/' } },
      { name: 'tian', version: '1.0.0', _id: 1 },
      { name: 'tian', version: '1.0.0', engines: { node: '20', npm: 10 } },
    ],
    becomes: {
      '/name': 'text',
      '/author': 'json',
      '/keywords': 'json',
      '/type': 'select',
      '/engines': 'section',
      '/engines/node': 'text',
      '/description': 'longtext',
      '/dependencies': 'json',
    },
  },
  {
    name: 'a map feature',
    schema: {
      $schema: older,
      title: 'Feature',
      type: 'object',
      required: ['type', 'properties', 'geometry'],
      properties: {
        type: { type: 'string', enum: ['Feature'] },
        id: { oneOf: [{ type: 'number' }, { type: 'string' }] },
        properties: { oneOf: [{ type: 'null' }, { type: 'object' }] },
        geometry: {
          oneOf: [
            { type: 'null' },
            {
              title: 'Point',
              type: 'object',
              required: ['type', 'coordinates'],
              properties: {
                type: { enum: ['Point'] },
                coordinates: { type: 'array', minItems: 2, items: { type: 'number' } },
              },
            },
            {
              title: 'LineString',
              type: 'object',
              required: ['type', 'coordinates'],
              properties: {
                type: { enum: ['LineString'] },
                coordinates: {
                  type: 'array',
                  minItems: 2,
                  items: { type: 'array', minItems: 2, items: { type: 'number' } },
                },
              },
            },
          ],
        },
      },
    },
    accepts: [
      { type: 'Feature', properties: null, geometry: null },
      {
        type: 'Feature',
        id: 7,
        properties: { name: '西湖' },
        geometry: { type: 'Point', coordinates: [120.15, 30.25] },
      },
      {
        type: 'Feature',
        id: 'a',
        properties: null,
        geometry: {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      },
    ],
    refuses: [
      { type: 'Feature', properties: null },
      { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [1] } },
      { type: 'Feature', properties: null, geometry: { type: 'LineString', coordinates: [1, 2] } },
    ],
    becomes: {
      '/type': 'select',
      '/id': 'json',
      '/properties': 'json',
      '/geometry': 'section',
      '/geometry/type': 'select',
      '/geometry/coordinates': 'json',
    },
  },
  {
    name: 'a product of a shop',
    schema: {
      title: '商品',
      type: 'object',
      additionalProperties: false,
      required: ['sku', '名称', 'price', 'variants'],
      properties: {
        sku: { type: 'string', pattern: '^[A-Z]{2}-[0-9]{4}$', title: '货号' },
        名称: { type: 'string', maxLength: 80 },
        price: { type: 'number', minimum: 0, exclusiveMaximum: 1000000, multipleOf: 0.01 },
        currency: {
          type: 'string',
          oneOf: [
            { const: 'CNY', title: '人民币' },
            { const: 'USD', title: '美元' },
          ],
        },
        size: { type: 'integer', enum: [36, 38, 40] },
        tags: { type: 'array', uniqueItems: true, items: { type: 'string', enum: ['新品', '热卖', '清仓'] } },
        discontinuedAt: { type: 'string', format: 'date', nullable: true },
        weight: { allOf: [{ $ref: '#/$defs/positive' }, { maximum: 100 }] },
        variants: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['color', 'stock'],
            properties: { color: { type: 'string' }, stock: { type: 'integer', minimum: 0 } },
          },
        },
      },
      $defs: { positive: { type: 'number', exclusiveMinimum: 0 } },
      dependentRequired: { price: ['currency'] },
    },
    accepts: [
      { sku: 'AB-1234', 名称: '跑鞋', price: 19.99, currency: 'CNY', variants: [] },
      {
        sku: 'AB-1234',
        名称: '跑鞋',
        price: 0,
        currency: 'USD',
        size: 38,
        tags: ['热卖', '新品'],
        discontinuedAt: '2026-01-31',
        weight: 0.8,
        variants: [{ color: '红', stock: 3 }],
      },
    ],
    refuses: [
      { sku: 'AB-1234', 名称: '跑鞋', price: 1, variants: [] },
      { sku: 'ab-1', 名称: '跑鞋', price: 1, currency: 'CNY', variants: [] },
      { sku: 'AB-1234', 名称: '跑鞋', price: 0.001, currency: 'CNY', variants: [] },
      { sku: 'AB-1234', 名称: '跑鞋', price: 1000000, currency: 'CNY', variants: [] },
      { sku: 'AB-1234', 名称: '跑鞋', price: 1, currency: 'CNY', weight: 0, variants: [] },
    ],
    becomes: {
      '/sku': 'text',
      '/price': 'number',
      '/currency': 'select',
      '/size': 'select',
      '/tags': 'multiselect',
      '/discontinuedAt': 'date',
      '/weight': 'number',
      '/variants': 'table',
    },
  },
  ...people,
  ...tools,
]
