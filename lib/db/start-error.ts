/** A reason not to start. The scripts print its sentence (scripts/messages.mjs) in the person's language and end with 1. */
export class StartError extends Error {
  readonly params: Record<string, string | number>
  constructor(
    readonly code: string,
    params: Record<string, string | number> = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`)
    this.params = params
  }
}
