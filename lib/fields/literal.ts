/** Text of a definition (an option's label or value) as an SQL literal inside a template: escaped to plain ASCII. */

/** `U&'\+004E2D'`: hexadecimal digits only, so no quote, brace or backslash of the text survives. */
export function literal(text: string): string {
  const escaped = Array.from(text, (char) => `\\+${char.codePointAt(0)!.toString(16).padStart(6, '0')}`).join(
    '',
  )
  return `U&'${escaped}'`
}
