/** Translations as the requests that save them: one for each definition, with all its texts. */
import type { DesignAnswer } from '@/lib/api/contract-design'
import type { Option } from '@/lib/fields/type'
import type { Labels } from '@/lib/i18n/labels'
import type { Field } from '@/lib/meta/model'
import type { Design } from './state'
import type { Gap } from './untranslated'

export interface Translation {
  gap: Gap
  text: string
}

export interface Request {
  method: 'patch' | 'put'
  address: string
  body: object
}

const translated = (labels: Labels | undefined, { gap, text }: Translation): Labels => ({
  ...labels,
  [gap.missing]: text,
})

export function translationRequests(
  { base, path }: Pick<Design, 'base' | 'path'>,
  { table, optionSets }: Pick<DesignAnswer, 'table' | 'optionSets'>,
  done: readonly Translation[],
): Request[] {
  const requests: Request[] = []
  const own = done.find(({ gap }) => gap.text.of === 'table')
  if (own) requests.push({ method: 'patch', address: path, body: { label: translated(table.label, own) } })

  const sections = table.sections.map((section) => {
    const one = done.find(({ gap: { text } }) => text.of === 'section' && text.section === section.key)
    return one ? { ...section, label: translated(section.label, one) } : section
  })
  if (done.some(({ gap }) => gap.text.of === 'section'))
    requests.push({ method: 'put', address: `${path}/sections`, body: { sections } })

  for (const field of table.fields) {
    const body = fieldBody(field, done)
    if (Object.keys(body).length > 0)
      requests.push({
        method: 'patch',
        address: `${path}/fields/${field.key}`,
        body: { ...body, was: field },
      })
  }
  for (const set of optionSets) {
    const its = done.filter(({ gap: { text } }) => text.of === 'setOption' && text.set === set.key)
    if (its.length > 0)
      requests.push({
        method: 'put',
        address: `/bases/${base}/options/${set.key}`,
        body: { options: set.options.map((option) => optionWith(option, its)) },
      })
  }
  return requests
}

function fieldBody(field: Field, done: readonly Translation[]): object {
  const body: Record<string, unknown> = {}
  for (const one of done) {
    const { text } = one.gap
    if (text.of === 'field' && text.field === field.key)
      body[text.member] = translated(field[text.member], one)
  }
  const its = done.filter(({ gap: { text } }) => text.of === 'option' && text.field === field.key)
  const { options } = field.options as { options?: Option[] }
  if (its.length > 0 && options) body.options = { options: options.map((option) => optionWith(option, its)) }
  return body
}

function optionWith(option: Option, done: readonly Translation[]): Option {
  const one = done.find(({ gap: { text } }) => 'value' in text && text.value === option.value)
  return one ? { ...option, label: translated(option.label, one) } : option
}
