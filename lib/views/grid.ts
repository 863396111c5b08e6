/** The grid as a view type: what it is called and how it looks in a menu. */
import type { ViewType } from './type'

export const grid: ViewType = {
  name: 'grid',
  label: { 'zh-CN': '表格', en: 'Grid' },
  help: {
    'zh-CN': '像电子表格一样逐行查看和填写。',
    en: 'Row by row, to read and fill in as in a spreadsheet.',
  },
  icon: 'table-2',
}
