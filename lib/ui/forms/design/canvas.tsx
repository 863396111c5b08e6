'use client'
/** The form as it will look, in which every block can be chosen, moved by mouse and by keyboard, and put in between. */
import { Fragment } from 'react'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import { IconButton } from '@/lib/kit/button'
import { cx } from '@/lib/kit/cx'
import { Menu } from '@/lib/kit/menu'
import { DropLine } from '@/lib/ui/design/handle'
import type { Drag } from '@/lib/ui/design/use-drag'
import { PartsProvider } from '@/lib/ui/forms/fill/parts'
import { type DesignStep, moveStep, patchStep, removeStep } from './blocks'
import { stepName, useBoard, wholeForm } from './board'
import { blockButton, CanvasBlock } from './canvas-block'
import { useCanvasParts } from './canvas-parts'
import { offerEntries, useOffers } from './palette'

export function Canvas(props: { drag: Drag; onInsert(offer: string, step: string, before?: string): void }) {
  const board = useBoard()
  const { design, chosen, choose } = board
  const t = useT()
  const locale = useLocale()
  const parts = useCanvasParts(board)
  const several = design.steps.length > 1
  return (
    <PartsProvider value={parts}>
      <div className="flex flex-col gap-4">
        <button
          type="button"
          title={t('formDesign.chooseForm')}
          aria-pressed={chosen === wholeForm}
          onClick={() => choose(wholeForm)}
          className={cx(
            'cursor-pointer rounded-xl border bg-surface px-6 py-5 text-left max-md:px-4',
            chosen === wholeForm ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-strong',
          )}
        >
          <span className="block text-xl leading-8 font-semibold text-balance">
            {labelOf(design.label, locale) || <span className="text-faint">{t('formDesign.untitled')}</span>}
          </span>
          <span className="mt-1 block leading-6 whitespace-pre-line text-muted">
            {labelOf(design.description, locale) || (
              <span className="text-faint">{t('formDesign.addDescription')}</span>
            )}
          </span>
        </button>
        {design.steps.map((step, index) => (
          <section
            key={step.id}
            aria-label={stepName(step, index, locale, t)}
            className={cx(
              'rounded-xl border bg-surface',
              several && chosen === step.id ? 'border-accent ring-1 ring-accent' : 'border-line',
            )}
          >
            {several && <StepHead step={step} index={index} />}
            <StepBody step={step} {...props} />
          </section>
        ))}
      </div>
    </PartsProvider>
  )
}

function StepHead({ step, index }: { step: DesignStep; index: number }) {
  const { design, edit, chosen, choose, problems } = useBoard()
  const t = useT()
  const locale = useLocale()
  const name = stepName(step, index, locale, t)
  return (
    <header className="flex items-center gap-1 border-b border-line py-1.5 pr-2 pl-6 max-md:pl-4">
      <button
        id={blockButton(step.id)}
        type="button"
        aria-pressed={chosen === step.id}
        onClick={() => choose(step.id)}
        className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-md text-left max-md:min-h-10"
      >
        <span
          aria-hidden
          className={cx(
            'flex size-5.5 shrink-0 items-center justify-center rounded-full text-xs font-medium tabular-nums',
            problems.has(step.id) ? 'bg-danger text-on-danger' : 'bg-accent text-on-accent',
          )}
        >
          {index + 1}
        </span>
        <span className="truncate font-semibold">{name}</span>
        {step.showIf && <span className="shrink-0 text-xs text-muted">{t('formDesign.conditional')}</span>}
      </button>
      <Menu
        label={t('formDesign.actionsOf', { name })}
        align="end"
        trigger={<IconButton size="sm" icon="ellipsis" label={t('formDesign.actionsOf', { name })} />}
        items={[
          {
            id: 'up',
            label: t('formDesign.moveUp'),
            icon: 'arrow-up',
            disabled: index === 0,
            onSelect: () => edit((old) => moveStep(old, step.id, -1)),
          },
          {
            id: 'down',
            label: t('formDesign.moveDown'),
            icon: 'arrow-down',
            disabled: index === design.steps.length - 1,
            onSelect: () => edit((old) => moveStep(old, step.id, 1)),
          },
          ...(step.showIf
            ? [
                {
                  id: 'always',
                  label: t('formDesign.clearCondition'),
                  icon: 'list-filter',
                  onSelect: () => edit((old) => patchStep(old, step.id, { showIf: undefined })),
                },
              ]
            : []),
          'separator',
          {
            id: 'remove',
            label: t('formDesign.removeStep'),
            icon: 'trash-2',
            danger: true,
            onSelect: () => {
              choose(wholeForm)
              edit((old) => removeStep(old, step.id))
            },
          },
        ]}
      />
    </header>
  )
}

function StepBody(props: {
  step: DesignStep
  drag: Drag
  onInsert(offer: string, step: string, before?: string): void
}) {
  const { step, drag } = props
  const t = useT()
  const { over } = drag
  const isOver = (before: string | undefined) =>
    drag.item !== undefined && over?.list === step.id && over.before === before
  return (
    <div data-drag-list={step.id} className="@container px-4 pt-3 pb-4 max-md:px-2">
      <div className="grid grid-cols-1 gap-x-1 @lg:grid-cols-6">
        {step.blocks.map((one) => (
          <Fragment key={one.id}>
            {isOver(one.id) && (
              <div className="col-span-full">
                <DropLine />
              </div>
            )}
            <CanvasBlock
              one={one}
              drag={drag}
              inserter={<Inserter onAdd={(offer) => props.onInsert(offer, step.id, one.id)} />}
            />
          </Fragment>
        ))}
      </div>
      {isOver(undefined) && <DropLine />}
      {step.blocks.length === 0 && (
        <p className="rounded-lg border border-dashed border-line-control px-4 py-8 text-center text-muted">
          {t('formDesign.emptyStep')}
        </p>
      )}
      <AddHere onAdd={(offer) => props.onInsert(offer, step.id)} />
    </div>
  )
}

/** The button under the last block. */
function AddHere({ onAdd }: { onAdd(offer: string): void }) {
  const t = useT()
  const offers = useOffers()
  return (
    <div className="flex justify-center pt-2">
      <Menu
        label={t('formDesign.addHere')}
        items={offerEntries(offers, t, onAdd)}
        align="center"
        trigger={<IconButton size="sm" icon="plus" variant="secondary" label={t('formDesign.addHere')} />}
      />
    </div>
  )
}

/** Between two blocks: out of sight until the pointer or the keyboard comes near. */
function Inserter({ onAdd }: { onAdd(offer: string): void }) {
  const t = useT()
  const offers = useOffers()
  return (
    <Menu
      label={t('formDesign.insertBefore')}
      items={offerEntries(offers, t, onAdd)}
      align="center"
      trigger={
        <IconButton
          size="sm"
          icon="plus"
          variant="secondary"
          label={t('formDesign.insertBefore')}
          className="absolute -top-2.5 left-1/2 z-10 size-5 -translate-x-1/2 rounded-full opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100 max-md:hidden"
        />
      }
    />
  )
}
