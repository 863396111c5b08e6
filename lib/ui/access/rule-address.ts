'use client'
/** The address of one rule: `?role=&table=&field=&verb=`; the page opens on it, and shows it for a moment. */
import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import type { RolesAnswer } from '@/lib/api/contract'
import { type Locale, labelOf } from '@/lib/i18n/labels'
import { verbs } from '@/lib/meta/model'

/** What the address asks for, as the page's first choices. */
export function useRuleAddress(tables: RolesAnswer['tables'], locale: Locale) {
  const params = useSearchParams()
  const [role, table, field, verb] = ['role', 'table', 'field', 'verb'].map((name) => params.get(name) ?? '')
  const found = tables.find((t) => t.key === table)?.fields.find((f) => f.key === field)
  const rule = verb && (verb === 'deny' || verbs.some((v) => v === verb) ? verb : 'actions')
  useEffect(() => (rule ? showRule(rule) : undefined), [rule])
  return { role: role!, table: table!, field: found ? labelOf(found.label, locale, found.key) : '' }
}

/** Brings a rule of the page into sight, and marks it for a moment. @returns to end that early */
export function showRule(rule: string): () => void {
  const line = document.querySelector(`[data-rule="${CSS.escape(rule)}"]`)
  line?.scrollIntoView({ block: 'center' })
  line?.classList.add('shown-rule')
  const timer = setTimeout(() => line?.classList.remove('shown-rule'), 4000)
  return () => clearTimeout(timer)
}
