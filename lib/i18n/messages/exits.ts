/** Words of what can be done with records beside reading and writing them: export, bulk changes, print, share, reveal. */
import { messages } from '../messages'

export const exits = messages({
  more: ['更多操作', 'More actions'],

  // export
  export: ['导出 CSV…', 'Export CSV…'],
  exportShort: ['导出', 'Export'],
  exportTitle: ['导出“{table}”', 'Export {table}'],
  exportScope: ['导出哪些记录', 'Which records'],
  exportTicked: ['勾选的 {count, number} 行', 'The {count, plural, one {# row} other {# rows}} ticked'],
  exportAll: ['当前视图的全部记录', 'All records of this view'],
  exportFiltered: ['符合当前筛选的全部记录', 'All records that match the filter'],
  exportWhat: [
    '按当前视图的列和排序导出，共 {columns, number} 列。被遮盖的内容导出后仍然遮盖，看不到的记录和字段不会出现在文件里。',
    'The file has the {columns, plural, one {# column} other {# columns}} and the order of this view. What is masked stays masked, and what you cannot see is not in it.',
  ],
  exportLogged: [
    '每次导出都会记入访问日志：谁、何时、导出了什么。',
    'Every export goes into the access log: who, when and what.',
  ],
  exportStart: ['导出', 'Export'],
  exporting: ['正在导出', 'Exporting'],
  exportedOf: ['已导出 {done, number} / {total, number} 行', '{done, number} of {total, number} rows'],
  exportStop: ['停止导出', 'Stop'],
  exported: [
    '已导出 {count, number} 行：{file}',
    '{count, plural, one {# row} other {# rows}} exported: {file}',
  ],
  exportCut: [
    '导出到第 {count, number} 行时中断了，没有保存文件。可能是网络断开，或者您的权限刚刚有变化。请再导出一次。',
    'The export broke off after {count, plural, one {# row} other {# rows}}, and no file was kept. The connection was lost, or your rights have just changed. Please export again.',
  ],
  exportNoColumns: ['请先在“列”里显示至少一列。', 'Show at least one column first.'],

  // rows of an import that name records
  matchUnfit: [
    '不能用来认出已有的记录。请选一个您总能看到、内容简短的字段，例如编号、电话或邮箱。',
    'records cannot be told apart by it. Choose a short field that you can always see, such as a number, a phone or an email.',
  ],
  matchTwice: [
    '前面有一行是同样的内容。请只保留其中一行。',
    'an earlier row has the same. Keep only one of them.',
  ],
  matchSeveral: [
    '有不止一条记录是这个内容，分不清是哪一条。请先把它们改成不同的，或者用另一个字段来认。',
    'more than one record has this, so it is not clear which one is meant. Make them different first, or tell records by another field.',
  ],

  // the same change to many
  needsBulk: ['需要“批量处理”权限', 'needs the right to work in bulk'],
  needsBulkLong: [
    '您的角色一次只能删除一条记录。需要批量处理时，请联系管理员。',
    'Your role deletes one record at a time. Ask an administrator for the right to work in bulk.',
  ],
  bulk: ['批量修改…', 'Edit…'],
  bulkTitle: ['修改 {count, number} 条记录', 'Edit {count, plural, one {# record} other {# records}}'],
  bulkText: [
    '选一个字段，填上新的值；勾选的记录会一起改，要么全部成功，要么都不改。',
    'Choose a field and give it a value. The ticked records change together: all of them, or none.',
  ],
  bulkField: ['字段', 'Field'],
  bulkChoose: ['选择字段…', 'Choose a field…'],
  bulkValue: ['新的值', 'New value'],
  bulkClear: ['清空这个字段', 'Clear the field'],
  bulkOpen: ['填上新的值，就会看到将修改多少条。', 'Give a value to see how many records change.'],
  bulkLooking: ['正在查看现在的值…', 'Looking at the present values…'],
  bulkWill: [
    '将修改 {count, number} 条记录。',
    '{count, plural, one {# record} other {# records}} will change.',
  ],
  bulkWillClear: [
    '将清空 {count, number} 条记录的“{label}”。',
    '“{label}” will be cleared in {count, plural, one {# record} other {# records}}.',
  ],
  bulkNone: ['没有需要修改的记录。', 'No record will change.'],
  bulkSame: [
    '{count, number} 条已经是这个值。',
    '{count, plural, one {# already has} other {# already have}} this value.',
  ],
  bulkLocked: [
    '{count, number} 条您不能修改，会保持原样。',
    '{count, plural, one {# is not yours to change and stays} other {# are not yours to change and stay}} as {count, plural, one {it is} other {they are}}.',
  ],
  bulkGone: [
    '{count, number} 条已经不在或看不到了。',
    '{count, plural, one {# is gone} other {# are gone}} or out of sight.',
  ],
  bulkStart: [
    '{count, plural, =0 {修改} other {修改 # 条}}',
    '{count, plural, =0 {Change} other {Change #}}',
  ],
  bulkStartClear: ['清空 {count, number} 条', 'Clear {count, number}'],
  bulkDone: [
    '已修改 {count, number} 条记录的“{label}”。',
    '“{label}” was changed in {count, plural, one {# record} other {# records}}.',
  ],
  bulkBack: [
    '已恢复 {count, number} 条记录。{kept, plural, =0 {} other {# 条之后又被改过，保持不变。}}',
    '{count, plural, one {# record} other {# records}} put back.{kept, plural, =0 {} one { # was changed since and stays.} other { # were changed since and stay.}}',
  ],
  bulkNoFields: ['这里没有您可以修改的字段。', 'There is no field here that you may change.'],

  // print
  print: ['打印…', 'Print…'],
  printing: ['正在准备打印', 'Getting ready to print'],
  printLoaded: ['已载入 {done, number} 行', '{done, plural, one {# row} other {# rows}} loaded'],
  printTooMany: [
    '一次最多打印 {most, number} 行，这个视图有 {total}。只打印前 {most, number} 行吗？也可以先筛选，或导出 CSV。',
    'Up to {most, number} rows are printed at a time, and this view has {total}. Print the first {most, number}? You can also filter first, or export CSV.',
  ],
  printTooManyTitle: ['行数太多', 'Many rows'],
  printFirst: ['打印前 {most, number} 行', 'Print the first {most, number}'],
  printFailed: ['没能准备好要打印的内容', 'The page for printing could not be made'],
  printRows: ['共 {count, number} 行', '{count, plural, one {# row} other {# rows}}'],
  printSome: ['前 {count, number} 行', 'the first {count, plural, one {# row} other {# rows}}'],
  printBy: ['{name} 打印于 {time}', 'Printed by {name}, {time}'],
  printNothing: ['没有记录。', 'No records.'],
  printByMenu: [
    '要打印“{table}”，请用页面上方“更多操作”里的“打印”。',
    'To print {table}, use Print under “More actions” at the top of the page.',
  ],
  printRefused: [
    '您的角色不能打印“{table}”。需要时请联系管理员。',
    'Your role may not print {table}. Ask an administrator if you need it.',
  ],

  // share
  share: ['共享…', 'Share…'],
  shareTitle: ['共享“{title}”', 'Share “{title}”'],
  shareText: [
    '让另一位成员也能看到这一条记录。对方看到哪些字段，仍由其角色决定。',
    'Opens this one record to another member. Which fields they see is still up to their roles.',
  ],
  person: ['成员', 'Member'],
  shareWith: ['共享给', 'Share with'],
  shareMay: ['可以', 'They may'],
  shareRead: ['查看', 'View'],
  shareEdit: ['查看和修改', 'View and edit'],
  shareOf: ['{name} 可以', '{name} may'],
  shareAdd: ['共享', 'Share'],
  shareNone: ['还没有单独共享给任何人。', 'Not shared with anybody yet.'],
  shareList: ['已共享给', 'Shared with'],
  shareRemove: ['不再共享给 {name}', 'Stop sharing with {name}'],
  shareAdded: ['已共享给{name}。', 'Shared with {name}.'],
  shareChanged: ['已更新 {name} 的共享。', 'What {name} may do was updated.'],
  shareRemoved: ['不再共享给 {name}。', 'No longer shared with {name}.'],
  shareShut: [
    '{name} 的角色没有“共享给自己的记录”这条规则，所以还看不到。请管理员在“权限”里给其角色的“查看”加上这一条。',
    'The roles of {name} have no rule “Shared with them”, so this does not open the record yet. An administrator can add it to what a role may view, under Rights.',
  ],
  shareToRights: ['打开权限', 'Open rights'],
  shareFailed: ['共享情况没有加载出来', 'The shares did not load'],
  shareSelf: ['不能共享给自己。', 'A record cannot be shared with oneself.'],

  // reveal
  reveal: ['查看原值…', 'Show value…'],
  revealOf: ['查看“{label}”的原值', 'Show the value of “{label}”'],
  revealTitle: ['查看“{label}”的原值', 'Show “{label}”'],
  revealText: [
    '请写明原因。谁、何时、为什么查看了哪条记录，都会记入访问日志。',
    'Say why. Who looked at which record, when and for what reason goes into the access log.',
  ],
  revealReason: ['原因', 'Reason'],
  revealExample: ['例如：客户来电核对信息', 'Such as: the customer called to check'],
  revealRecent: ['最近用过的原因', 'Reasons used lately'],
  revealShow: ['查看', 'Show'],
  revealed: ['“{label}”的原值', 'The value of “{label}”'],
  revealLeft: [
    '{seconds} 秒后重新遮盖',
    'Masked again in {seconds, plural, one {# second} other {# seconds}}',
  ],
  revealOver: ['已重新遮盖。', 'Masked again.'],
  revealEmpty: ['这里没有填写内容。', 'There is nothing in this cell.'],
  revealAgain: ['再次查看', 'Show again'],
  revealCopy: ['复制', 'Copy'],
  revealCopied: ['已复制。', 'Copied.'],
  revealNotCopied: [
    '浏览器不允许复制，请手动选择。',
    'The browser did not allow copying. Please select the text.',
  ],

  // tables that take records and show none
  submitTitle: ['向“{table}”提交记录', 'Add to {table}'],
  submitHint: [
    '您可以在这里提交新记录。提交后由负责的同事处理，您这里不会显示已提交的内容。',
    'You can add records here. Those in charge take it from there; what has been added is not shown to you.',
  ],
  submitAdd: ['新建记录', 'Add a record'],
  submitThanks: ['已收到，谢谢！', 'Thank you, it has arrived.'],
  handedOver: [
    '已移交：{count, number} 条记录不再在您的可见范围内。',
    'Handed over: {count, plural, one {# record is} other {# records are}} out of your sight now.',
  ],
  createdUnseen: [
    '记录已保存，但不在您的可见范围内，所以列表里看不到。',
    'The record was saved. It is out of your sight, so the list does not show it.',
  ],
})
