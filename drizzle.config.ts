/** How drizzle-kit turns lib/db/schema.ts into the numbered migrations of drizzle/. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/db/schema.ts',
  out: './drizzle',
  schemaFilter: ['tian'],
})
