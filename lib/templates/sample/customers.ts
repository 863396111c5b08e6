/** One customer with its contacts: what is not given follows from chance. */
import { salespeople } from './people'
import type { Chance } from './random'
import { brandName, departments, jobTitles, organisationEndings, personName } from './words/names'
import { addressIn, type Region } from './words/places'
import type { Cell, Draft, Words, World } from './world'

export type Kind = 'individual' | keyof typeof organisationEndings
export type Status = 'prospect' | 'interested' | 'won' | 'loyal' | 'churned'

/** A customer and what the other tables need to know of it. */
export interface Customer {
  draft: Draft
  name: string
  kind: Kind
  owner: string | undefined
  acquired: number
  /** Days ago of the valid orders to come, oldest first, and what one is worth. */
  buys: number[]
  value: [number, number]
  talks: number
  contacts: Draft[]
  status: Status
}

/** What is chosen for a customer; everything else follows from it or from chance. */
export interface Profile {
  name: Words
  kind: Kind
  region: Region
  source: string
  demand: string | undefined
  owner: string | undefined
  acquired: number
  /** How many contacts it has; individuals speak for themselves. */
  contacts: number
  status: Status
  buys?: number[]
  value?: [number, number]
  talks?: number
  fields?: Record<string, Cell>
}

const tags = ['decision_pending', 'negotiating', 'uses_competitor', 'reference', 'needs_executive_visit']

/** `Lin Xiaohe` → `linxiaohe7@example.com`. */
const mailOf = (english: string, n: number): string =>
  `${english
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 40)}${n}@example.com`

/** The next name that fits the kind. */
export function nextName(world: World, random: Chance, kind: Kind): Words {
  if (kind === 'individual') return personName(world.next('person'))
  const [zh, en] = brandName(world.next('brand'))
  const [end, ending] = random.pick<Words>(organisationEndings[kind])
  return [`${zh}${end}`, `${en} ${ending.trim()}`]
}

export function addCustomer(world: World, random: Chance, profile: Profile): Customer {
  const { kind, owner, acquired, status } = profile
  const alone = kind === 'individual'
  const n = world.next('customer')
  const address = addressIn(world, random, profile.region)
  const elsewhere = random.happens(0.15)
  const email = mailOf(profile.name[1], n)
  const draft = world.add(
    'customers',
    { ago: acquired, minute: random.between(480, 520) },
    {
      name: world.say(profile.name),
      customer_kind: kind,
      gender: alone ? random.pick(['male', 'female', 'undisclosed']) : undefined,
      birth_date: alone
        ? `${random.between(1958, 2003)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
        : undefined,
      phone: world.phone(),
      email: random.happens(0.85) ? email : undefined,
      wechat: random.happens(0.6) ? `tian_${1000 + n}` : undefined,
      address,
      shipping_address: elsewhere ? addressIn(world, random, profile.region) : address,
      vip_level: profile.talks && profile.talks >= 12 ? 'vip' : 'regular',
      demand_type: profile.demand,
      tags: random.happens(0.3) ? [random.pick(tags)] : undefined,
      source: profile.source,
      acquired_at: world.day(acquired),
      owner,
      collaborators: random.happens(0.08)
        ? [random.pick(salespeople.filter((person) => person !== owner))]
        : undefined,
      marketing_consent: random.happens(0.72),
      notes: random.happens(0.2) ? world.say(random.pick(remarks)) : undefined,
      ...profile.fields,
    },
  )
  const customer: Customer = {
    draft,
    name: world.say(profile.name),
    kind,
    owner,
    acquired,
    buys: profile.buys ?? [],
    value: profile.value ?? [0, 0],
    talks: profile.talks ?? 0,
    contacts: [],
    status,
  }
  for (let i = 0; i < profile.contacts; i++) addContact(world, random, customer, i === 0)
  return customer
}

const two = (n: number): string => String(n).padStart(2, '0')

const remarks: Words[] = [
  ['偏好微信沟通，下午联系比较方便。', 'Prefers WeChat; afternoons suit best.'],
  ['开票抬头与公司名称一致，按月结算。', 'Invoice to the company name, monthly settlement.'],
  ['对交付时间要求高，提前一周确认。', 'Strict about delivery dates; confirm a week ahead.'],
  ['由老客户介绍，注意维护关系。', 'Introduced by an existing customer; look after this one.'],
  ['年底有采购预算，九月前后跟进。', 'Has a year-end budget; follow up around September.'],
]

/** A contact; the first one becomes the customer's primary contact. */
export function addContact(world: World, random: Chance, customer: Customer, primary: boolean): Draft {
  const name = personName(world.next('person'))
  const n = world.next('contact')
  const contact = world.add(
    'contacts',
    { ago: customer.acquired, minute: customer.draft.at.minute + 1 + customer.contacts.length },
    {
      name: world.say(name),
      customer: customer.draft,
      is_primary: primary,
      department: world.say(random.pick(departments)),
      job_title: world.say(random.pick(jobTitles)),
      role: primary
        ? random.pick(['decision_maker', 'decision_maker', 'gatekeeper'])
        : random.pick(['evaluator', 'influencer', 'user', 'finance', 'gatekeeper']),
      gender: random.pick(['male', 'female']),
      birth_date: random.happens(0.3)
        ? `${random.between(1968, 1999)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
        : undefined,
      phone: world.phone(),
      email: random.happens(0.8) ? mailOf(name[1], 1000 + n) : undefined,
      wechat: random.happens(0.5) ? `tian_c${1000 + n}` : undefined,
      preferred_method: random.pick(['phone', 'social', 'email', 'visit', 'meeting', 'sms', 'video']),
      marketing_consent: random.happens(0.6),
      do_not_contact: random.happens(0.03),
      left_company: false,
    },
  )
  customer.contacts.push(contact)
  if (primary) customer.draft.later.primary_contact = contact
  return contact
}
