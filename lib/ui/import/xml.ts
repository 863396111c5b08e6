/** XML as its tags and texts, in order: as much as the parts of a workbook need. Entities of its own do not exist here. */

export type Token =
  | { open: string; attribute(name: string): string | undefined; empty: boolean }
  | { close: string }
  | { text: string }

const token =
  /<(?:!--[\s\S]*?-->|\?[\s\S]*?\?>|!\[CDATA\[([\s\S]*?)\]\]>|(\/?)([^\s/>]+)((?:[^>"'/]|"[^"]*"|'[^']*'|\/(?!>))*)(\/?)>)|([^<]+)/g

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text as it is meant. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** A name without its prefix: what the prefix stands for is known from where the part lies. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

export function* readXml(xml: string): Generator<Token> {
  for (const [, data, closing, name, attributes, empty, text] of xml.matchAll(token)) {
    if (text !== undefined) yield { text: unescapeXml(text) }
    else if (data !== undefined) yield { text: data }
    else if (name === undefined) continue
    else if (closing) yield { close: local(name) }
    else yield { open: local(name), empty: empty === '/', attribute: (key) => attributeOf(attributes!, key) }
  }
}

const attributePattern = new Map<string, RegExp>()

function attributeOf(attributes: string, key: string): string | undefined {
  let pattern = attributePattern.get(key)
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)(?:\\w+:)?${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    attributePattern.set(key, pattern)
  }
  const match = pattern.exec(attributes)
  return match ? unescapeXml(match[1] ?? match[2]!) : undefined
}
