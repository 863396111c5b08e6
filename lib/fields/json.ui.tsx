'use client'
/** Looks of JSON: one line in the grid, indented in a record, a plain editor that says what is wrong. */
import { useT } from '@/lib/i18n/react'
import { type JsonOptions, json as meaning } from './json'
import { LinesEditor } from './parts/lines-editor'
import type { CellValue } from './type'
import type { FieldUi, InputProps } from './ui-type'

const indented = (value: CellValue): string => JSON.stringify(value, null, 2)

function JsonInput(props: InputProps<CellValue, JsonOptions>) {
  const t = useT()
  const problem = props.value === undefined ? undefined : meaning.check(props.value, props.options)
  const id = `${props.id}-json`
  const describedBy = [props.describedBy, problem && id].filter(Boolean).join(' ') || undefined
  return (
    <>
      <LinesEditor
        {...props}
        meaning={meaning}
        monospace
        show={indented}
        placeholder={t('fieldText.jsonPlaceholder')}
        describedBy={describedBy}
      />
      {/* The form names the problem when the field is left; here it follows every stroke. */}
      {problem && !props.invalid && (
        <span id={id} role="status" className="mt-1 block text-[12px] text-muted">
          {t.any(problem.code, problem.params)}
        </span>
      )}
    </>
  )
}

export const json: FieldUi<CellValue, JsonOptions> = {
  Cell: ({ value, dense }) =>
    dense ? (
      <span className="block truncate font-mono text-[12px]">{JSON.stringify(value).slice(0, 300)}</span>
    ) : (
      <pre className="max-h-80 overflow-auto whitespace-pre-wrap wrap-anywhere rounded-md bg-hover p-2 font-mono text-[12px] leading-normal">
        {indented(value)}
      </pre>
    ),
  Input: JsonInput,
}
