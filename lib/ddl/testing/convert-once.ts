/** A program that changes the type of one field and ends, to be killed on its way: `CONVERT` says what, as JSON. */
import type { Person } from '@/lib/access/actor'
import { asActor } from '@/lib/access/enter'
import type { ConversionAsk } from '@/lib/api/contract-design'
import { connectTo, disconnect, type Target } from '@/lib/db/connection'
import { convertField } from '../convert'

export interface Errand {
  target: Target
  person: Person
  base: string
  table: string
  field: string
  ask: ConversionAsk
  atOnce: number
  batch: number
}

const { target, person, base, table, field, ask, ...options } = JSON.parse(process.env.CONVERT!) as Errand
connectTo(target)
await asActor(person, base, (actor) => convertField(actor, table, field, ask, options))
await disconnect()
