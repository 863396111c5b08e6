'use client'
/** Who gets the form and how: members by its address, strangers by a public link with its limits. */
import { useId, useState } from 'react'
import type { FormDesignAnswer } from '@/lib/api/contract-forms'
import { dayOf, timeOf } from '@/lib/i18n/format'
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { ConfirmDialog } from '@/lib/kit/dialog'
import { Icon } from '@/lib/kit/icon'
import { CheckBox, FormRow, Switch, TextArea, TextInput } from '@/lib/kit/input'
import { useToast } from '@/lib/kit/toast'
import type { PublicForm } from '@/lib/meta/form'
import { failureText } from '@/lib/ui/api'
import { LabelsInput } from '@/lib/ui/design/labels-input'
import { useBoard } from './board'
import { CopyLine } from './copy-line'
import { instantIn } from './instant'
import { PrefillMaker } from './prefill'
import { sitesIn } from './sites'

type Settings = Omit<PublicForm, 'token'>

export function Publish(props: { answer: FormDesignAnswer; dirty: boolean; onRenew(): Promise<void> }) {
  const { answer, dirty } = props
  const { base, design, edit } = useBoard()
  const t = useT()
  const toast = useToast()
  const [renewing, setRenewing] = useState(false)
  const { form, submissions } = answer
  const member = `${location.origin}/${base}/forms/${form.key}`
  const token = form.public?.token
  const link = token && `${location.origin}/f/${token}`
  const open = design.public
  const set = (change: Partial<Settings>, tag?: string) =>
    edit((old) => ({ ...old, public: { ...old.public, ...change } }), tag && `public ${tag}`)
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 p-6 max-md:p-4">
      <Card icon="users" title={t('formDesign.forMembers')} hint={t('formDesign.forMembersHint')}>
        <CopyLine label={t('formDesign.address')} text={member} />
      </Card>
      <Card
        icon="globe"
        title={t('formDesign.publicLink')}
        hint={t('formDesign.publicHint')}
        action={
          <Switch
            aria-label={t('formDesign.publicLink')}
            checked={open !== undefined}
            onChange={(on) => edit((old) => ({ ...old, public: on ? {} : undefined }))}
          />
        }
      >
        {open && (
          <>
            {link ? (
              <>
                <CopyLine label={t('formDesign.publicAddress')} text={link} />
                <CopyLine
                  long
                  label={t('formDesign.embed')}
                  text={`<iframe src="${link}?embed=1" width="100%" height="720" style="border:0" loading="lazy"></iframe>`}
                />
                <p className="flex flex-wrap items-center gap-x-3 text-[13px] text-muted">
                  {t('formDesign.submissionCount', { count: submissions })}
                  <Button size="sm" variant="ghost" icon="refresh-cw" onClick={() => setRenewing(true)}>
                    {t('formDesign.renew')}
                  </Button>
                </p>
              </>
            ) : (
              <Note text={t('formDesign.linkAfterSaving')} />
            )}
            <Limits value={open} onChange={set} />
          </>
        )}
        {!open && link && <Note text={t('formDesign.offAfterSaving')} />}
      </Card>
      <Card icon="link" title={t('formDesign.prefill')} hint={t('formDesign.prefillHint')}>
        {dirty ? (
          <Note text={t('formDesign.saveFirst')} />
        ) : (
          <PrefillMaker addresses={{ member, public: link }} />
        )}
      </Card>
      <ConfirmDialog
        open={renewing}
        onOpenChange={setRenewing}
        title={t('formDesign.renewTitle')}
        description={t('formDesign.renewText')}
        confirmLabel={t('formDesign.renew')}
        danger
        onConfirm={async () => {
          try {
            await props.onRenew()
            toast({ kind: 'ok', message: t('formDesign.renewed') })
          } catch (thrown) {
            toast({ kind: 'error', message: failureText(thrown) })
          }
        }}
      />
    </div>
  )
}

function Card(props: {
  icon: string
  title: string
  hint: string
  action?: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <section className="rounded-xl border border-line bg-surface">
      <header className="flex items-start gap-3 px-5 pt-4 pb-1">
        <Icon name={props.icon} className="mt-1 text-accent" />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{props.title}</h2>
          <p className="text-[13px] text-muted">{props.hint}</p>
        </div>
        {props.action}
      </header>
      <div className="flex flex-col gap-4 px-5 pt-3 pb-5 empty:pb-2">{props.children}</div>
    </section>
  )
}

