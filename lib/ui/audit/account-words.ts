/** Lines about accounts in sentences. */
import type { AccountKind, AccountLogLine } from '@/lib/api/contract-audit'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import type { MessageKey } from '@/lib/i18n/messages/index'
import type { Translate } from '@/lib/i18n/translate'
import { listed } from './words'

/** What is said differently of somebody else's account. */
const ofOthers = [
  'everywhere_ended',
  'reset_link',
  'password_reset',
  'factor_reset',
  'email_changed',
  'member_added',
  'member_removed',
  'roles_changed',
  'deactivated',
  'activated',
  'token_ended',
] as const satisfies readonly AccountKind[]

const isOfOthers = (kind: AccountKind): kind is (typeof ofOthers)[number] =>
  (ofOthers as readonly AccountKind[]).includes(kind)

function keyOf({ kind, of, detail }: AccountLogLine): MessageKey {
  if (kind === 'sign_in_failed') {
    const wrong = detail?.wrong
    if (wrong === 'single') return 'accountLog.failed_single'
    if (wrong === 'account' && !of) return 'accountLog.failed_nobody'
    return wrong && of ? `accountLog.failed_${wrong}` : 'accountLog.said_sign_in_failed'
  }
  return of && isOfOthers(kind) ? `accountLog.of_${kind}` : `accountLog.said_${kind}`
}

const policies: Record<string, MessageKey> = {
  nobody: 'account.policyNobody',
  administrators: 'account.policyAdministrators',
  everybody: 'account.policyEverybody',
}

/** What happened, without who did it. */
export function accountSentence(line: AccountLogLine, t: Translate, locale: Locale): string {
  const { of, detail = {}, count = 0 } = line
  const roles = (detail.roles ?? []).map((label) => labelOf(label, locale))
  const policy = policies[detail.policy ?? '']
  return t(keyOf(line), {
    of: of?.name ?? '',
    count,
    how: t(`accountLog.how_${detail.how ?? 'password'}`),
    base: labelOf(detail.label ?? {}, locale, detail.base ?? ''),
    roles: roles.length > 0 ? listed(roles, locale) : t('accountLog.noRoles'),
    token: detail.token ?? '',
    policy: policy ? t(policy) : '',
  })
}

/** Who did it: a person, somebody who has not proved who they are, Tian itself, or nobody any more. */
export function doneBy({ by, erased, kind }: AccountLogLine, t: Translate): string {
  if (by) return by.name
  if (erased) return t('audit.nobody')
  return t(kind === 'forget' || kind === 'factor_asked' ? 'audit.system' : 'accountLog.somebody')
}
