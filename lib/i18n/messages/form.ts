/** Words of the create form and of every field control in a form. */
import { messages } from '../messages'

export const form = messages({
  title: ['新建{table}', 'New record · {table}'],
  save: ['保存', 'Save'],
  saveAndAdd: ['保存并继续新建', 'Save and add another'],
  created: ['已新建“{title}”', '“{title}” was created'],
  open: ['打开', 'Open'],
  createdUntitled: ['已新建一条记录', 'The record was created'],
  more: ['更多字段', 'More fields'],
  fieldCount: ['{count} 个字段', '{count, plural, one {# field} other {# fields}}'],
  wrongCount: ['{count} 处需要修改', '{count, plural, one {# to correct} other {# to correct}}'],
  required: ['请填写“{label}”', 'Please fill in “{label}”'],
  wrongTitle: [
    '还有 {count} 处需要修改，改好后再保存：',
    '{count, plural, one {One field needs} other {# fields need}} a correction before this can be saved:',
  ],
  offline: [
    '连接不上服务器，内容还在这里。请检查网络后再保存一次。',
    'The server cannot be reached. What you typed is still here: check the connection and save again.',
  ],
  throwAwayTitle: ['放弃已填写的内容？', 'Throw away what you typed?'],
  throwAwayText: [
    '这条{table}还没有保存，关闭后填写的内容会丢失。',
    'This record of “{table}” has not been saved. Closing loses what you typed.',
  ],
  throwAway: ['放弃', 'Throw away'],
  notAllowed: [
    '您不能在“{table}”中新建记录。如有需要，请联系管理员。',
    'You cannot add records to “{table}”. Ask an admin if you need to.',
  ],
  loadFailed: ['表单没有打开', 'The form did not open'],
})
