/** The sites that a maker types, one a line, as the origins that browsers call them by. */

/** Undefined when there are none. A line that is no address stays as it is, so that the check can name it. */
export function sitesIn(text: string): string[] | undefined {
  const lines = text.split(/\s+/).filter(Boolean)
  const sites = lines.map((line) => {
    const url = /^https?:\/\//i.test(line) && URL.canParse(line) ? new URL(line) : undefined
    return url && url.username + url.password === '' ? url.origin : line
  })
  return sites.length > 0 ? [...new Set(sites)] : undefined
}
