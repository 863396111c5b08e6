/** Which properties are left without a field: those that were unticked, and everything inside them. */
export const isLeft = (left: ReadonlySet<string>, pointer: string): boolean =>
  left.has(pointer) || [...left].some((one) => pointer.startsWith(`${one}/`))
