/** Why a form as a whole was refused, announced at once. */
import { Icon } from '@/lib/kit/icon'

export function FormFailure({ text }: { text: string }) {
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-md bg-danger-soft px-3 py-2.5 text-danger">
      <Icon name="circle-alert" className="mt-[3px]" />
      <p className="min-w-0">{text}</p>
    </div>
  )
}
