/** A maker at work in a test base: what the tests of definitions do over and over. */
import type { Actor } from '@/lib/access/actor'
import { asActor, assertPresent } from '@/lib/access/enter'
import type { ApiRecord, ListAnswer } from '@/lib/api/contract'
import type {
  ConversionAsk,
  ConversionPreview,
  SchemaChangeLine,
  UndoPreview,
} from '@/lib/api/contract-design'
import type { TestDatabase } from '@/lib/db/testing/database'
import { examine, type Finding } from '@/lib/meta/doctor'
import { fieldOf } from '@/lib/meta/fields'
import type { Definitions, Field, Table } from '@/lib/meta/model'
import { findBase, loadDefinitions } from '@/lib/meta/store'
import { createRecord } from '@/lib/records/create'
import { listRecords } from '@/lib/records/list'
import type { World } from '@/lib/records/testing/world'
import { changeDefinitions } from '../apply'
import { convertField } from '../convert'
import { previewConversion } from '../convert-preview'
import { schemaHistory } from '../history'
import { undoChange } from '../undo'

export interface Maker {
  /** As the API does it: with the definitions of now. */
  admin<T>(work: (actor: Actor) => Promise<T>): Promise<T>
  list(table: string): Promise<ApiRecord[]>
  make(table: string, fields: object): Promise<ApiRecord>
  addTable(table: Table): Promise<unknown>
  convert(table: string, key: string, ask: ConversionAsk): Promise<void>
  preview(table: string, key: string, ask: ConversionAsk): Promise<ConversionPreview>
  definitions(): Promise<Definitions>
  field(table: string, key: string): Promise<Field>
  history(): Promise<SchemaChangeLine[]>
  undo(change: number): Promise<UndoPreview>
  /** Takes back the last line of the history, whatever it is. */
  undoLast(): Promise<UndoPreview>
  /** Takes back the last change that stands and is no undoing itself. */
  takeBack(): Promise<UndoPreview>
  /** What the doctor finds. */
  findings(): Promise<Finding[]>
}

export function makerIn(db: TestDatabase, world: World): Maker {
  const base = async () => (await findBase(db.ownerSql, world.base))!
  const maker: Maker = {
    admin: (work) =>
      asActor(world.admin, world.base, async (actor) => {
        await assertPresent(db.appSql, actor)
        return work(actor)
      }),
    async list(table) {
      return (JSON.parse(await maker.admin((a) => listRecords(a, table, {}))) as ListAnswer).records
    },
    async make(table, fields) {
      return JSON.parse(await maker.admin((a) => createRecord(a, table, fields))) as ApiRecord
    },
    addTable: (table) =>
      changeDefinitions({ base: world.base, actor: world.admin.userId, door: 'command' }, async () => [
        { kind: 'table', after: table },
      ]),
    convert: (table, key, ask) => maker.admin((a) => convertField(a, table, key, ask)),
    preview: (table, key, ask) => maker.admin((a) => previewConversion(a, table, key, ask)),
    definitions: async () => loadDefinitions(db.ownerSql, await base()),
    field: async (table, key) => fieldOf((await maker.definitions()).tables.get(table)!, key)!,
    history: async () => (await maker.admin((a) => schemaHistory(a))).changes,
    undo: (change) => maker.admin((a) => undoChange(a, change)),
    undoLast: async () => maker.undo((await maker.history())[0]!.id),
    takeBack: async () =>
      maker.undo((await maker.history()).find((c) => c.undoOf === undefined && !c.undone)!.id),
    findings: async () => examine(db.ownerSql, await base()),
  }
  return maker
}
