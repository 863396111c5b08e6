'use client'
/** A field being made or changed in the panel: its draft, saving it, and what happens when another maker was faster. */
import { useMemo, useState } from 'react'
import type { DesignAnswer, FieldRoles } from '@/lib/api/contract-design'
import { fieldType } from '@/lib/fields/index'
import { labelOf } from '@/lib/i18n/labels'
import { useLocale, useT } from '@/lib/i18n/react'
import type { JsonObject } from '@/lib/json'
import { useToast } from '@/lib/kit/toast'
import type { Field, Source } from '@/lib/meta/model'
import { ApiFailure, api, failureText } from '@/lib/ui/api'
import type { Offer, Way } from './catalogue'
import { choiceSettings, settingsIn } from './controls'
import {
  changed,
  draftOf,
  type FieldForm,
  formOf,
  type Member,
  merge,
  newForm,
  patchOf,
  same,
  startingOptions,
  withMembers,
} from './form'
import { type DraftOption, savedOptions } from './options'
import { isFit, savedSettings } from './settings-panel'
import { type Design, namesOf } from './state'
import { presetOf, rightsOf } from './visibility'

export interface FieldConflict {
  theirs: FieldForm
  /** Changed by both: someone has to choose. */
  both: Member[]
  /** Changed only by the other maker: taken over already. */
  taken: Member[]
}

export type FieldDraftState = ReturnType<typeof useFieldDraft>

const sources: Record<Way, Source> = {
  input: { kind: 'input' },
  // What they come from is filled in by the panel.
  formula: { kind: 'input' },
  lookup: { kind: 'input' },
  rollup: { kind: 'input' },
  number: { kind: 'auto', of: 'number', pattern: '{YYYY}{00000}' },
  created: { kind: 'auto', of: 'created' },
  updated: { kind: 'auto', of: 'updated' },
  inverse: { kind: 'inverse', table: '', field: '' },
}

/** The settings without an option that is no more. */
const without = (options: JsonObject, value: string): JsonObject =>
  Object.fromEntries(
    Object.entries(options).map(([key, one]) => [
      key,
      Array.isArray(one)
        ? one.filter(
            (item) => !(item !== null && typeof item === 'object' && 'value' in item && item.value === value),
          )
        : one,
    ]),
  )

