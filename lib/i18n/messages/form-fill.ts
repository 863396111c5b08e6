/** Words for filling in a form: as a member and by a public link. */
import { messages } from '../messages'

export const formFill = messages({
  // steps
  steps: ['填写步骤', 'Steps'],
  step: ['第 {number} 步，共 {count} 步', 'Step {number} of {count}'],
  stepName: ['第 {number} 步', 'Step {number}'],
  back: ['上一步', 'Back'],
  next: ['下一步', 'Next'],
  submit: ['提交', 'Submit'],
  nothingHere: ['这里没有需要填写的内容。', 'There is nothing to fill in here.'],
  fixed: ['已预先填好，不能修改', 'Filled in already; it cannot be changed'],
  wrongTitle: [
    '还有 {count} 处需要修改，改好后再继续。',
    '{count, plural, one {One answer needs} other {# answers need}} a correction before you can go on.',
  ],
  offline: [
    '连接不上服务器，填写的内容还在这里。请检查网络后再提交一次。',
    'The server cannot be reached. What you typed is still here: check the connection and submit again.',
  ],

  // rows
  rowCount: ['{count} 行', '{count, plural, one {# row} other {# rows}}'],
  rowsBetween: ['请填写 {min} 到 {max} 行', '{min} to {max} rows'],
  rowsAtLeast: ['至少 {min} 行', 'at least {min, plural, one {# row} other {# rows}}'],
  rowsAtMost: ['最多 {max} 行', 'at most {max, plural, one {# row} other {# rows}}'],
  dot: [' · ', ' · '],
  rowNumber: ['序号', 'No.'],
  rowTitle: ['第 {number} 行', 'Row {number}'],
  rowActions: ['操作', 'Actions'],
  addRow: ['添加一行', 'Add a row'],
  duplicateRow: ['复制第 {number} 行', 'Duplicate row {number}'],
  removeRow: ['去掉第 {number} 行', 'Remove row {number}'],
  rowRemoved: ['已从“{name}”去掉一行', 'A row was removed from “{name}”'],
  undo: ['撤销', 'Undo'],
  noRows: ['还没有内容', 'Nothing here yet'],
  sum: ['合计', 'Sum'],
  sumOf: ['{label}合计', '{label} in total'],
  pasted: ['已粘贴 {count} 格', '{count, plural, one {# cell was} other {# cells were}} pasted'],
  pastedSome: [
    '已粘贴 {count} 格，另有 {left} 格放不下',
    '{count, plural, one {# cell was} other {# cells were}} pasted; {left} had no place',
  ],
  tooFewRows: ['请至少填写 {min} 行', 'Please fill in at least {min, plural, one {# row} other {# rows}}'],
  tooManyRows: ['最多只能填写 {max} 行', 'No more than {max, plural, one {# row} other {# rows}}, please'],

  // drafts
  draftSaved: ['草稿已于 {time} 保存', 'Draft saved at {time}'],
  draftRestored: ['已恢复上次填写的内容', 'What you typed last time is back'],
  draftFailed: ['草稿没有保存，联网后会再试', 'The draft is not saved; it will be tried again'],
  discard: ['清空重填', 'Start over'],
  discardTitle: ['清空已填写的内容？', 'Clear everything you typed?'],
  discardText: [
    '草稿会被删除，表单从头开始填写。',
    'The draft is deleted and the form begins from the start.',
  ],

  // consent
  consent: ['我已阅读并同意以上内容', 'I have read this and agree'],
  consentText: ['须知内容', 'What you agree to'],
  consentVersion: ['版本 {version}', 'Version {version}'],
  consentMissing: ['请先勾选同意，再提交', 'Please tick the box before you submit'],

  // afterwards and instead
  thanks: ['提交成功，谢谢！', 'Thank you, it has been sent'],
  thanksText: ['我们已经收到您填写的内容。', 'We have received what you filled in.'],
  saved: ['已保存', 'Saved'],
  savedText: ['记录已经保存。', 'The record has been saved.'],
  again: ['再填一份', 'Fill in another one'],
  openRecord: ['查看记录', 'Open the record'],
  redirecting: ['正在前往 {address} …', 'Taking you to {address} …'],
  goNow: ['现在前往', 'Go now'],
  closed: ['表单已停止收集', 'This form is closed'],
  closedHint: [
    '收集时间已经结束。如有疑问，请联系发给您链接的人。',
    'The time to send it has passed. If you have questions, ask whoever gave you the link.',
  ],
  full: ['名额已满', 'This form is full'],
  fullHint: [
    '已经收到足够的份数。如有疑问，请联系发给您链接的人。',
    'As many as were wanted have been sent. If you have questions, ask whoever gave you the link.',
  ],
  gone: ['找不到这个表单', 'This form cannot be found'],
  goneHint: [
    '链接可能已经失效，或者没有复制完整。请向发给您链接的人索要新的链接。',
    'The link may no longer be valid, or a part of it is missing. Ask whoever sent it for a new one.',
  ],
  badLink: ['这个链接不能用了', 'This link no longer works'],
  badLinkHint: [
    '它被改动过，或者已经过期。请向发给您链接的人索要新的链接。',
    'It was changed, or it is too old. Ask whoever sent it for a new one.',
  ],
  changedNotice: [
    '表单刚刚更新过。您填写的内容还在，请看一遍再提交。',
    'The form was just changed. What you typed is still here: please look it over and submit again.',
  ],
  ticketNotice: [
    '这个页面放得太久了，我们重新打开了表单。您填写的内容还在，请再提交一次。',
    'This page was open for too long, so the form was opened anew. What you typed is still here: please submit again.',
  ],
  backTo: ['返回', 'Back'],
  language: ['语言', 'Language'],
  madeWith: ['由 Tian 提供', 'Made with Tian'],
  preview: ['预览：内容不会被保存', 'Preview: nothing is saved'],
})
