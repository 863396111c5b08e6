'use client'
/** How much of its role a token gets: three ready-made choices, or ticks by table. */
import { useId } from 'react'
import type { TokenRole, TokensAnswer } from '@/lib/api/contract'
import { useT } from '@/lib/i18n/react'
import { Icon } from '@/lib/kit/icon'
import { type Extent, narrowedTo, type Scope, scopes } from './choice'
import { ExtentMatrix } from './matrix'

export interface ScopeChoice {
  scope: Scope
  /** Ticks by table, at first none: nothing is given by oversight. They count where the scope is 'chosen'. */
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
  const chosen = narrowedTo(value.chosen, role.may)
  const missing = value.scope === 'chosen' && Object.keys(chosen).length === 0
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
              onChange={() => props.onChange({ ...value, scope })}
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
          value={chosen}
          onChange={(chosen) => props.onChange({ scope: 'chosen', chosen })}
        />
      )}
      {missing && !error && (
        <p role="status" className="flex items-start gap-1.5 text-[13px] text-muted">
          <Icon name="info" className="mt-[3px] size-3.5" />
          <span className="min-w-0">{t('tokens.nothing')}</span>
        </p>
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
