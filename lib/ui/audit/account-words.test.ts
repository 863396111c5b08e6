import { expect, test } from 'vitest'
import { type AccountLogLine, accountKinds } from '@/lib/api/contract-audit'
import type { Locale } from '@/lib/i18n/labels'
import { translator } from '@/lib/i18n/server'
import { accountSentence, doneBy } from './account-words'

const line = (more: Partial<AccountLogLine>): AccountLogLine => ({
  seq: 1,
  at: '2026-11-21T01:00:00.000Z',
  by: { id: 'w', name: '王芳' },
  door: 'page',
  kind: 'sign_in',
  ...more,
})
const say = (locale: Locale, more: Partial<AccountLogLine>): string =>
  accountSentence(line(more), translator(locale), locale)
const of = { id: 'l', name: '李雷' }
const app = { base: 'crm', label: { 'zh-CN': '客户', en: 'CRM' } }

test.each<[Partial<AccountLogLine>, string, string]>([
  [{ detail: { how: 'password' } }, '用密码登录', 'signed in with a password'],
  [{ detail: { how: 'recovery' } }, '用密码和恢复码登录', 'signed in with password and a recovery code'],
  [
    { kind: 'sign_in_failed', by: undefined, of, detail: { wrong: 'password' } },
    '试图登录李雷的账号，密码不正确',
    'tried to sign in as 李雷, with a wrong password',
  ],
  [
    { kind: 'sign_in_failed', by: undefined, detail: { wrong: 'account' } },
    '用一个没有账号的邮箱试图登录',
    'tried to sign in with an e-mail that has no account',
  ],
  [
    { kind: 'roles_changed', of, detail: { ...app, roles: [{ 'zh-CN': '销售', en: 'Sales' }] } },
    '把李雷在“客户”的角色改为：销售',
    'changed the roles of 李雷 in “CRM” to Sales',
  ],
  [
    { kind: 'roles_changed', detail: app },
    '把自己在“客户”的角色改为：无',
    'changed their own roles in “CRM” to none',
  ],
  [{ kind: 'everywhere_ended', of }, '让李雷在所有设备上退出登录', 'signed 李雷 out everywhere'],
])('a line reads as a sentence: %j', (more, chinese, english) => {
  expect(say('zh-CN', more)).toBe(chinese)
  expect(say('en', more)).toBe(english)
})

test('every kind of line has a sentence and somebody who did it', () => {
  for (const locale of ['zh-CN', 'en'] as const)
    for (const kind of accountKinds)
      for (const more of [{}, { of }, { by: undefined }, { by: undefined, of }]) {
        const told = say(locale, {
          kind,
          ...more,
          detail: { ...app, wrong: 'code', policy: 'everybody', token: 't' },
        })
        expect(told, kind).not.toMatch(/[{}]|undefined|accountLog|“”/)
        expect(doneBy(line({ kind, ...more }), translator(locale))).not.toBe('')
      }
})
