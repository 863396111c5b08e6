/** The shapes of the API for bringing a template into a base that has some of it already: a new version, or another template. */
import type { Labels } from '@/lib/i18n/labels'
import type { Json } from '@/lib/json'

// POST /bases/{base}/upgrade/preview {template} → UpgradePlan: what an upgrade, or an install beside others, would do.
// POST /bases/{base}/upgrade {template} → application/x-ndjson of InstallProgress, as an install answers.

/** What a line is about. */
export interface PlanSubject {
  kind: 'table' | 'field' | 'options' | 'option' | 'view' | 'role'
  label: Labels
  /** The table of a field or view, the set of an option. */
  of?: Labels
}

/** The part of a definition that changes; a message key under `gallery.part*`. */
export type PlanPart =
  | 'label'
  | 'description'
  | 'help'
  | 'settings'
  | 'formula'
  | 'type'
  | 'required'
  | 'unique'
  | 'sensitivity'
  | 'start'
  | 'condition'
  | 'message'
  | 'icon'
  | 'title'
  | 'section'
  | 'check'
  | 'color'
  | 'columns'
  | 'order'
  | 'filter'
  | 'rights'
  | 'notes'

export interface PlanLine {
  /**
   * `add` and `change`; `compute`: typed values give way to a formula; `deleted`: stays deleted; `gone`: no longer in the
   * template, stays all the same; `broken`: left out, because something that it needs is not there any more.
   */
  do: 'add' | 'change' | 'compute' | 'deleted' | 'gone' | 'broken'
  subject: PlanSubject
  parts?: PlanPart[]
  /** For `compute`: how many records hold a typed value, which gives way. */
  typed?: number
}

/** Both changed: the person's stays. */
export interface PlanConflict {
  subject: PlanSubject
  part: PlanPart
  mine?: PlanValue
  theirs?: PlanValue
}
/** In words where there are some: a text, labels, the text of a formula, or the value as it is. */
export type PlanValue = { text: string } | { labels: Labels } | { value: Json }

export interface UpgradePlan {
  template: string
  label: Labels
  /** The version that is installed; absent when the template is not there yet. */
  from?: string
  to: string
  lines: PlanLine[]
  conflicts: PlanConflict[]
}
