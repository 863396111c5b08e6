/** What a planted fault is: a change of the product's text as it is loaded, at a place that is there exactly once. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of program

export interface Mutant {
  name: string
  /** What it breaks, and so what it tells. */
  breaks: string
  /** Looked for with these requests alone: a part of their address. */
  asks?: string
  edits: { file: string; find: string; replace: string }[]
}

/** The actor with an administrator's eyes. */
export const everything = `{ ...actor, roles: [{ id: '', key: 'everything', label: {}, admin: true, tables: {} }] }`
export const one = (name: string, breaks: string, file: string, find: string, replace: string): Mutant => ({
  name,
  breaks,
  edits: [{ file, find, replace }],
})
