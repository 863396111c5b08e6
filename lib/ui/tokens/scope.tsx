'use client'
/** How much of its role a token gets: three ready-made choices, or ticks by table. */
import { useId } from 'react'
import type { TokenRole, TokensAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { type Extent, extentOf, narrowedTo, type Scope, scopes } from './choice'
import { ExtentMatrix } from './matrix'

export interface ScopeChoice {
  scope: Scope
  /** Ticks by table; they count where the scope is 'chosen'. */
  chosen: Extent
}

export function ScopeField(props: {
  role: TokenRole
  tables: TokensAnswer['tables']
  value: ScopeChoice
  error?: string
  onChange(value: ScopeChoice): void
}) {
  const { role, value, error } = props
  const t = useT()
  const id = useId()
  // Ticking begins with what was chosen before.
  const choose = (scope: Scope) =>
    props.onChange({
      scope,
      chosen: scope === 'chosen' ? (extentOf(value.scope, role, value.chosen) ?? role.may) : value.chosen,
    })
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={error && `${id}-error`}>
      <legend className="mb-1.5 font-medium">{t('tokens.scope')}</legend>
      <div className="grid gap-x-4 gap-y-2 md:grid-cols-2">
        {scopes.map((scope) => (
          <label key={scope} className="flex cursor-pointer items-start gap-2.5 max-md:min-h-10">
            <input
              type="radio"
              name={id}
              checked={value.scope === scope}
              onChange={() => choose(scope)}
              aria-describedby={`${id}-${scope}`}
              aria-label={t(`tokens.scope_${scope}`)}
              className="mt-0.75 size-4 shrink-0 cursor-pointer accent-accent"
            />
            <span className="min-w-0">
              <span className="block">{t(`tokens.scope_${scope}`)}</span>
              <span id={`${id}-${scope}`} className="block text-[13px] leading-5 text-muted">
                {t(`tokens.scope_${scope}_hint`)}
              </span>
            </span>
          </label>
        ))}
      </div>
      {value.scope === 'chosen' && (
        <ExtentMatrix
          tables={props.tables}
          may={role.may}
          value={narrowedTo(value.chosen, role.may)}
          onChange={(chosen) => props.onChange({ scope: 'chosen', chosen })}
        />
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-[13px] text-danger">
          <Icon name="circle-alert" className="mt-[3px] size-3.5" />
          <span className="min-w-0">{error}</span>
        </p>
      )}
    </fieldset>
  )
}
