/** Lets the page draw and answer between pieces of long work, some sixty times a second. */

let last = 0

export async function breathe(): Promise<void> {
  if (performance.now() - last < 16) return
  await new Promise((resolve) => setTimeout(resolve))
  last = performance.now()
}
