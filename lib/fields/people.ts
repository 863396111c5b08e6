/** Words about people that the cells of user and users need wherever they are printed. */
import { type Labels, type Locale, labelOf } from '@/lib/i18n/labels'

const unknown: Labels = { 'zh-CN': '未知人员', en: 'Unknown person' }
export const unknownPerson = (locale: Locale): string => labelOf(unknown, locale)
