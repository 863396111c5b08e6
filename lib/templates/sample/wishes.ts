/** What customers need and prefer. */
import type { Customer } from './customers'
import type { Product } from './products'
import { chance } from './random'
import type { Survey } from './service'
import { needs, preferences } from './words/wishes'
import type { Draft, Words, World } from './world'

const categories = {
  product_function: 20,
  quality: 12,
  price: 16,
  service: 18,
  delivery: 12,
  customisation: 10,
  technical_support: 9,
  other: 3,
}
const types = {
  product: 20,
  service: 14,
  brand: 12,
  price: 14,
  communication: 16,
  time: 12,
  feature: 8,
  other: 4,
}
const features = ['reporting', 'mobile', 'integration', 'permissions', 'automation', 'bulk_import']
const sources = ['survey', 'meeting', 'phone', 'purchase_history', 'service', 'online']

export function addNeeds(world: World, customers: Customer[], products: Product[], surveys: Survey[]): void {
  const random = chance('needs')
  // Whoever has not bought and is not interested has told us of no need yet.
  const asking = customers.filter(({ status }) => status !== 'prospect')
  const activities = firstOf(world.of('activities'))
  for (const category of random.shares(300, categories)) {
    const customer = random.pick(asking)
    const product = random.pick(products)
    const say = (words: Words) => world.say(words).replace('{product}', product.name)
    const ago = Math.min(random.between(1, 400), customer.acquired)
    const status =
      ago > 60
        ? random.pick(['met', 'met', 'met', 'in_solution', 'dropped'])
        : random.pick(['new', 'new', 'analysing', 'in_solution', 'met'])
    const [impact, urgency] = [random.between(1, 5), random.between(1, 5)]
    const source = random.pick(sources)
    const text = needs[category]!
    world.add(
      'needs',
      { ago, minute: random.between(540, 1080) },
      {
        title: say(text.title),
        customer: customer.draft,
        kind: random.pick(['main', 'main', 'main', 'potential', 'feedback']),
        category,
        detail: say(text.detail),
        product: product.draft,
        product_feature:
          category === 'product_function'
            ? [random.pick(features), random.pick(features)].filter(once)
            : undefined,
        source,
        raised_at: world.day(ago),
        impact,
        urgency,
        activity: source === 'phone' || source === 'meeting' ? activities.get(customer.draft) : undefined,
        survey:
          source === 'survey' ? surveys.find((survey) => survey.customer === customer)?.draft : undefined,
        status,
        solution: status === 'met' || status === 'in_solution' ? say(text.solution) : undefined,
        special_attention: impact * urgency >= 20,
        met_at: status === 'met' ? world.day(Math.max(0, ago - random.between(1, 40))) : undefined,
      },
    )
  }
}

export function addPreferences(world: World, customers: Customer[], products: Product[]): void {
  const random = chance('preferences')
  for (const type of random.shares(260, types)) {
    const customer = random.pick(customers)
    const product = random.pick(products)
    const ago = Math.min(random.between(1, 500), customer.acquired)
    const about = type === 'product' || type === 'feature'
    world.add(
      'preferences',
      { ago, minute: random.between(540, 1080) },
      {
        customer: customer.draft,
        preference_type: type,
        product: about ? product.draft : undefined,
        category: about ? product.draft.fields.category : undefined,
        detail: world.say(random.pick(preferences[type]!)).replace('{product}', product.name),
        strength: random.between(2, 5),
        source: random.pick(sources),
        recorded_at: world.day(ago),
      },
    )
  }
}

const once = <T>(value: T, index: number, list: T[]): boolean => list.indexOf(value) === index

const firstOf = (activities: Draft[]): Map<unknown, Draft> =>
  new Map(activities.map((activity) => [activity.fields.customer, activity] as const).reverse())
