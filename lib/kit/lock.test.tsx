/** Everything that writes is disabled by one word of who knows why, and says it; everything else stays as it was. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Button, IconButton } from './button'
import { LockProvider, useUnlocked } from './lock'
import type { MenuEntry } from './menu'

const reason = '现在不能改'
const draw = (page: React.ReactNode, why: string | undefined): string =>
  renderToStaticMarkup(<LockProvider value={why}>{page}</LockProvider>)

test('a button that writes is disabled with the reason, another one is not', () => {
  const writes = <Button writes>新建</Button>
  expect(draw(writes, reason)).toMatch(/^<button [^>]*title="现在不能改"[^>]*aria-disabled="true"/)
  expect(draw(writes, undefined)).not.toMatch(/aria-disabled="true"|title/)
  expect(draw(<Button>查看</Button>, reason)).not.toMatch(/aria-disabled="true"|title/)
  expect(draw(<IconButton icon="plus" label="新建" writes />, reason)).toMatch(/aria-disabled="true"/)
})

test('a menu keeps what only looks, and says the reason once', () => {
  const item = (id: string, more: object = {}) => ({ id, label: id, onSelect: () => {}, ...more })
  const all: MenuEntry[] = [item('copy'), 'separator', item('paste', { writes: true })]
  function Shown({ items }: { items: readonly MenuEntry[] }) {
    return useUnlocked(items)
      .map((one) =>
        one === 'separator' ? '-' : 'heading' in one ? one.heading : `${one.id}${one.disabled ? '!' : ''}`,
      )
      .join(' ')
  }
  expect(draw(<Shown items={all} />, reason)).toBe('现在不能改 copy - paste!')
  expect(draw(<Shown items={all} />, undefined)).toBe('copy - paste')
  expect(draw(<Shown items={[item('copy')]} />, reason)).toBe('copy')
})
