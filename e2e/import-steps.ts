/** What a person does on the page of an import, step by step, and what they bring. */
import { readFileSync } from 'node:fs'
import { type Visit, zh } from './browser'

/** Many rows take their time, on a busy machine above all. */
export const patience = { timeout: 60_000 }
export const address = '/main/customers/import'

export const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
export const item = ({ page }: Visit, name: string) => page.getByRole('menuitem', { name, exact: true })
export const said = ({ page }: Visit, text: string) =>
  page.getByText(text, { exact: false }).first().waitFor(patience)
export const goesInto = ({ page }: Visit, column: string) =>
  page.getByRole('combobox', { name: zh('import.toFieldOf', { column }), exact: true })

export const headed = ({ page }: Visit, name: string) => page.getByRole('heading', { name }).waitFor(patience)

/** Chooses a file on the page of the import. */
export async function give(who: Visit, name: string, content: string | Uint8Array): Promise<void> {
  await who.page.goto(address)
  await button(who, zh('import.choose')).waitFor()
  await who.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) })
}
export async function check(who: Visit): Promise<void> {
  await button(who, zh('import.check')).click()
}
export async function start(who: Visit, count: number): Promise<void> {
  await button(who, zh('import.start', { count })).click(patience)
  await headed(who, zh('import.done'))
}
export async function downloaded(
  who: Visit,
  press: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([who.page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

/** A customer that has everything that is hard to write down. */
export const kept = {
  name: '=1+1 茶业, 总店',
  customer_kind: 'enterprise',
  source: 'walk_in',
  acquired_at: '2026-03-05',
  phone: '+8613912345678',
  email: 'tea@example.com',
  notes: '第一行\n第二行，"引号"; 制表\t完',
  credit_limit: 12_345.67,
  payment_term_days: 30,
  tags: ['decision_pending', 'reference'],
  marketing_consent: true,
}
export const small = [
  '客户名称,电话,客户来源',
  '青山茶业,13912340001,门店到访',
  '云水纸业,13912340002,线上广告',
].join('\r\n')
