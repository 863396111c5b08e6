/** Definitions in words: what a member of a field says, and what a change of the schema did. */
import type { SchemaChangeLine } from '@/lib/api/contract-design'
import type { StoredExpr } from '@/lib/expr/ast'
import { printText } from '@/lib/expr/print-text'
import type { Option } from '@/lib/fields/type'
import { type Labels, type Locale, labelOf, locales } from '@/lib/i18n/labels'
import type { Translate } from '@/lib/i18n/translate'
import type { FieldForm, Member } from './form'

const both = (labels: Labels): string =>
  locales
    .map((locale) => labels[locale])
    .filter(Boolean)
    .join(' / ')

/** What one member of a field says, short enough to compare. */
export function memberWords(form: FieldForm, member: Member, t: Translate, locale: Locale): string {
  const nothing = t('design.nothing')
  switch (member) {
    case 'label':
    case 'help':
    case 'message':
      return both(form[member]) || nothing
    case 'required':
    case 'unique':
    case 'declassified':
      return t(form[member] ? 'design.yes' : 'design.no')
    case 'sensitivity':
      return t(`design.sensitivity_${form.sensitivity}`)
    case 'requiredIf':
    case 'showIf':
    case 'default': {
      const stored: StoredExpr | undefined = form[member]
      return stored ? printText(stored.expr) : nothing
    }
    case 'source':
      return form.source.kind === 'formula'
        ? printText(form.source.expr.expr)
        : t(`design.source_${form.source.kind}`)
    case 'options':
      return optionsWords(form.options, locale) || nothing
  }
}

function optionsWords(options: object, locale: Locale): string {
  return Object.entries(options)
    .map(([key, one]) =>
      Array.isArray(one)
        ? one
            .map((item: Option | string) =>
              typeof item === 'string' ? item : labelOf(item.label, locale, item.value),
            )
            .join(', ')
        : `${key}: ${String(one)}`,
    )
    .join('; ')
}

/** A part of a change in words; labels among its parameters are read in the person's language. */
export function partWords(part: SchemaChangeLine['parts'][number], t: Translate, locale: Locale): string {
  const params = Object.entries(part.params).map(([name, one]) => [
    name,
    typeof one === 'string' ? one : labelOf(one, locale),
  ])
  return t.any(`change.${part.key}`, Object.fromEntries(params))
}
