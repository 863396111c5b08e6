/** The fault point: in test builds `TIAN_CRASH_AT=n` kills the process before its n-th statement (law L11). */
const { TIAN_CRASH_AT, TIAN_TEST, NODE_ENV } = process.env
const crashAt = NODE_ENV !== 'production' || TIAN_TEST === '1' ? Number(TIAN_CRASH_AT) : 0

const key = Symbol.for('tian.statements')
const counter = globalThis as unknown as Record<symbol, number | undefined>

/** Called before every statement. */
export function countStatement(): void {
  if (!crashAt) return
  const count = (counter[key] ?? 0) + 1
  counter[key] = count
  if (count === crashAt) process.kill(process.pid, 'SIGKILL')
}
