'use client'
/** Whether the access log is as it was written, and the digest by which that can be told later. */
import type { ChainAnswer } from '@/lib/api/contract-audit'
import { useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Icon } from '@/lib/kit/icon'
import { useToast } from '@/lib/kit/toast'
import { useResource } from '@/lib/ui/data/resource'

/** @param path the address that verifies the chain */
export function ChainBanner({ path }: { path: string }) {
  const t = useT()
  const { data, error } = useResource<ChainAnswer>(path)
  if (!data)
    return (
      <Banner
        look="plain"
        icon={error ? 'circle-alert' : 'loader-circle'}
        title={t(error ? 'audit.chainFailed' : 'audit.chainChecking')}
      />
    )
  if (!data.whole)
    return (
      <Banner
        look="broken"
        icon="shield-alert"
        title={t('audit.chainBroken')}
        hint={t('audit.chainBrokenHint')}
      >
        <ul className="mt-1 list-disc pl-5 text-[13px]">
          {data.faults.map(({ seq, code }) => (
            <li key={`${seq} ${code}`}>{t(`audit.${code}`, { seq })}</li>
          ))}
        </ul>
      </Banner>
    )
  if (!data.head) {
    const title = data.waiting > 0 ? t('audit.chainWaiting', { count: data.waiting }) : t('audit.chainEmpty')
    return <Banner look="plain" icon="shield-check" title={title} />
  }
  return <Whole state={data} head={data.head} />
}

function Whole({ state, head }: { state: ChainAnswer; head: NonNullable<ChainAnswer['head']> }) {
  const t = useT()
  const toast = useToast()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${head.seq} ${head.digest}`)
      toast({ kind: 'ok', message: t('audit.copied') })
    } catch {
      toast({ kind: 'info', message: `${head.seq} ${head.digest}` })
    }
  }
  const rest = [
    state.waiting > 0 ? t('audit.chainWaiting', { count: state.waiting }) : '',
    state.erased > 0 ? t('audit.chainErased', { count: state.erased }) : '',
    state.forgotten > 0 ? t('audit.chainForgotten', { count: state.forgotten }) : '',
  ].filter(Boolean)
  return (
    <Banner
      look="whole"
      icon="shield-check"
      title={t('audit.chainWhole')}
      hint={t('audit.chainWholeHint', {
        lines: state.lines,
        seq: head.seq,
        digest: `${head.digest.slice(0, 12)}…`,
      })}
      action={<IconButton icon="copy" size="sm" label={t('audit.copyDigest')} onClick={() => void copy()} />}
    >
      {rest.map((text) => (
        <p key={text} className="text-[13px] text-muted">
          {text}
        </p>
      ))}
    </Banner>
  )
}

const looks = {
  whole: 'border-line bg-surface [&>svg]:text-ok',
  broken: 'border-danger bg-danger-soft [&>svg]:text-danger',
  plain: 'border-line bg-surface text-muted',
}

function Banner(props: {
  look: keyof typeof looks
  icon: string
  title: string
  hint?: string
  action?: React.ReactNode
  children?: React.ReactNode
}) {
  return (
    <section
      role={props.look === 'broken' ? 'alert' : 'status'}
      className={cx('flex items-start gap-2.5 rounded-lg border px-4 py-2.5', looks[props.look])}
    >
      <Icon name={props.icon} className="mt-[3px]" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className="font-medium">{props.title}</span>
          {props.hint && <span className="text-[13px] text-muted wrap-anywhere">{props.hint}</span>}
        </p>
        {props.children}
      </div>
      {props.action}
    </section>
  )
}
