/** Designs a form: `/{base}/{table}/forms/{form}`. */
import { FormDesignPage } from '@/lib/ui/forms/design/page'

type Where = { base: string; table: string; form: string }

export default async function Page({ params }: { params: Promise<Where> }) {
  const { base, table, form } = await params
  return <FormDesignPage key={form} base={base} table={table} form={form} />
}
