/** Words of the trash: the deleted records of a table. */
import { messages } from '../messages'

export const trash = messages({
  title: ['回收站', 'Trash'],
  back: ['返回“{table}”', 'Back to {table}'],
  hint: [
    '删除的记录保留 30 天，期间可以恢复。',
    'Deleted records stay here for 30 days and can be restored until then.',
  ],
  records: ['回收站里的记录', 'Records in the trash'],
  count: ['共 {count, number} 条', '{count, plural, one {# record} other {# records}}'],
  countAtLeast: ['超过 {count, number} 条', 'more than {count, plural, one {# record} other {# records}}'],
  select: ['选择“{title}”', 'Select “{title}”'],
  selectAll: ['全选', 'Select all'],
  selected: ['已选 {count, number} 条', '{count, number} selected'],
  restore: ['恢复', 'Restore'],
  restoreOne: ['恢复“{title}”', 'Restore “{title}”'],
  restored: ['已恢复“{title}”', '“{title}” is back'],
  restoredMany: [
    '已恢复 {count, number} 条记录',
    '{count, plural, one {# record is} other {# records are}} back',
  ],
  loadMore: ['加载更多', 'Load more'],
  empty: ['回收站是空的', 'The trash is empty'],
  emptyHint: [
    '“{table}”里删除的记录会在这里保留 30 天，期间可以恢复。',
    'Records deleted from {table} stay here for 30 days and can be restored until then.',
  ],
  failed: ['回收站没有加载出来', 'The trash did not load'],
  refused: ['您没有使用这个回收站的权限', 'You do not have access to this trash'],
  refusedHint: [
    '可以删除记录的人才能看到回收站。如需使用，请联系管理员。',
    'It is for people who may delete records here. Ask an administrator if you need it.',
  ],
})
