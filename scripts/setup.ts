/** `npm run setup`: the first run without a browser, optionally with a template installed. */
import { parseArgs } from 'node:util'
import { describeError } from '@/lib/api/respond'
import { firstBase, setUp } from '@/lib/auth/setup'
import { type Environment, readEnvironment } from '@/lib/db/environment'
import { refuseHeld } from '@/lib/db/lock'
import { openDatabase } from '@/lib/db/open'
import { AppError } from '@/lib/errors'
import { type Locale, locales } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { loadTemplate } from '@/lib/templates/format'
import { installTemplate } from '@/lib/templates/install'

const text = { type: 'string' } as const
const options = {
  name: text,
  email: text,
  password: text,
  locale: text,
  workspace: text,
  template: text,
  sample: { type: 'boolean' },
} as const

type Given = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

function readArguments(): Given | undefined {
  try {
    return parseArgs({ options }).values
  } catch {
    return undefined
  }
}

async function main(environment: Environment): Promise<void> {
  const given = readArguments()
  const locale = locales.find((one) => one === (given?.locale ?? environment.DEFAULT_LOCALE))
  const t = translator(locale ?? environment.DEFAULT_LOCALE)
  const { name, email, workspace, template, sample = false } = given ?? {}
  const password = given?.password ?? environment.OWNER_PASSWORD
  if (!name || !email || !password || !locale) return end(t('auth.setupUsage'))
  if (!environment.DATABASE_URL) refuseHeld(environment.DATA_DIR)
  const database = await openDatabase(environment)
  try {
    if (template) await loadTemplate(template)
    const owner = await setUp({ name, email, password, locale, workspace })
    console.log(t('auth.setupOwner', { email: owner.email }))
    if (!template) return
    await installTemplate(owner, firstBase, { template, sample, sampleLocale: locale })
    console.log(t('auth.setupTemplate', { template }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    end(sentence(error, locale))
  } finally {
    await database.close()
  }
}

/** What went wrong, in words; an option is called by its name. */
function sentence(error: AppError, locale: Locale): string {
  const { message, hint } = describeError(error, locale, (field) => `--${field}`).body
  return [message, hint].filter(Boolean).join('\n')
}

function end(words: string): void {
  console.error(words)
  process.exitCode = 1
}

await main(readEnvironment())
