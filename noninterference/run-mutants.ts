/**
 * `npm run test:mutants [names]`: plants one fault after the other, runs the property until it is caught, and prints
 * after how many traces that was. A fault that lives through all of them fails the run.
 */
import { spawnSync } from 'node:child_process'
import { mutants } from './mutants.mjs'

const most = process.env.NI_TRACES ?? '2000'
const wanted = process.argv.slice(2)
const chosen = mutants.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
let alive = 0

for (const { name, breaks, asks = '' } of chosen) {
  const { stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'db',
      'noninterference/noninterference.db.test.ts',
    ],
    {
      env: { ...process.env, NI_MUTANT: name, NI_TRACES: most, NI_ASKS: asks, NO_COLOR: '1' },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  )
  const caught = /"caughtAfter":(\d+)/.exec(stdout)?.[1]
  const oracle = /"oracle":"(\w+)"/.exec(stdout)?.[1]
  if (!caught) alive++
  console.log(
    `${name.padEnd(16)} ${caught ? `${caught.padStart(5)} traces, ${oracle}` : 'NOT CAUGHT'}  ${breaks}`,
  )
}
console.log(`${chosen.length - alive} of ${chosen.length} caught`)
process.exitCode = alive > 0 ? 1 : 0
