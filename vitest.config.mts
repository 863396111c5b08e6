/** Three kinds of tests: `unit` needs nothing, `db` a PostgreSQL that it starts itself, `e2e` the whole application. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')
const exclude = ['**/node_modules/**', '**/.next/**', 'data/**']

/** A fault on purpose, for `npm run test:mutants`. */
const mutant = process.env.NI_MUTANT

export default defineConfig({
  plugins: mutant ? [(await import('./noninterference/planting.mts')).mutantPlugin(root, mutant)] : [],
  resolve: { alias: { '@': root } },
  test: {
    pool: 'threads',
    maxWorkers: 2,
    setupFiles: ['./scripts/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts'],
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: './lib/db/testing/setup.ts',
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          exclude,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // As long as a page waits for what it shows.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
})
