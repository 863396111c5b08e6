/**
 * Sample data of customer management: 260 customers and everything around them, the same on every machine.
 * In both languages ids, numbers and dates are the same; only texts differ.
 */
import type { Locale } from '@/lib/i18n/labels'
import { addCustomers } from './archetypes'
import { addEdges } from './edges'
import { addGrades } from './grades'
import { addLifecycle } from './lifecycle'
import { addReceivables } from './money'
import { addOrders } from './orders'
import { people, teams } from './people'
import { addProducts } from './products'
import { addRequests, addSurveys } from './service'
import { addTalks } from './talks'
import { addNeeds, addPreferences } from './wishes'
import { asOf, type Sample, World } from './world'

export type { Sample, SampleRow } from './world'
export { asOf, patterns } from './world'

/** The sample as of `today` (`YYYY-MM-DD`); without it as of the fixed day of the worked example. */
export function generateSample(locale: Locale, { today = asOf }: { today?: string } = {}): Sample {
  const world = new World(locale, today)
  const products = addProducts(world)
  const edges = addEdges(world, products)
  const regular = addCustomers(world)
  const bought = addOrders(world, regular, products)
  const customers = [...regular, ...edges.customers]
  const orders = [...bought, ...edges.orders]

  addTalks(world, regular, products)
  const requests = addRequests(world, bought)
  const surveys = [...addSurveys(world, bought, requests), ...edges.surveys]
  addNeeds(world, regular, products, surveys)
  addPreferences(world, regular, products)
  addReceivables(world, bought)
  addLifecycle(world, customers, orders, edges.wonBack)
  addGrades(world, customers)
  return world.finish(people(locale), teams(locale))
}
