/** A base without a table: goes where the person's work in it begins. */
import { redirect } from 'next/navigation'

export default async function BasePage(props: { params: Promise<{ base: string }> }) {
  const { base } = await props.params
  redirect(`/?base=${encodeURIComponent(base)}`)
}
