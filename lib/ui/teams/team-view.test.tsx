/** The tree and a team as they are drawn: for a screen reader, in both languages, and for who may only look. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { TeamAnswer } from '@/lib/api/contract-teams'
import { type Locale, locales } from '@/lib/i18n/labels'
import { MessagesProvider } from '@/lib/i18n/react'
import { dictionaryOf } from '@/lib/i18n/server'
import { ToastProvider } from '@/lib/kit/toast'
import type { TeamsState } from './state'
import { TeamPanel } from './team-panel'
import { TreeView } from './tree-view'

const nothing = async () => undefined as never
const teams: TeamAnswer[] = [
  { id: 'hq', name: '总部', members: [], others: 0 },
  {
    id: 'east',
    name: '华东',
    parent: 'hq',
    members: [
      { id: 'wang', manager: true },
      { id: 'left', manager: false },
    ],
    others: 2,
  },
]
const state = (mayChange: boolean): TeamsState => ({
  teams,
  people: new Map([
    ['wang', { id: 'wang', name: '王芳', email: 'wang@example.com', placeholder: false, active: true }],
    ['left', { id: 'left', name: '赵离职', placeholder: false, active: false }],
    ['new', { id: 'new', name: '孙受邀', placeholder: false, active: false, invited: true }],
  ]),
  mayChange,
  error: undefined,
  reload: () => {},
  create: nothing,
  change: nothing,
  remove: nothing,
  put: nothing,
  takeOut: nothing,
})

const draw = (locale: Locale, page: React.ReactNode): string =>
  renderToStaticMarkup(
    <MessagesProvider locale={locale} dictionary={dictionaryOf(locale)}>
      <ToastProvider>{page}</ToastProvider>
    </MessagesProvider>,
  )
const treeView = (chosen?: string) => (
  <TreeView
    teams={teams}
    people={state(true).people}
    chosen={chosen}
    movable
    onChoose={() => {}}
    onMove={() => {}}
  />
)
const panelOf = (team: TeamAnswer, mayChange: boolean) => (
  <TeamPanel team={team} state={state(mayChange)} onTask={() => {}} onChoose={() => {}} />
)
const panel = (id: string, mayChange: boolean) => panelOf(teams.find((team) => team.id === id)!, mayChange)

describe.each(locales)('in %s', (locale) => {
  test('a line says its level, its place and how many people count', () => {
    const html = draw(locale, treeView('east'))
    const items = html.match(/<div role="treeitem"[^>]*>/g)!
    expect(items).toHaveLength(2)
    expect(items[0]).toMatch(/aria-level="1".*aria-posinset="1".*aria-setsize="1".*aria-expanded="true"/)
    expect(items[1]).toMatch(/aria-level="2".*aria-selected="true"/)
    expect(items[1]).not.toContain('aria-expanded')
    expect(items[1]).toMatch(/aria-label="华东, 3 (人|people)"/)
  })
  test('one line is in the order of Tab: the chosen one, else the first', () => {
    const stops = (html: string) =>
      [...html.matchAll(/tabindex="(-?\d)"[^>]*data-team-drop="(\w+)"/gi)].map(([, stop, id]) => [id, stop])
    expect(stops(draw(locale, treeView('east')))).toEqual([
      ['hq', '-1'],
      ['east', '0'],
    ])
    expect(stops(draw(locale, treeView()))).toEqual([
      ['hq', '0'],
      ['east', '-1'],
    ])
  })
  test('a team shows its people, what they are, and no message without words', () => {
    const html = draw(locale, panel('east', true))
    for (const text of ['总部', '王芳', 'wang@example.com', '赵离职']) expect(html).toContain(text)
    expect(html).toContain(locale === 'en' ? 'Lead' : '负责人')
    expect(html).toContain(locale === 'en' ? 'Deactivated' : '已停用')
    expect(html).not.toMatch(/teams\.\w+|members\.\w+/)
  })
  test('who may only look has nothing to press', () => {
    const buttons = (html: string) => html.match(/<button/g)?.length ?? 0
    // The way back on a phone, and the way up to the team above.
    expect(buttons(draw(locale, panel('east', false)))).toBe(2)
    expect(buttons(draw(locale, panel('east', true)))).toBe(6)
  })
  test('somebody invited is there, and said to be yet to join', () => {
    const html = draw(locale, panelOf({ ...teams[0]!, members: [{ id: 'new', manager: false }] }, true))
    expect(html).toContain('孙受邀')
    expect(html).toContain(locale === 'en' ? 'Invited' : '待加入')
    expect(html).not.toContain(locale === 'en' ? 'Deactivated' : '已停用')
  })
  test('a team without people says what that means', () => {
    expect(draw(locale, panel('hq', true))).toContain(
      locale === 'en' ? 'shows records to nobody' : '不会让任何人看到记录',
    )
  })
})