const Note = ({ text }: { text: string }) => (
  <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-[13px]">
    <Icon name="info" className="mt-0.5 text-warn" />
    {text}
  </p>
)

const mebibyte = 1024 * 1024

function Limits({
  value,
  onChange,
}: {
  value: Settings
  onChange(change: Partial<Settings>, tag?: string): void
}) {
  const { handle } = useBoard()
  const t = useT()
  const id = useId()
  const { zone } = handle.context
  const { closesAt, quota, files, consent, embed } = value
  /** The sites as they are being typed. */
  const [typed, setTyped] = useState<string>()
  const local = closesAt ? `${dayOf(closesAt, zone)}T${timeOf(closesAt, zone)}` : ''
  const number = (text: string, most: number): number | undefined => {
    const found = Number(text)
    return Number.isInteger(found) && found > 0 ? Math.min(found, most) : undefined
  }
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormRow id={`${id}-closes`} label={t('formDesign.closesAt')} help={t('formDesign.inZone', { zone })}>
          <TextInput
            type="datetime-local"
            value={local}
            onChange={(event) =>
              onChange(
                { closesAt: event.target.value ? instantIn(event.target.value, zone) : undefined },
                'closes',
              )
            }
          />
        </FormRow>
        <FormRow id={`${id}-quota`} label={t('formDesign.quota')} help={t('formDesign.quotaHint')}>
          <TextInput
            inputMode="numeric"
            placeholder={t('formDesign.noLimit')}
            value={quota ?? ''}
            onChange={(event) => onChange({ quota: number(event.target.value, 1_000_000) }, 'quota')}
          />
        </FormRow>
      </div>
      <FormRow id={`${id}-sites`} label={t('formDesign.sites')} help={t('formDesign.sitesHint')}>
        <TextArea
          rows={2}
          value={typed ?? embed?.join('\n') ?? ''}
          onChange={(event) => {
            setTyped(event.target.value)
            onChange({ embed: sitesIn(event.target.value) }, 'embed')
          }}
          onBlur={() => setTyped(undefined)}
        />
      </FormRow>
      <div className="flex flex-col gap-3">
        <CheckBox
          checked={files !== undefined}
          onChange={(on) => onChange({ files: on ? { count: 3, size: 10 * mebibyte } : undefined })}
          label={t('formDesign.files')}
        />
        {files && (
          <div className="grid gap-4 sm:grid-cols-2">
            <FormRow id={`${id}-count`} label={t('formDesign.fileCount')}>
              <TextInput
                inputMode="numeric"
                value={files.count}
                onChange={(event) =>
                  onChange({ files: { ...files, count: number(event.target.value, 20) ?? 1 } }, 'count')
                }
              />
            </FormRow>
            <FormRow id={`${id}-size`} label={t('formDesign.fileSize')}>
              <TextInput
                inputMode="numeric"
                value={Math.round(files.size / mebibyte)}
                onChange={(event) =>
                  onChange(
                    { files: { ...files, size: (number(event.target.value, 25) ?? 1) * mebibyte } },
                    'size',
                  )
                }
              />
            </FormRow>
          </div>
        )}
      </div>
      <div className="flex flex-col gap-3">
        <CheckBox
          checked={consent !== undefined}
          onChange={(on) => onChange({ consent: on ? { version: '1', text: {} } : undefined })}
          label={t('formDesign.consent')}
        />
        {consent && (
          <>
            <LabelsInput
              id={`${id}-consent`}
              label={t('formDesign.consentText')}
              long
              most={20_000}
              required
              value={consent.text}
              onChange={(text) => onChange({ consent: { ...consent, text } }, 'consent')}
            />
            <div className="sm:w-1/2 sm:pr-2">
              <FormRow
                id={`${id}-version`}
                label={t('formDesign.consentVersion')}
                help={t('formDesign.consentVersionHint')}
              >
                <TextInput
                  value={consent.version}
                  maxLength={40}
                  onChange={(event) =>
                    onChange({ consent: { ...consent, version: event.target.value } }, 'version')
                  }
                />
              </FormRow>
            </div>
          </>
        )}
      </div>
    </>
  )
}
