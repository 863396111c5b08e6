/** `npm run doctor`: examines every base and says what does not agree; exit code 1 when something does not. */
import { appSql, ownerSql, run, target } from '@/lib/db/connection'
import { readEnvironment } from '@/lib/db/environment'
import { openDatabase } from '@/lib/db/open'
import { sql } from '@/lib/db/sql'
import type { Locale } from '@/lib/i18n/labels'
import { chooseLocale, translator } from '@/lib/i18n/server'
import { examine, examineWorkspace } from '@/lib/meta/doctor'
import type { BaseRow } from '@/lib/meta/store'

const locale: Locale = chooseLocale(undefined, (process.env.LANG ?? '').replace('_', '-').split('.')[0])
const t = translator(locale)
const database = await openDatabase(readEnvironment())
try {
  const bases = await run<BaseRow>(
    ownerSql(),
    sql`select id, key, schema, label, version from tian.bases order by created_at`,
  )
  const findings = (
    await Promise.all([examineWorkspace(), ...bases.map((base) => examine(appSql(), base))])
  ).flat()
  if (!target().appRole) console.log(t('doctor.oneRole'))
  for (const f of findings)
    console.log(`${f.base} · ${f.where}: ${t(`doctor.${f.code}`, { detail: f.detail ?? '' })}`)
  console.log(
    findings.length === 0
      ? t('doctor.healthy', { bases: bases.length })
      : t('doctor.findings', { count: findings.length }),
  )
  process.exitCode = findings.length === 0 ? 0 : 1
} finally {
  await database.close()
}
