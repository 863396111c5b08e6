/** Why one field was refused, for its row: the field is at hand, so the general advice is left out. */
import { ApiFailure, failureText } from '@/lib/ui/api'

export const fieldFailure = (thrown: unknown): string =>
  thrown instanceof ApiFailure && thrown.error.field ? thrown.error.message : failureText(thrown)
