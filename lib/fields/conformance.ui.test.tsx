/** What the looks of every registered field type keep: they render on the server, in both languages, named and described. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { MessagesProvider } from '@/lib/i18n/react'
import { dictionaryOf } from '@/lib/i18n/server'
import { Icon } from '@/lib/kit/icon'
import type { TypeName } from './index'
import { cases, chance, contexts, everyType } from './testing'
import type { FieldContext } from './type'
import { fieldUi } from './ui'
import type { FieldServices, InputProps } from './ui-type'

const never = () => new Promise<never>(() => {})
const services: FieldServices = {
  searchRecords: never,
  searchPeople: never,
  upload: never,
  fileUrl: (id) => `/files/${id}`,
}

/** The page's markup, as a browser gets it. */
function render(node: React.ReactNode, { locale }: FieldContext): string {
  const html = renderToStaticMarkup(
    <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
      {node}
    </MessagesProvider>,
  )
  // A message without words reads as its key; a style attribute is refused by the content security policy.
  expect(html).not.toMatch(/>field[A-Z]\w*\.\w+</)
  expect(html).not.toContain(' style="')
  return html
}

test.each(everyType.map((type) => [type.name, type.icon] as const))(
  '%s has an icon of its own',
  (_name, icon) => {
    expect(renderToStaticMarkup(<Icon name={icon} />)).not.toBe(renderToStaticMarkup(<Icon name="" />))
  },
)

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { type, options }) => {
  const { Cell, Input, toggle } = fieldUi(type.name as TypeName)
  const random = chance(1)
  const samples = Array.from({ length: 20 }, () => type.sample(options, random))

  test.each(contexts)('shows every value in a grid cell and in a record: $locale', (context) => {
    for (const value of samples)
      for (const dense of [true, false]) {
        const props = { value, options, context, services, dense }
        expect(render(<Cell {...props} />, context)).not.toBe('')
      }
  })

  test.each(contexts)(
    'edits empty, filled and mistaken values in a cell and in a form: $locale',
    (context) => {
      const base: Omit<InputProps<unknown, object>, 'mode' | 'value'> = {
        id: 'x',
        options,
        context,
        services,
        onChange() {},
        labelledBy: 'x-label',
        describedBy: 'x-help',
      }
      // What is typed and means nothing stays in the input; lists and parts are not typed as one text.
      const mistaken = ['list', 'json'].includes(type.kind) ? [] : ['no such value']
      for (const value of [undefined, ...samples.slice(0, 3), ...mistaken]) {
        const form = render(<Input {...base} value={value} mode="form" />, context)
        expect(form).toContain('id="x"')
        expect(form).toMatch(/aria-labelledby="[^"]*\bx-label\b/)
        expect(form).toMatch(/aria-describedby="[^"]*\bx-help\b/)
        expect(form).not.toContain('aria-invalid="true"')
        expect(render(<Input {...base} value={value} mode="form" invalid />, context)).not.toBe(form)
        render(<Input {...base} value={value} mode="cell" />, context)
        render(<Input {...base} value={value} mode="cell" invalid />, context)
      }
      render(<Input {...base} value={undefined} mode="form" disabled />, context)
      render(<Input {...base} value={undefined} mode="cell" initialText="1" />, context)
    },
  )

  test('a cell that acts at once stays among valid values', () => {
    for (const value of toggle ? [undefined, ...samples] : []) {
      const next = toggle!(value, options)
      expect(next === undefined || type.check(next, options) === undefined).toBe(true)
      expect(next).not.toBe(value)
    }
  })
})
