/** Requests about forms: answers, rows, drafts, on a record or anew. */
import { isPeople, targetOf } from '@/lib/meta/fields'
import type { Form, RowsBlock } from '@/lib/meta/form'
import type { Field, Table } from '@/lib/meta/model'
import { changeable, type Generator, holding } from './ask'
import { givable, idIn, later, type Scene, valuesIn, writable } from './slots'

export function formAsk(scene: Scene, form: Form, record?: string): Record<string, unknown> {
  const { dice } = scene
  const table = scene.world.tables.find((t) => t.key === form.table)!
  const blocks = form.steps.flatMap((s) => s.blocks)
  const shown = new Set(blocks.flatMap((b) => (b.kind === 'field' ? [b.field] : [])))
  const may = record ? writable(scene, record) : answerable(scene, form, table)
  const rows = blocks.flatMap((b) =>
    b.kind === 'rows' && dice.chance(offered(scene, table, b) ? 0.7 : 0.05)
      ? [rowsAsk(scene, form, b, record)]
      : [],
  )
  return {
    ticket: dice.chance(0.9) ? later.ticket : 'none',
    answers: valuesIn(
      scene,
      table,
      (f) => shown.has(f.key) && (may(f) || dice.chance(0.05)),
      record ? 0.4 : 0.8,
    ),
    ...(rows.length > 0 ? { rows: Object.fromEntries(rows) } : {}),
    ...(record ? { record } : {}),
  }
}
/** Strangers answer what the form asks; a member sees which of that is theirs. */
const answerable = (scene: Scene, form: Form, table: Table): ((f: Field) => boolean) =>
  scene.who === 'stranger'
    ? (f) => !targetOf(f) && !isPeople(f) && form.public !== undefined
    : givable(scene, table)

const offered = ({ who, sight }: Scene, table: Table, block: RowsBlock): boolean =>
  who === 'stranger' || table.fields.some((f) => f.key === block.field && sight.knows(table, f))

/** New rows, changed ones, and such that are to go; some of them of other records. */
function rowsAsk(scene: Scene, form: Form, block: RowsBlock, record?: string): [string, unknown] {
  const { dice, world } = scene
  const field = world.tables.find((t) => t.key === form.table)!.fields.find((f) => f.key === block.field)!
  const child = world.tables.find((t) => t.key === targetOf(field))!
  const may = answerable(scene, form, child)
  const one = () => valuesIn(scene, child, (f) => block.columns.includes(f.key) && may(f), 0.5)
  const adds = block.add && (scene.who === 'stranger' || scene.sight.mayCreate(child.key))
  const other = () => idIn(scene, child.key, changeable)
  const changed = () => {
    const id = other()
    return {
      id,
      set: valuesIn(scene, child, (f) => block.columns.includes(f.key) && writable(scene, id)(f), 0.5),
    }
  }
  return [
    block.field,
    {
      ...(dice.chance(adds ? (record ? 0.4 : 0.9) : 0.05) ? { add: [one()] } : {}),
      ...(record && dice.chance(0.5) ? { edit: [changed()] } : {}),
      ...(record && dice.chance(0.3) ? { remove: [other()] } : {}),
    },
  ]
}
export const memberForm = (scene: Scene): { form: Form; key: string } => {
  const fitting = scene.forms.filter((f) => scene.sight.mayCreate(f.table))
  const form = scene.dice.pick(fitting.length > 0 && scene.dice.chance(0.7) ? fitting : scene.forms)
  return { form, key: scene.dice.chance(0.95) ? form.key : 'nothing' }
}
export const publicForm = ({ forms }: Scene): Form => forms.find((f) => f.public)!
export const tokenOf = (scene: Scene): string =>
  scene.dice.chance(0.95) ? publicForm(scene).public!.token : 'another-wrong-token'
export const draftIn = (scene: Scene, form: Form) => {
  const { answers, ticket } = formAsk(scene, form)
  return { ticket, draft: scene.dice.chance(0.8) ? { answers } : null }
}
/** Rather on a record where nobody could make one. */
export const recordOfForm = (scene: Scene, form: Form): { record?: string } =>
  scene.dice.chance(scene.sight.mayCreate(form.table) ? 0.45 : 0.85)
    ? { record: idIn(scene, form.table, changeable) }
    : {}
/** About a form that can be filled in, anew or on a record. */
export const onForm = (generator: Generator): Generator =>
  Object.assign((scene: Scene) => generator(scene), {
    fits: (scene: Scene) =>
      scene.forms.some(
        (form) =>
          scene.sight.mayCreate(form.table) ||
          scene.world.tables.some((t) => t.key === form.table && holding(changeable)(scene)(t)),
      ),
  })
