/** How a fault is planted: in the text of the product as it is loaded, at a place that must be there exactly once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './mutant.mjs'
import { mutants } from './mutants.mjs'

export const mutantOf = (name: string): Mutant => {
  const found = mutants.find((m) => m.name === name)
  if (!found) throw new Error(`no mutant ${name}: ${mutants.map((m) => m.name).join(', ')}`)
  return found
}

/** The text with the edit made; throws unless what it looks for stands there exactly once. */
export function edited(text: string, { file, find, replace }: Mutant['edits'][number]): string {
  const parts = text.split(find)
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${find}`)
  return parts.join(replace)
}

/** What is wrong with a mutant as the product is now: nothing, or an edit that finds no place. */
export function misfit(root: string, mutant: Mutant): string | undefined {
  try {
    const texts = new Map<string, string>()
    for (const edit of mutant.edits)
      texts.set(edit.file, edited(texts.get(edit.file) ?? readFileSync(join(root, edit.file), 'utf8'), edit))
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** Loads the product with one fault in it. */
export function mutantPlugin(root: string, name: string) {
  const { edits } = mutantOf(name)
  return {
    name: 'tian-mutant',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | undefined {
      const mine = edits.filter(({ file }) => id.split('?')[0] === join(root, file))
      return mine.length === 0 ? undefined : mine.reduce(edited, code)
    },
  }
}
