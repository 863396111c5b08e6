/** The placeholder members who own the sample rows; they cannot sign in. */
import type { Locale } from '@/lib/i18n/labels'
import type { Sample } from './world'

const cast = [
  ['admin', 'admin', '周知远', 'Zhou Zhiyuan'],
  ['manager_1', 'sales_manager', '林小溪', 'Lin Xiaoxi'],
  ['manager_2', 'sales_manager', '高望舒', 'Gao Wangshu'],
  ['sales_1', 'salesperson', '陈小满', 'Chen Xiaoman'],
  ['sales_2', 'salesperson', '吴雨桐', 'Wu Yutong'],
  ['sales_3', 'salesperson', '许知禾', 'Xu Zhihe'],
  ['sales_4', 'salesperson', '何青野', 'He Qingye'],
  ['sales_5', 'salesperson', '沈一舟', 'Shen Yizhou'],
  ['sales_6', 'salesperson', '罗星野', 'Luo Xingye'],
  ['service_1', 'customer_service', '唐初晴', 'Tang Chuqing'],
  ['service_2', 'customer_service', '孟半夏', 'Meng Banxia'],
  ['marketing_1', 'marketing', '叶疏影', 'Ye Shuying'],
  ['finance_1', 'finance', '卢秋实', 'Lu Qiushi'],
  ['viewer_1', 'viewer', '简冬青', 'Jian Dongqing'],
] as const

const itemOf = (key: (typeof cast)[number][0]): string => `crm.person.${key}`

export const people = (locale: Locale): Sample['people'] =>
  cast.map(([key, role, zh, en]) => ({ item: itemOf(key), name: locale === 'en' ? en : zh, role }))

export const admin = itemOf('admin')
export const managers = [itemOf('manager_1'), itemOf('manager_2')]
export const salespeople = (['sales_1', 'sales_2', 'sales_3', 'sales_4', 'sales_5', 'sales_6'] as const).map(
  itemOf,
)
export const servicePeople = [itemOf('service_1'), itemOf('service_2')]
/** Two sales teams, each with its manager, under one department. */
export const teams = (locale: Locale): Sample['teams'] => {
  const [department, first, second] =
    locale === 'en' ? ['Sales', 'Sales team 1', 'Sales team 2'] : ['销售部', '销售一组', '销售二组']
  return [
    { name: department!, managers: [], members: [] },
    { name: first!, parent: department!, managers: [managers[0]!], members: salespeople.slice(0, 3) },
    { name: second!, parent: department!, managers: [managers[1]!], members: salespeople.slice(3) },
  ]
}
export const accountant = itemOf('finance_1')
