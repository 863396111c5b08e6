/** What a view type is: one name, a meaning (`<name>.ts`) and looks (`<name>.ui.tsx`), like a field type. */
import type { Labels } from '@/lib/i18n/labels'

export interface ViewType {
  name: string
  label: Labels
  /** One sentence, shown where a view is created. */
  help: Labels
  /** Name of a lucide icon in kebab-case. */
  icon: string
}
