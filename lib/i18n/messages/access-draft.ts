/** Words of the rights page: the draft, what publishing it does, what others did meanwhile, the history. */
import { messages } from '../messages'

export const accessDraft = messages({
  unsaved: ['草稿有修改', 'in the draft'],
  draft: ['草稿 · {count} 处修改', '{count, plural, one {Draft · # change} other {Draft · # changes}}'],
  kept: ['已自动保存，尚未生效', 'kept, not in force yet'],
  keeping: ['正在保存…', 'saving…'],
  notKept: ['草稿没有保存：{message}', 'The draft was not kept: {message}'],
  problems: ['{count} 处需要改正', '{count, plural, one {# thing to correct} other {# things to correct}}'],
  showChanges: ['查看修改', 'Show changes'],
  takeBack: ['撤销这一处', 'Take this back'],
  undo: ['撤销上一步（Ctrl+Z）', 'Undo the last edit (Ctrl+Z)'],
  discard: ['放弃草稿', 'Discard draft'],
  discardTitle: ['放弃草稿？', 'Discard the draft?'],
  discardText: [
    '{count} 处修改会丢失，现行的权限不受影响。',
    '{count, plural, one {# change is} other {# changes are}} lost. The rights in force stay as they are.',
  ],
  leaveTitle: ['离开而不保存？', 'Leave without saving?'],
  leaveText: [
    '草稿里最近的修改没有保存成功，离开后会丢失。',
    'The last edits of the draft could not be kept and would be lost.',
  ],
  leave: ['离开', 'Leave'],
  publish: ['发布…', 'Publish…'],
  publishTitle: [
    '发布 {count} 处权限修改',
    '{count, plural, one {Publish # change of rights} other {Publish # changes of rights}}',
  ],
  publishHint: [
    '发布后立即对所有人生效，一起记入权限历史，可以撤销。',
    'They hold for everybody at once, and stand in the history of rights as one change that can be undone.',
  ],
  publishNow: ['发布，立即生效', 'Publish now'],
  published: ['权限已发布，立即生效', 'The rights are published and hold from now on'],
  publishWrong: [
    '有 {count} 处需要先改正，已在页面上标出。',
    '{count, plural, one {# thing has} other {# things have}} to be corrected first; they are marked on the page.',
  ],
  notPublishable: [
    '草稿还没有保存好，请稍后再试。',
    'The draft is not kept yet. Please try again in a moment.',
  ],
  goOn: ['继续修改', 'Go on editing'],
  counting: ['正在计算影响…', 'counting…'],
  touchesPeople: [
    '{count, plural, =0 {目前没有成员} other {影响 {count} 位成员}}',
    '{count, plural, =0 {nobody has it at present} one {touches # member} other {touches # members}}',
  ],
  ifAnybody: ['以后有人用这个角色时：', 'for whoever gets it:'],
  gained: ['{count} 条记录变为可见', '{count} records become visible'],
  lost: ['{count} 条记录不再可见', '{count} records disappear from view'],
  shownOtherwise: ['{count} 条记录显示的内容有变', '{count} records show more or less'],
  noneTouched: ['目前没有记录受影响', 'no record of today is touched'],
  moreThan: ['超过 {count}', 'more than {count}'],
  examined: ['只核对了 {all} 人中的 {some} 人', 'looked at {some} of {all} people only'],
  uncounted_slow: ['记录太多，没有数完', 'too many records to count in time'],
  uncounted_nobody: ['还没有人有这个角色，无法计算', 'nobody has the role, so there is nothing to count'],
  trueForNobody: [
    '“{verbs}”的规则目前不会让任何人看到任何记录，请确认',
    'the rule for “{verbs}” lets nobody at any record of today; is that meant?',
  ],
  news: [
    '其他管理员改了 {count} 处权限，您的修改已接在后面。',
    '{count, plural, one {Another administrator made # change} other {Another administrator made # changes}}. Yours were put on top.',
  ],
  newsConflicts: [
    '其他管理员同时改了权限，有 {conflicts} 处和您改的是同一格。',
    'Another administrator changed rights as well; {conflicts, plural, one {# cell is} other {# cells are}} the same as yours.',
  ],
  newsTitle: ['其他管理员的修改', 'What another administrator changed'],
  conflicts: [
    '{count} 处双方都改了',
    '{count, plural, one {# place both changed} other {# places both changed}}',
  ],
  conflictsHint: [
    '箭头前是对方的，箭头后是您的。现在草稿里是您的；也可以改用对方的。',
    'Theirs stands before the arrow, yours after it. The draft has yours; you can take theirs instead.',
  ],
  takeTheirs: ['用对方的', 'Take theirs'],
  theirs: ['对方的修改', 'Their changes'],
  look: ['查看', 'Look'],
  understood: ['知道了', 'All right'],
  history: ['权限历史', 'History'],
  historyTitle: ['权限历史', 'History of rights'],
  historyHint: [
    '每次发布、新建和删除角色都在这里，30 天内可以撤销。',
    'Every publication, and every role that was made or deleted. For 30 days each can be undone.',
  ],
  changedFields: [
    '{names}和另外 {more} 个字段',
    '{names} and {more, plural, one {# more field} other {# more fields}}',
  ],
  changedName: ['名称：{from} → {to}', 'Name: {from} → {to}'],
  changedActions: ['操作：{before} → {after}', 'Actions: {before} → {after}'],
})