export function useFieldDraft(props: {
  design: Design
  answer: DesignAnswer
  /** Key of the field; a new one otherwise. */
  field?: string
  section?: string
  onSaved(field: string, made: boolean): void
  onRefused(): void
}) {
  const { design, answer } = props
  const t = useT()
  const locale = useLocale()
  const toast = useToast()
  const field = answer.table.fields.find((one) => one.key === props.field)
  const [was, setWas] = useState(field)
  const [form, setForm] = useState<FieldForm | undefined>(() => field && formOf(field))
  const [start, setStart] = useState(form)
  const [offer, setOffer] = useState<Offer>()
  const [section, setSection] = useState(props.section ?? answer.table.sections.at(-1)?.key ?? '')
  const [roles, setRoles] = useState<FieldRoles>({})
  const [edited, setEdited] = useState<{ set: string; options: DraftOption[] }>()
  const [broken, setBrokenParts] = useState<ReadonlySet<string>>(new Set())
  const [strict, setStrict] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [conflict, setConflict] = useState<FieldConflict>()
  /** Parts of the panel keep what they were opened with; another round opens them anew. */
  const [round, setRound] = useState(0)
  const names = useMemo(() => namesOf(answer), [answer])

  const way: Way = offer?.way ?? (form?.source.kind === 'formula' ? 'formula' : 'input')
  const writable = way === 'input' || way === 'inverse'
  const setKey = form && choiceSettings(settingsIn(fieldType(form.type).optionsSchema))?.set
  const chosenSet = setKey === undefined ? undefined : form?.options[setKey]
  const saved = answer.optionSets.find((one) => one.key === chosenSet)
  const shared = edited && edited.set === chosenSet ? edited.options : saved?.options
  const dirty =
    form !== undefined &&
    start !== undefined &&
    (changed(start, form).length > 0 || form.type !== start.type || edited !== undefined)

  function choose(next: Offer): void {
    const fresh = newForm(next.type, sources[next.way], startingOptions(next.type))
    // A name that was typed already stays.
    const kept = form ? { ...fresh, label: form.label, help: form.help } : fresh
    setOffer(next)
    setForm(kept)
    setStart(fresh)
    setStrict(false)
    setFailure(undefined)
    setBrokenParts(new Set(['formula', 'lookup', 'rollup'].includes(next.way) ? ['formula'] : []))
    const byHand = next.way === 'input' || next.way === 'inverse'
    setRoles(rightsOf('usual', answer.roles, 'normal', byHand))
    setRound((n) => n + 1)
  }

  function change(next: FieldForm): void {
    setForm(next)
    setFailure(undefined)
    // A more private field suggests other readers, unless someone has chosen them.
    if (form && next.sensitivity !== form.sensitivity) {
      const preset = presetOf(roles, answer.roles, form.sensitivity, writable)
      if (preset === 'usual') setRoles(rightsOf('usual', answer.roles, next.sensitivity, writable))
    }
  }

  function setBroken(part: string, isBroken: boolean): void {
    setBrokenParts((old) => {
      if (old.has(part) === isBroken) return old
      const next = new Set(old)
      if (isBroken) next.add(part)
      else next.delete(part)
      return next
    })
  }

  /** What keeps it from being saved, as far as the browser can tell. */
  function objection(of: FieldForm): string | undefined {
    if (!of.label['zh-CN']?.trim() && !of.label.en?.trim()) return t('design.nameNeeded')
    if (broken.has('formula')) return t('design.formulaNeeded')
    if (broken.size > 0) return t('design.conditionBroken')
    if (of.source.kind === 'inverse' && of.source.table === '') return t('design.inverseNeeded')
    if (of.source.kind !== 'input') return undefined
    const keys = choiceSettings(settingsIn(fieldType(of.type).optionsSchema))
    const own = keys && of.options[keys.set] === undefined ? of.options[keys.options] : undefined
    if (Array.isArray(own) && own.length === 0) return t('design.optionsNeeded')
    return isFit(of.type, of.options) ? undefined : t('design.settingsNeeded')
  }

  const plain = (of: FieldForm): FieldForm => ({ ...of, options: savedSettings(of.options) as JsonObject })

  async function add(of: FieldForm): Promise<void> {
    const made = await api.post<{ key: string }>(`${design.path}/fields`, draftOf(of, { section, roles }))
    const name = labelOf(of.label, locale, made.key)
    design.changed()
    toast({
      kind: 'ok',
      message: t('design.added', { name }),
      action: { label: t('design.undo'), onSelect: () => void takeBack(made.key) },
    })
    props.onSaved(made.key, true)
  }

  async function takeBack(key: string): Promise<void> {
    try {
      await api.delete(`${design.path}/fields/${key}`)
      design.changed()
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }

  async function update(of: FieldForm, before: Field): Promise<void> {
    const patch = patchOf(plain(formOf(before)), of)
    if (Object.keys(patch).length > 0)
      await api.patch(`${design.path}/fields/${before.key}`, { ...patch, was: before })
    design.changed()
    toast({ kind: 'ok', message: t('design.saved', { name: labelOf(of.label, locale, before.key) }) })
    props.onSaved(before.key, false)
  }

  async function save(): Promise<void> {
    if (!form || busy) return
    setStrict(true)
    const objected = objection(form)
    if (objected) {
      setFailure(objected)
      return props.onRefused()
    }
    setBusy(true)
    setFailure(undefined)
    try {
      if (edited && edited.set === chosenSet && !same(edited.options, saved?.options))
        await api.put(`/bases/${design.base}/options/${edited.set}`, {
          options: savedOptions(edited.options),
        })
      await (was ? update(plain(form), was) : add(plain(form)))
    } catch (thrown) {
      if (thrown instanceof ApiFailure && thrown.error.code === 'CONFLICT' && was) await meet(was)
      else setFailure(failureText(thrown))
      props.onRefused()
    } finally {
      setBusy(false)
    }
  }

  /** Somebody else changed the field: their version is fetched and laid beside this one. */
  async function meet(before: Field): Promise<void> {
    try {
      const now = await api.get<DesignAnswer>(`${design.path}/design`)
      const theirs = now.table.fields.find((one) => one.key === before.key)
      if (!theirs || !form) return setFailure(t('design.fieldGone'))
      const met = merge(formOf(before), form, formOf(theirs))
      setWas(theirs)
      setForm(met.form)
      setStart(formOf(theirs))
      setConflict({ theirs: formOf(theirs), both: met.both, taken: met.taken })
      setRound((n) => n + 1)
      design.reload()
    } catch (thrown) {
      setFailure(failureText(thrown))
    }
  }

  /** Records go from one option to the other on the server at once; what else was typed here stays. */
  async function mergeOptions(from: DraftOption, to: DraftOption): Promise<void> {
    if (!was) return
    const shares = typeof chosenSet === 'string'
    const address = shares
      ? `/bases/${design.base}/options/${chosenSet}/merge`
      : `${design.path}/fields/${was.key}/options/merge`
    try {
      const { changed: count } = await api.post<{ changed: number }>(address, {
        from: from.value,
        to: to.value,
      })
      const now = await api.get<DesignAnswer>(`${design.path}/design`)
      const present = now.table.fields.find((one) => one.key === was.key)
      if (present && form) {
        const met = merge(formOf(was), form, formOf(present))
        setWas(present)
        setStart(formOf(present))
        setForm({ ...met.form, options: without(met.form.options, from.value) })
      }
      setEdited((old) => old && { ...old, options: old.options.filter((one) => one.value !== from.value) })
      design.changed()
      toast({ kind: 'ok', message: t('design.merged', { count }) })
    } catch (thrown) {
      toast({ kind: 'error', message: failureText(thrown) })
    }
  }

  return {
    field: was,
    form,
    setForm: change,
    offer,
    choose,
    back: () => setForm(undefined),
    way,
    names,
    section,
    setSection,
    roles,
    setRoles,
    shared,
    setShared: (options: DraftOption[]) =>
      typeof chosenSet === 'string' && setEdited({ set: chosenSet, options }),
    merge: (from: DraftOption, to: DraftOption) => void mergeOptions(from, to),
    setBroken,
    strict,
    busy,
    failure,
    dirty,
    save,
    conflict,
    round,
    /** Takes the other maker's version of these. */
    take: (which: readonly Member[]) => {
      if (!form || !conflict) return
      setForm(withMembers(form, conflict.theirs, which))
      setConflict({ ...conflict, both: conflict.both.filter((one) => !which.includes(one)) })
      setRound((n) => n + 1)
    },
    /** Keeps one's own: saving writes over theirs. */
    settle: () => setConflict(undefined),
  }
}
