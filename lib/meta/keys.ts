/** Keys: how a label becomes a name for PostgreSQL, JSON and addresses (design §3). Chosen once, never reused. */
import { pinyin } from 'pinyin-pro'

export const keyPattern = /^[a-z][a-z0-9_]{0,47}$/

/** Names that columns have in every user table already: the platform's own, and PostgreSQL's. */
const systemColumns = new Set(
  ['id', 'created_at', 'created_by'].concat(['ctid', 'cmin', 'cmax', 'xmin', 'xmax', 'tableoid']),
)
/** No member of a body may have this name (lib/api/request.ts), so nothing that bodies name may. */
const unsendable = 'prototype'
/** Schemas of others, and the first words of addresses that are no base. */
const reservedBases =
  /^(tian|public|information_schema|pg_.*|citus.*|account|admin|api|f|forgot|join|reset|setup)$/

/** A key is a member's name in rights, cells and answers: what every object has already (`constructor`) is none. */
export const isKey = (text: string): boolean =>
  keyPattern.test(text) && !(text in Object.prototype) && text !== unsendable
export const isFieldKey = (text: string): boolean => isKey(text) && !systemColumns.has(text)
export const isBaseKey = (text: string): boolean => isKey(text) && !reservedBases.test(text)

/**
 * A key for a label in any language: Chinese by pinyin, everything outside `[a-z0-9]` as `_`.
 * @param allowed which keys of this kind may exist at all
 * @param taken keys that exist or ever existed; a clash gets `_2`, `_3` …
 */
export function suggestKey(
  label: string,
  fallback: string,
  taken: ReadonlySet<string>,
  allowed: (key: string) => boolean = isKey,
): string {
  const latin = pinyin(label.slice(0, 60), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
  }).join('_')
  const stem =
    latin
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[_0-9]+|_+$/g, '')
      .slice(0, 40)
      .replace(/_+$/, '') || fallback
  for (let n = 1; ; n++) {
    const key = n === 1 ? stem : `${stem}_${n}`
    if (allowed(key) && !taken.has(key)) return key
  }
}
