'use client'
/** What an installer decides: with sample data or not, in which language, into which base. */
import type { BaseSummary, TemplateSummary } from '@/lib/api/contract'
import { type Locale, labelOf, locales } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { FormRow, NativeSelect, Switch } from '@/lib/kit/input'

export interface InstallChoice {
  sample: boolean
  sampleLocale: Locale
  /** Absent when there is no base yet. */
  base?: string
}

interface InstallOptionsProps {
  template: TemplateSummary
  bases: readonly BaseSummary[]
  choice: InstallChoice
  onChange(choice: InstallChoice): void
}

export function InstallOptions({ template, bases, choice, onChange }: InstallOptionsProps) {
  const t = useT()
  const locale = useLocale()
  const samples = template.tables.reduce((sum, table) => sum + table.sampleCount, 0)
  return (
    <>
      {samples > 0 && (
        <div className="rounded-lg border border-line p-4">
          <div className="flex items-center gap-4">
            <label htmlFor="sample" className="flex-1 cursor-pointer font-medium">
              {t('gallery.sample')}
            </label>
            <Switch
              id="sample"
              aria-describedby="sample-hint"
              checked={choice.sample}
              onChange={(sample) => onChange({ ...choice, sample })}
            />
          </div>
          <p id="sample-hint" className="mt-1 text-[13px] text-pretty text-muted">
            {t('gallery.sampleHint', { count: samples })}
          </p>
          {choice.sample && (
            <div className="mt-4">
              <FormRow id="sample-language" label={t('gallery.sampleLanguage')}>
                <NativeSelect
                  value={choice.sampleLocale}
                  onChange={(event) => onChange({ ...choice, sampleLocale: event.target.value as Locale })}
                >
                  {locales.map((one) => (
                    <option key={one} value={one} lang={one}>
                      {one === 'en' ? t('shell.languageEn') : t('shell.languageZh')}
                    </option>
                  ))}
                </NativeSelect>
              </FormRow>
            </div>
          )}
        </div>
      )}
      {bases.length > 1 && (
        <FormRow id="target" label={t('gallery.target')}>
          <NativeSelect
            value={choice.base}
            onChange={(event) => onChange({ ...choice, base: event.target.value })}
          >
            {bases.map((base) => (
              <option key={base.key} value={base.key}>
                {labelOf(base.label, locale, base.key)}
              </option>
            ))}
          </NativeSelect>
        </FormRow>
      )}
    </>
  )
}
