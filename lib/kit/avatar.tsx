/** A person as a coloured disc with the letters of the name; the same name has the same colour everywhere. */
import { cx } from './cx'
import { tagColors, tagLook } from './tag'

const sizes = { sm: 'size-5 text-[10px]', md: 'size-7 text-xs', lg: 'size-9 text-sm' }

/** Chinese names go by their last characters, as colleagues call each other; others by initials. */
export function initials(name: string, count: 1 | 2): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  if (/\p{Script=Han}/u.test(first)) return [...words.join('')].slice(-count).join('')
  const last = words.length > 1 ? words[words.length - 1]! : ''
  return [...`${[...first][0] ?? '?'}${[...last][0] ?? ''}`.toUpperCase()].slice(0, count).join('')
}

function colorOf(name: string): string {
  let sum = 0
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)!) % 9973
  return tagColors[sum % (tagColors.length - 1)]!
}

export function Avatar({ name, size = 'md' }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold select-none',
        sizes[size],
        tagLook(colorOf(name)),
      )}
    >
      {initials(name, size === 'sm' ? 1 : 2)}
    </span>
  )
}
