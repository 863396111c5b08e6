/** Schemas about programs and machines in the manner of those that are public, with documents on both sides. */
import { type Example, latest, older, rule } from './example'

export const tools: Example[] = [
  {
    name: 'the settings of a compiler',
    schema: {
      $schema: older,
      title: 'Compiler settings',
      type: 'object',
      definitions: {
        // The file is put together from parts, each of which only knows its own members.
        files: {
          properties: {
            files: { type: ['array', 'null'], items: { type: ['string', 'null'] }, uniqueItems: true },
          },
        },
        include: { properties: { include: { type: 'array', items: { type: 'string' } } } },
        extends: {
          properties: {
            extends: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
          },
        },
        options: {
          properties: {
            compilerOptions: {
              type: ['object', 'null'],
              description: 'Instructs the compiler how to compile.',
              properties: {
                strict: { type: ['boolean', 'null'], default: false },
                target: {
                  type: ['string', 'null'],
                  default: 'ES3',
                  anyOf: [
                    { enum: ['ES3', 'ES2020', 'ESNext', null] },
                    { pattern: '^([Ee][Ss]([356]|(20(1[56789]|2[0-9]))))$' },
                  ],
                },
                jsx: { enum: ['preserve', 'react', 'react-jsx'] },
                outDir: { type: ['string', 'null'] },
                lib: {
                  type: ['array', 'null'],
                  uniqueItems: true,
                  items: {
                    anyOf: [{ enum: ['DOM', 'ES2020'] }, { pattern: '^[Dd][Oo][Mm](\\.[A-Za-z]+)?$' }],
                  },
                },
                paths: {
                  type: ['object', 'null'],
                  additionalProperties: { type: ['array', 'null'], items: { type: 'string' } },
                },
                maxNodeModuleJsDepth: { type: ['number', 'null'], default: 0, minimum: 0 },
              },
            },
          },
        },
        references: {
          properties: {
            references: {
              type: 'array',
              uniqueItems: true,
              items: {
                type: 'object',
                required: ['path'],
                properties: { path: { type: 'string' }, prepend: { type: 'boolean' } },
              },
            },
          },
        },
      },
      allOf: [
        { $ref: '#/definitions/options' },
        { $ref: '#/definitions/extends' },
        { $ref: '#/definitions/references' },
        { anyOf: [{ $ref: '#/definitions/files' }, { $ref: '#/definitions/include' }] },
      ],
    },
    accepts: [
      {},
      { compilerOptions: { strict: true, target: 'ES2020', jsx: 'preserve' }, include: ['src'] },
      {
        compilerOptions: { paths: { '@/*': ['./*'] }, maxNodeModuleJsDepth: 2 },
        references: [{ path: '../core' }],
      },
      { extends: ['./base.json'], include: ['a'], $comment: 'x' },
    ],
    refuses: [
      { compilerOptions: { strict: 'yes' } },
      { compilerOptions: { jsx: 'solid' } },
      { compilerOptions: { maxNodeModuleJsDepth: -1 } },
      { references: [{ prepend: true }] },
    ],
    becomes: {
      '/compilerOptions': 'section',
      '/compilerOptions/strict': 'checkbox',
      '/compilerOptions/jsx': 'select',
      '/compilerOptions/paths': 'json',
      '/compilerOptions/maxNodeModuleJsDepth': 'number',
      '/extends': 'json',
      '/references': 'table',
    },
  },
  {
    name: 'a pet of an API',
    schema: {
      $schema: latest,
      title: 'Pet',
      allOf: [
        { $ref: '#/$defs/NewPet' },
        { type: 'object', required: ['id'], properties: { id: { type: 'integer', format: 'int64' } } },
      ],
      $defs: {
        NewPet: {
          type: 'object',
          required: ['name', 'petType'],
          properties: {
            name: { type: 'string', examples: ['Rex'] },
            petType: { type: 'string', enum: ['Cat', 'Dog'] },
            huntingSkill: { type: 'string', enum: ['clueless', 'lazy', 'adventurous'] },
            packSize: { type: 'integer', format: 'int32', minimum: 0, default: 0 },
            category: { $ref: '#/$defs/Category' },
            tags: { type: 'array', items: { $ref: '#/$defs/Tag' }, maxItems: 3 },
            photoUrls: { type: 'array', items: { type: 'string' }, minItems: 1 },
            owner: { $ref: '#/$defs/Owner' },
            status: { type: 'string', enum: ['available', 'sold'], deprecated: true },
          },
          oneOf: [
            { properties: { petType: { const: 'Cat' } }, required: ['huntingSkill'] },
            { properties: { petType: { const: 'Dog' } }, required: ['packSize'] },
          ],
          discriminator: { propertyName: 'petType' },
        },
        Category: {
          type: 'object',
          properties: { id: { type: 'integer' }, name: { type: 'string' } },
          xml: { name: 'Category' },
        },
        Tag: { type: 'object', properties: { name: { type: 'string', maxLength: 5 } } },
        Owner: { anyOf: [{ $ref: '#/$defs/Person' }, { type: 'null' }] },
        Person: {
          type: 'object',
          required: ['email'],
          properties: { email: { type: 'string', format: 'email' } },
        },
      },
    },
    accepts: [
      { id: 1, name: '旺财', petType: 'Dog', packSize: 3 },
      {
        id: 2,
        name: 'Mimi',
        petType: 'Cat',
        huntingSkill: 'lazy',
        category: { name: '猫' },
        tags: [{ name: 'x' }, { name: 'y' }],
      },
      { id: 3, name: 'R', petType: 'Dog', packSize: 0, owner: { email: 'r@example.com' }, photoUrls: ['a'] },
    ],
    refuses: [
      { id: 1, name: '旺财', petType: 'Dog' },
      { id: 1, name: 'Mimi', petType: 'Cat', packSize: 1 },
      { name: 'R', petType: 'Dog', packSize: 0 },
      { id: 1.5, name: 'R', petType: 'Dog', packSize: 0 },
      { id: 1, name: 'R', petType: 'Dog', packSize: 0, tags: [{ name: 'too long' }] },
      { id: 1, name: 'R', petType: 'Dog', packSize: 0, owner: { email: 'nobody' } },
    ],
    becomes: {
      '/id': 'number',
      '/petType': 'select',
      '/packSize': 'number',
      '/category': 'section',
      '/category/name': 'text',
      '/tags': 'table',
      '/photoUrls': 'json',
      '/owner': 'section',
      '/owner/email': 'email',
    },
  },
  {
    name: 'a job of a build service',
    schema: {
      $schema: older,
      title: 'Job',
      type: 'object',
      definitions: {
        name: { type: 'string', pattern: '^[_a-zA-Z][a-zA-Z0-9_-]*$' },
        env: {
          type: 'object',
          additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
        },
        step: {
          type: 'object',
          additionalProperties: false,
          dependencies: { with: ['uses'], shell: ['run'] },
          properties: {
            id: { $ref: '#/definitions/name' },
            uses: { type: 'string' },
            run: { type: 'string' },
            shell: { anyOf: [{ type: 'string' }, { enum: ['bash', 'sh'] }] },
            with: { $ref: '#/definitions/env' },
          },
          oneOf: [{ required: ['uses'] }, { required: ['run'] }],
        },
      },
      properties: {
        name: { type: 'string' },
        'runs-on': { anyOf: [{ type: 'string' }, { type: 'array', minItems: 1, items: { type: 'string' } }] },
        needs: {
          oneOf: [
            { $ref: '#/definitions/name' },
            { type: 'array', items: { $ref: '#/definitions/name' }, minItems: 1 },
          ],
        },
        env: { $ref: '#/definitions/env' },
        steps: { type: 'array', items: { $ref: '#/definitions/step' }, minItems: 1 },
        'timeout-minutes': { type: 'number', default: 360 },
      },
      required: ['runs-on', 'steps'],
      additionalProperties: false,
    },
    accepts: [
      { name: '构建', 'runs-on': 'linux', steps: [{ run: 'make' }] },
      {
        'runs-on': ['linux', 'arm'],
        steps: [
          { uses: 'checkout', with: { depth: 1 } },
          { run: 'x', shell: 'sh' },
        ],
        env: { CI: true },
      },
    ],
    refuses: [
      { 'runs-on': 'linux' },
      { 'runs-on': [], steps: [{ run: 'make' }] },
      { 'runs-on': 'linux', steps: [{ run: 'a', uses: 'b' }] },
      { 'runs-on': 'linux', steps: [{ run: 'a', with: {} }] },
      { 'runs-on': 'linux', steps: [{ id: '1' }] },
      { 'runs-on': 'linux', steps: [{ run: 'a' }], needs: 'no spaces here' },
    ],
    becomes: {
      '/runs-on': 'json',
      '/steps': 'table',
      '/env': 'json',
      '/timeout-minutes': 'number',
      '/name': 'text',
    },
  },
  {
    name: 'a measurement',
    schema: {
      $schema: latest,
      title: 'Observation',
      type: 'object',
      required: ['resourceType', 'status', 'code'],
      additionalProperties: false,
      properties: {
        resourceType: { const: 'Observation' },
        id: { $ref: '#/$defs/id' },
        status: { enum: ['registered', 'final', 'amended'] },
        code: { $ref: '#/$defs/CodeableConcept' },
        subject: { $ref: '#/$defs/Reference' },
        effectiveDateTime: { $ref: '#/$defs/dateTime' },
        issued: { type: 'string', format: 'date-time' },
        valueQuantity: { $ref: '#/$defs/Quantity' },
        valueString: { type: 'string', pattern: '[ \\r\\n\\t\\S]+' },
        note: { type: 'array', items: { $ref: '#/$defs/Annotation' } },
        component: {
          type: 'array',
          items: {
            type: 'object',
            required: ['code'],
            properties: {
              code: { $ref: '#/$defs/CodeableConcept' },
              valueQuantity: { $ref: '#/$defs/Quantity' },
            },
          },
        },
        hasMember: { type: 'array', items: { $ref: '#/$defs/Reference' } },
        extension: { type: 'array', items: { $ref: '#/$defs/Extension' } },
        contained: { type: 'array', items: { $ref: '#' } },
      },
      not: { required: ['valueQuantity', 'valueString'] },
      ...rule(
        { properties: { status: { const: 'final' } }, required: ['status'] },
        { anyOf: [{ required: ['valueQuantity'] }, { required: ['valueString'] }] },
      ),
      $defs: {
        id: { type: 'string', pattern: '^[A-Za-z0-9\\-\\.]{1,64}$' },
        dateTime: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?)?)?$' },
        Extension: {
          type: 'object',
          required: ['url'],
          properties: {
            url: { type: 'string' },
            valueString: { type: 'string' },
            extension: { type: 'array', items: { $ref: '#/$defs/Extension' } },
          },
        },
        Coding: {
          type: 'object',
          properties: {
            system: { type: 'string' },
            code: { type: 'string' },
            display: { type: 'string' },
            extension: { type: 'array', items: { $ref: '#/$defs/Extension' } },
          },
        },
        CodeableConcept: {
          type: 'object',
          properties: {
            coding: { type: 'array', items: { $ref: '#/$defs/Coding' } },
            text: { type: 'string' },
          },
        },
        Reference: {
          type: 'object',
          properties: { reference: { type: 'string' }, display: { type: 'string' } },
        },
        Quantity: {
          type: 'object',
          properties: {
            value: { type: 'number' },
            unit: { type: 'string' },
            comparator: { enum: ['<', '<=', '>=', '>'] },
          },
          dependentRequired: { comparator: ['value'] },
        },
        Annotation: {
          type: 'object',
          required: ['text'],
          properties: { text: { type: 'string' }, authorString: { type: 'string' } },
        },
      },
    },
    accepts: [
      { resourceType: 'Observation', status: 'registered', code: { text: '血压' } },
      {
        resourceType: 'Observation',
        status: 'final',
        code: { text: '体重', coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
        valueQuantity: { value: 70.5, unit: 'kg' },
        component: [{ code: { text: 'x' } }],
        note: [{ text: '空腹' }],
      },
    ],
    refuses: [
      { resourceType: 'Observation', status: 'final', code: { text: '体重' } },
      {
        resourceType: 'Observation',
        status: 'amended',
        code: { text: 'x' },
        valueString: 'a',
        valueQuantity: { value: 1 },
      },
      {
        resourceType: 'Observation',
        status: 'registered',
        code: { text: 'x' },
        valueQuantity: { comparator: '<' },
      },
      {
        resourceType: 'Observation',
        status: 'registered',
        code: { text: 'x' },
        component: [{ valueQuantity: { value: 1 } }],
      },
      { resourceType: 'Observation', status: 'registered', code: { text: 'x' }, effectiveDateTime: 'soon' },
      { resourceType: 'Observation', status: 'registered', code: { text: 'x' }, weight: 1 },
    ],
    becomes: {
      '/resourceType': 'select',
      '/status': 'select',
      '/code': 'section',
      '/code/text': 'longtext',
      '/code/coding': 'table',
      '/issued': 'datetime',
      '/component': 'table',
      '/extension': 'json',
      '/contained': 'json',
    },
  },
]
