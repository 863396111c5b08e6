/** A form to fill in: `/{base}/forms/{form}?record=…&prefill=…`. */
import { MemberFormPage } from '@/lib/ui/forms/fill/member-page'

export default async function Page({ params }: { params: Promise<{ base: string; form: string }> }) {
  const { base, form } = await params
  return <MemberFormPage base={base} form={form} />
}
