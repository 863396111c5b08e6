/** `npm test`: sets up what a fresh clone lacks, runs every kind of test, and ends with one line `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { built, installed, root } from './sources.mjs'

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
const fast = process.argv.includes('--fast')
const scratch = mkdtempSync(join(tmpdir(), 'tian-results-'))
const total = { passed: 0, failed: 0 }
const running = new Set()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    rmSync(scratch, { recursive: true, force: true })
    process.exit(1)
  })

try {
  if (!installed()) await must('Dependencies', ['npm', 'ci', '--include=dev', '--no-audit', '--no-fund'])
  await one('Biome', [tool('@biomejs/biome/bin/biome'), 'check', '.'])
  await one('Types', [tool('next/dist/bin/next'), 'typegen'], [tool('typescript/bin/tsc'), '--noEmit'])
  await suite('Unit and database tests', ['unit', 'db'])
  if (!fast) await browserTests()
} catch (error) {
  count(0, 1)
  console.error(error.message)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function browserTests() {
  if (!built()) {
    // A cache that a broken-off build left behind makes every later build fail.
    rmSync(join(root, '.next'), { recursive: true, force: true })
    await must('Build', [process.execPath, join(root, 'scripts/build.mjs')])
  }
  const { path, from } = await findChromium()
  process.env.CHROMIUM_PATH = path
  console.log(`Chromium: ${path} (${from})`)
  await suite('Browser journeys', ['e2e'])
}

/** A step that everything after it needs. */
async function must(name, command) {
  const { ok, output, seconds } = await run(command)
  if (!ok) throw new Error(`${output}\n${name}: failed`)
  console.log(`${name}: done (${seconds} s)`)
}

/** Commands that count as one test together. */
async function one(name, ...commands) {
  for (const command of commands) {
    const { ok, output } = await run(command)
    if (ok) continue
    console.log(`${output}\n${name}: failed`)
    return count(0, 1)
  }
  console.log(`${name}: passed`)
  count(1, 0)
}

/** Projects of vitest; every test counts, and so does a file that cannot be read. */
async function suite(name, projects) {
  const file = join(scratch, `${projects.join('-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const chosen = projects.flatMap((project) => ['--project', project])
  const { ok, output, seconds } = await run([tool('vitest/vitest.mjs'), 'run', ...chosen, ...reporters])
  const { passed, failed } = readResults(file)
  // What breaks outside any test fails the run all the same.
  const broken = !ok && failed === 0 ? 1 : 0
  if (failed + broken > 0) console.log(output)
  console.log(`${name}: ${passed} passed, ${failed + broken} failed (${seconds} s)`)
  count(passed, failed + broken)
}

function readResults(file) {
  try {
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    const unread = testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length
    // A test that was left out is no test that passed.
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests + unread }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

function count(passed, failed) {
  total.passed += passed
  total.failed += failed
}

function tool(path) {
  return join(root, 'node_modules', path)
}

/** Runs a program of node_modules with this Node, or one on the path, and keeps what it says. */
async function run([program, ...args]) {
  const began = Date.now()
  const line = program.startsWith(join(root, 'node_modules'))
    ? [process.execPath, program, ...args]
    : [program, ...args]
  const child = spawn(line[0], line.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  running.delete(child)
  return { ok: code === 0, output, seconds: Math.round((Date.now() - began) / 1000) }
}
