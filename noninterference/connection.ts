/**
 * One connection, one transaction, two worlds: the product's pools become savepoints of a transaction that is rolled
 * back, so that a world costs no more than its rows, both begin alike, and nothing of them stays.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type postgres from 'postgres'
import { openPool, type Pool, type Tx } from '@/lib/db/connection'

interface Pools {
  app?: Pool
  keyed?: Pool
  owner?: Pool
}
/** Where `lib/db/connection.ts` keeps its pools. */
const pools = (): Pools => (globalThis as unknown as Record<symbol, Pools>)[Symbol.for('tian.db')]!

export class OneConnection {
  private readonly inside = new AsyncLocalStorage<true>()
  private last: Promise<unknown> = Promise.resolve()
  private names = 0

  private constructor(
    private readonly pool: Pool,
    private readonly connection: postgres.ReservedSql,
  ) {}

  static async open(url: string): Promise<OneConnection> {
    const pool = openPool(url, { max: 1, statementTimeout: 30_000 })
    return new OneConnection(pool, await pool.reserve())
  }

  /** For the harness's own statements. */
  get db(): Tx {
    return this.connection as unknown as Tx
  }

  /** What the product's transactions are given: with parts that may fail alone. */
  private get tx(): Tx {
    const { connection } = this
    const tx = {
      unsafe: (text: string, params: never[], options: object) => connection.unsafe(text, params, options),
      savepoint: async (work: (tx: Tx) => Promise<unknown>) => {
        const name = `p${this.names++}`
        await this.say(`savepoint ${name}`)
        return work(tx).catch(async (error: unknown) => {
          await this.say(`rollback to ${name}`)
          throw error
        })
      },
    } as unknown as Tx
    return tx
  }

  async say(command: string): Promise<void> {
    await this.connection.unsafe(command)
  }

  /** Puts this connection in the place of all pools; @returns how to take it away again. */
  takeOver(): () => void {
    const before = { ...pools() }
    const pool = this.asPool()
    Object.assign(pools(), { app: pool, keyed: pool, owner: pool })
    return () => Object.assign(pools(), { app: undefined, keyed: undefined, owner: undefined, ...before })
  }

  async close(): Promise<void> {
    this.connection.release()
    await this.pool.end()
  }

  private asPool(): Pool {
    const pool = {
      unsafe: (text: string, params: never[], options: object) => this.alone(text, params, options),
      begin: (work: (tx: Tx) => Promise<unknown>) => this.begin(work),
      end: async () => {},
    }
    return pool as unknown as Pool
  }

  /** One after the other; what runs inside a transaction of the product does not wait for it. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside.getStore()) return work()
    const mine = this.last.then(work)
    this.last = mine.catch(() => {})
    return mine
  }

  private async begin(work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
    return this.inTurn(async () => {
      const name = `b${this.names++}`
      await this.say(`savepoint ${name}`)
      try {
        const result = await this.inside.run(true, () => work(this.tx))
        await this.say(`release ${name}`)
        return result
      } catch (error) {
        await this.say(`rollback to ${name}`)
        throw error
      }
    })
  }

  /** A statement of its own: refused, it leaves the transaction as it was. */
  private alone(text: string, params: never[], options: object): Promise<unknown> {
    const rows = this.inTurn(async () => {
      const name = `s${this.names++}`
      // Sent together: one way to the server and back.
      const sent = [
        this.connection.unsafe(`savepoint ${name}`),
        this.connection.unsafe(text, params, options),
        this.connection.unsafe(`release ${name}`),
      ] as const
      const [, answer] = await Promise.allSettled(sent)
      if (answer.status === 'fulfilled') return answer.value
      await this.say(`rollback to ${name}`)
      throw answer.reason
    })
    return Object.assign(rows, {
      async *cursor() {
        yield await rows
      },
    })
  }
}
