/** A drawn table beside the sign-in form: rows, tags and people without a word in them. */
import { cx } from '@/lib/kit/cx'
import { tagLook } from '@/lib/kit/tag'
import { Logo } from './logo'

/** Per row: width of the name, the tag's colour and width, the person's colour, width of the amount. */
const rows: [name: string, tag: string, tagWidth: string, person: string, amount: string][] = [
  ['w-28', 'teal', 'w-12', 'blue', 'w-14'],
  ['w-20', 'amber', 'w-9', 'pink', 'w-10'],
  ['w-32', 'blue', 'w-14', 'orange', 'w-16'],
  ['w-24', 'purple', 'w-10', 'amber', 'w-12'],
  ['w-16', 'teal', 'w-12', 'purple', 'w-14'],
  ['w-28', 'orange', 'w-9', 'green', 'w-9'],
  ['w-20', 'blue', 'w-14', 'teal', 'w-12'],
]

const bar = 'h-2 rounded-full'
const sketch = `${bar} bg-skeleton`
const cell = 'flex h-11 items-center border-r border-line px-4 last:border-r-0'

export function AuthPicture({ slogan }: { slogan: string }) {
  return (
    <aside className="relative hidden overflow-hidden border-l border-line bg-accent-soft lg:block">
      <div aria-hidden className="field-pattern absolute inset-0" />
      <div className="absolute inset-y-0 left-[12%] flex w-[46rem] flex-col justify-center gap-9">
        <p className="max-w-md text-[28px] leading-snug font-semibold text-balance text-ink">{slogan}</p>
        <div aria-hidden className="overflow-hidden rounded-xl border border-line bg-surface shadow-modal">
          <div className="flex h-13 items-center gap-3 border-b border-line px-4">
            <Logo className="size-5" />
            <div className={cx(sketch, 'h-2.5 w-24')} />
            <div className="flex-1" />
            <div className={cx(sketch, 'w-12')} />
            <div className={cx(sketch, 'w-12')} />
            <div className="h-6 w-20 rounded-md bg-accent" />
          </div>
          <div className="grid grid-cols-[15rem_9rem_10rem_1fr] bg-canvas">
            {['w-10', 'w-8', 'w-12', 'w-9'].map((width) => (
              <div key={width} className={cx(cell, 'h-9 border-b')}>
                <div className={cx('h-2 rounded-full bg-strong/60', width)} />
              </div>
            ))}
          </div>
          {rows.map(([name, tag, tagWidth, person, amount], index) => (
            <div
              key={`${name} ${person}`}
              className={cx(
                'grid grid-cols-[15rem_9rem_10rem_1fr] border-b border-line last:border-b-0',
                index === 2 && 'bg-selected',
              )}
            >
              <div className={cell}>
                <div className={cx(bar, name, index === 2 ? 'bg-accent/35' : 'bg-skeleton')} />
              </div>
              <div className={cell}>
                <div className={cx('flex h-5 items-center rounded px-2', tagLook(tag))}>
                  <div className={cx('h-1.5 rounded-full bg-current opacity-50', tagWidth)} />
                </div>
              </div>
              <div className={cx(cell, 'gap-2')}>
                <div className={cx('size-5 rounded-full', tagLook(person))} />
                <div className={cx(bar, 'w-14', index === 2 ? 'bg-accent/20' : 'bg-skeleton')} />
              </div>
              <div className={cx(cell, 'justify-end')}>
                <div className={cx(bar, amount, index === 2 ? 'bg-accent/20' : 'bg-skeleton')} />
              </div>
            </div>
          ))}
        </div>
      </div>
    </aside>
  )
}
