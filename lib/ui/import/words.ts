/** What is wrong with a cell of a file, in words that help where there is no list to choose from; what a field takes; and numbers of rows. */
import type { FieldAnswer } from '@/lib/api/contract'
import { type ChoiceOptions, optionsOf } from '@/lib/fields/choice'
import type { FieldContext, Problem } from '@/lib/fields/type'
import { labelOf } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { Translate } from '@/lib/i18n/translate'
import { problemWords } from '@/lib/ui/data/problem-words'
import type { Group } from './report'

/** What is written in a file is mended there, not chosen from a list. */
const ofLists: Record<string, MessageKey> = {
  'problemChoice.option': 'import.noOption',
  'problemChoice.options': 'import.noOptions',
  'problemChoice.person': 'import.noPerson',
  'problemChoice.people': 'import.noPeople',
  'problemChoice.record': 'import.noRecord',
  'problemChoice.records': 'import.noRecords',
}

export function cellWords(
  t: Translate,
  field: FieldAnswer,
  problem: Problem,
  text: string,
  { locale }: FieldContext,
): string {
  const ofList = ofLists[problem.code]
  if (ofList) return t(ofList)
  return problemWords(t, field, { ...problem, params: { text, ...problem.params } }, locale)
}

const mostOptions = 12

/** The options that a field has, for whoever wrote another one; undefined where it has none. */
export function allowedWords(t: Translate, field: FieldAnswer, context: FieldContext): string | undefined {
  const all = optionsOf(field.options as ChoiceOptions, context).filter((option) => !option.retired)
  if (all.length === 0) return undefined
  const names = all.slice(0, mostOptions).map(({ label, value }) => labelOf(label, context.locale, value))
  const key = all.length > mostOptions ? 'import.allowedMore' : 'import.allowed'
  return t(key, { options: quoted(names, context) })
}

/** “甲”“乙”, “a”, “b”. */
export const quoted = (texts: readonly string[], { locale }: Pick<FieldContext, 'locale'>): string =>
  texts.map((text) => `“${text}”`).join(locale === 'en' ? ', ' : '')

const mostRows = 6

/** “第 3、8 行，另有 10 行”. */
export function rowWords(t: Translate, { rows }: Group, { locale }: Pick<FieldContext, 'locale'>): string {
  const shown = rows.slice(0, mostRows).join(locale === 'en' ? ', ' : '、')
  return rows.length === 1
    ? t('import.inRow', { rows: shown })
    : t('import.inRows', { rows: shown, more: Math.max(0, rows.length - mostRows) })
}
