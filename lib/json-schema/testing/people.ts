/** Schemas about people in the manner of those that are public, with documents on both sides. */
import { type Example, latest, older, rule } from './example'

export const people: Example[] = [
  {
    name: 'a person and whom they know',
    schema: {
      $schema: latest,
      $id: 'https://example.org/person',
      title: 'Person',
      type: 'object',
      properties: {
        givenName: { type: 'string' },
        familyName: { type: 'string' },
        birthDate: { type: 'string', format: 'date' },
        email: { type: 'string', format: 'email' },
        sameAs: { type: 'array', items: { type: 'string', format: 'uri' } },
        address: { $ref: 'address' },
        spouse: { $ref: '#' },
        knows: { type: 'array', items: { $ref: '#' } },
        worksFor: { $ref: 'https://example.org/elsewhere' },
      },
      anyOf: [{ required: ['givenName'] }, { required: ['familyName'] }],
      $defs: {
        address: {
          $id: 'address',
          type: 'object',
          required: ['addressCountry'],
          properties: { addressCountry: { $ref: '#/$defs/country' }, streetAddress: { type: 'string' } },
          $defs: { country: { type: 'string', minLength: 2, maxLength: 2 } },
        },
      },
    },
    accepts: [
      { givenName: 'Ada' },
      {
        familyName: '王',
        address: { addressCountry: 'CN', streetAddress: '长安街 1 号' },
        spouse: { givenName: 'B' },
        worksFor: { name: 'x' },
      },
      { givenName: 'A', knows: [{ givenName: 'B', knows: [{ familyName: 'C' }] }] },
    ],
    refuses: [
      { email: 'a@example.com' },
      { givenName: 'A', spouse: { birthDate: '2000-01-01' } },
      { givenName: 'A', address: { streetAddress: 'x' } },
      { givenName: 'A', address: { addressCountry: 'CHN' } },
    ],
    becomes: {
      '/givenName': 'text',
      '/email': 'email',
      '/address': 'section',
      '/address/addressCountry': 'text',
      '/spouse': 'json',
      '/knows': 'json',
      '/worksFor': 'json',
      '/birthDate': 'date',
    },
  },
  {
    name: 'a résumé',
    schema: {
      $schema: older,
      title: 'Résumé',
      type: 'object',
      additionalProperties: false,
      definitions: { iso8601: { type: 'string', pattern: '^[12][0-9]{3}(-[0-1][0-9](-[0-3][0-9])?)?$' } },
      properties: {
        basics: {
          type: 'object',
          additionalProperties: true,
          properties: {
            name: { type: 'string' },
            email: { type: 'string', format: 'email' },
            summary: { type: 'string', description: 'Two or three sentences' },
            location: {
              type: 'object',
              properties: { city: { type: 'string' }, countryCode: { type: 'string' } },
            },
            profiles: {
              type: 'array',
              items: {
                type: 'object',
                properties: { network: { type: 'string' }, username: { type: 'string' } },
              },
            },
          },
        },
        work: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              startDate: { $ref: '#/definitions/iso8601' },
              highlights: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
    accepts: [
      {},
      { basics: { name: '张三', email: 'z@example.com', location: { city: '杭州' }, nickname: '三' } },
      {
        basics: { name: 'Li', profiles: [{ network: 'x', username: 'li' }] },
        work: [
          { name: 'A', startDate: '2020-02' },
          { name: 'B', highlights: ['x'] },
        ],
      },
    ],
    refuses: [
      { basics: { name: 1 } },
      { work: [{ name: 'A', startDate: 'soon' }] },
      { hobbies: [] },
      { basics: { email: 'nobody' } },
    ],
    becomes: {
      '/basics': 'section',
      '/basics/name': 'text',
      '/basics/location': 'section',
      '/basics/location/city': 'text',
      '/basics/profiles': 'table',
      '/work': 'table',
    },
  },
  {
    name: 'a patient',
    schema: {
      $schema: latest,
      title: 'Patient',
      type: 'object',
      required: ['resourceType', 'gender'],
      properties: {
        resourceType: { const: 'Patient' },
        active: { type: 'boolean' },
        gender: { enum: ['male', 'female', 'other', 'unknown'] },
        birthDate: { type: 'string', format: 'date' },
        deceasedBoolean: { type: 'boolean' },
        deceasedDateTime: { type: 'string', format: 'date-time' },
        multipleBirth: { type: ['integer', 'null'], minimum: 1 },
        identifier: { type: 'array', items: { $ref: '#/$defs/Identifier' } },
        contact: { type: 'array', items: { $ref: '#/$defs/Contact' }, minItems: 1 },
        extension: { type: 'array', items: { $ref: '#/$defs/Extension' } },
      },
      not: { required: ['deceasedBoolean', 'deceasedDateTime'] },
      ...rule(
        { required: ['multipleBirth'], properties: { multipleBirth: { minimum: 3 } } },
        { required: ['birthDate'] },
      ),
      unevaluatedProperties: false,
      $defs: {
        Extension: {
          type: 'object',
          properties: {
            url: { type: 'string' },
            extension: { type: 'array', items: { $ref: '#/$defs/Extension' } },
          },
        },
        Identifier: {
          type: 'object',
          properties: {
            system: { type: 'string', format: 'uri' },
            value: { type: 'string' },
            use: { enum: ['usual', 'official'] },
          },
        },
        Contact: {
          type: 'object',
          required: ['value'],
          oneOf: [
            {
              properties: { system: { const: 'phone' }, value: { pattern: '^[0-9+ ]+$' } },
              required: ['system'],
            },
            { properties: { system: { const: 'email' }, value: { format: 'email' } }, required: ['system'] },
          ],
          properties: { value: { type: 'string' }, system: { type: 'string' } },
        },
      },
    },
    accepts: [
      { resourceType: 'Patient', gender: 'female' },
      {
        resourceType: 'Patient',
        gender: 'other',
        deceasedBoolean: false,
        multipleBirth: 3,
        birthDate: '2001-02-03',
      },
      {
        resourceType: 'Patient',
        gender: 'male',
        identifier: [{ system: 'https://example.com/', value: '1', use: 'usual' }],
        contact: [{ system: 'phone', value: '+86 1' }],
      },
    ],
    refuses: [
      { resourceType: 'Patient', gender: 'x' },
      {
        resourceType: 'Patient',
        gender: 'male',
        deceasedBoolean: true,
        deceasedDateTime: '2026-01-01T00:00:00.000Z',
      },
      { resourceType: 'Patient', gender: 'male', multipleBirth: 4 },
      { resourceType: 'Patient', gender: 'male', contact: [{ system: 'phone', value: 'none' }] },
    ],
    becomes: {
      '/resourceType': 'select',
      '/gender': 'select',
      '/multipleBirth': 'number',
      '/identifier': 'table',
      '/contact': 'table',
      '/extension': 'json',
      '/deceasedDateTime': 'datetime',
    },
  },
]
