/** Words of a record's history. */
import { messages } from '../messages'

export const history = messages({
  create: ['新建了这条记录', 'created this record'],
  update: ['修改了记录', 'made changes'],
  delete: ['删除了这条记录', 'deleted this record'],
  restore: ['恢复了这条记录', 'restored this record'],
  share: ['把这条记录共享给了 {name}', 'shared this record with {name}'],
  unshare: ['不再把这条记录共享给 {name}', 'stopped sharing this record with {name}'],
  door_page: ['在页面中', 'in the app'],
  door_form: ['通过表单', 'through a form'],
  door_api: ['通过 API', 'through the API'],
  door_import: ['通过导入', 'by import'],
  door_template: ['随模板安装', 'with a template'],
  door_command: ['通过命令行', 'by a command'],
  before: ['之前：', 'Before: '],
  after: ['之后：', 'After: '],
  unreadable: ['修改的字段您无权查看', 'The fields that changed are not visible to you'],
  more: ['查看更早的记录', 'Show earlier'],
  empty: ['还没有历史', 'No history yet'],
  emptyHint: ['修改这条记录后，每一次改动都会列在这里。', 'Every change to this record will be listed here.'],
  loadFailed: ['历史没有加载出来', 'The history did not load'],
})
