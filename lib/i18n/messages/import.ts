/** Words of importing records from a file: the file, its columns, what was checked, and what came of it. */
import { messages } from '../messages'

export const importing = messages({
  menu: ['导入…', 'Import…'],
  title: ['导入到“{table}”', 'Import into {table}'],
  back: ['返回“{table}”', 'Back to {table}'],
  refused: ['您的角色不能向“{table}”导入记录', 'Your role may not import records into {table}'],
  refusedHint: ['需要时请联系管理员。', 'Ask an administrator if you need it.'],
  steps: ['导入的步骤', 'Steps of the import'],
  stepSource: ['选择文件', 'File'],
  stepColumns: ['对应字段', 'Columns'],
  stepCheck: ['检查', 'Check'],
  stepRun: ['导入', 'Import'],
  previous: ['上一步', 'Back'],

  // the file
  sourceTitle: ['选择要导入的文件', 'Choose a file'],
  limits: [
    'Excel、WPS 的 .xlsx，或 .csv；最多 {rows, number} 行、{megabytes} MB。导入前会先检查，不会马上写入。',
    '.xlsx or .csv, up to {rows, number} rows and {megabytes} MB. Everything is checked first; nothing is written yet.',
  ],
  drop: ['把文件拖到这里，或者', 'Drop a file here, or'],
  choose: ['选择文件', 'Choose a file'],
  opening: ['正在打开…', 'Opening…'],
  pasteLabel: ['也可以粘贴从表格里复制的内容', 'Or paste cells copied from a spreadsheet'],
  pastePlaceholder: [
    '在表格里选中要导入的内容（连同表头）复制，粘贴到这里',
    'Copy cells with their headings in a spreadsheet and paste them here',
  ],
  pasteUse: ['用粘贴的内容', 'Use what was pasted'],
  pasted: ['粘贴的内容', 'Pasted cells'],

  // what is no table
  fileTooLarge: [
    '文件太大，最多 {max} MB。请分成几个文件，或删去图片再试。',
    'The file is too large: at most {max} MB. Split it, or remove its pictures.',
  ],
  unreadable: [
    '文件没能读出来，可能刚被移走或正在使用。请关闭后重新选择。',
    'The file could not be read. It may have been moved or be in use: close it and choose it again.',
  ],
  empty: ['文件里没有内容。请填上数据后再选择。', 'The file is empty. Fill it in and choose it again.'],
  nothingPasted: ['没有粘贴到内容，请先在表格里复制。', 'Nothing was pasted. Copy some cells first.'],
  notTable: [
    '这不是表格文件。请选择 .xlsx 或 .csv 文件。',
    'This is not a table. Choose an .xlsx or .csv file.',
  ],
  notSheet: [
    '文件里没有找到工作表。请用 Excel 或 WPS 打开，另存为 .xlsx 再选择。',
    'No sheet was found in this file. Open it in a spreadsheet program and save it as .xlsx.',
  ],
  oldWorkbook: [
    '这是旧版 .xls 文件，或加了打开密码。请用 Excel 或 WPS 另存为不带密码的 .xlsx，再选择那个文件。',
    'This is an old .xls file, or it needs a password. Save it as .xlsx without a password and choose that.',
  ],
  webPage: [
    '这个文件其实是网页，有些系统导出的 .xls 就是这样。请用 Excel 或 WPS 打开，另存为 .xlsx，再选择那个文件。',
    'This file is a web page in disguise, as some systems export it. Open it in a spreadsheet program, save it as .xlsx and choose that.',
  ],
  broken: [
    '文件已损坏，打不开。请用 Excel 或 WPS 打开看看，另存一份再试。',
    'The file is damaged. Open it in a spreadsheet program, save a copy and choose that.',
  ],
  unpacksTooLarge: [
    '文件解压后过大，没有打开。请只留下要导入的那张工作表，另存后再试。',
    'Unpacked, this file is far too large, so it was not opened. Keep only the sheet to import, save it and try again.',
  ],
  tooManyRows: [
    '超过 {max, number} 行。请分成几个文件，一个一个导入。',
    'More than {max, number} rows. Split the file and import one part after the other.',
  ],
  tooManyColumns: [
    '超过 {max, number} 列。请只留下要导入的列再试。',
    'More than {max, number} columns. Keep only those to import.',
  ],
  headerOnly: [
    '只有表头，没有数据。请在表头下面填上记录再选择。',
    'There are headings and nothing below them. Fill in some rows and choose the file again.',
  ],
  sheetEmpty: ['这张工作表是空的，请换一张。', 'This sheet is empty. Choose another one.'],

  // its columns
  columnsTitle: ['每一列导入到哪个字段', 'Where each column goes'],
  rows: ['{count, number} 行', '{count, plural, one {# row} other {# rows}}'],
  sheet: ['工作表', 'Sheet'],
  header: ['表头', 'Headings'],
  headerAt: ['第 {row, number} 行：{text}', 'Row {row, number}: {text}'],
  headerNone: ['没有表头', 'No headings'],
  inFile: ['文件中的列', 'Column of the file'],
  samples: ['内容示例', 'What it holds'],
  toField: ['导入到', 'Goes into'],
  toFieldOf: ['“{column}”导入到', '{column} goes into'],
  columnAt: ['{letter} 列', 'Column {letter}'],
  noSamples: ['（空）', '(empty)'],
  leaveOut: ['不导入', 'Leave out'],
  fieldTaken: ['{label}（已用于“{column}”）', '{label} (taken by {column})'],
  fieldRequired: ['{label}（必填）', '{label} (required)'],
  fieldCompare: ['{label}（只用来比对）', '{label} (only to compare)'],
  matched: [
    '{all, number} 列中，{matched, number} 列会导入。',
    '{matched, number} of {all, plural, one {# column} other {# columns}} will be imported.',
  ],
  noneMatched: [
    '没有一列和这张表的字段同名。请在下面逐列选择，或者检查是否选错了文件、表头是否在别的行。',
    'No column is named like a field of this table. Choose fields below, or check the file and the row of its headings.',
  ],
  needColumn: ['请至少选择一列要导入的字段。', 'Choose a field for at least one column.'],
  missing: [
    '必填的{fields}没有对应的列；没有默认值时，每一行都会缺它。',
    'No column goes into {fields}, which must be filled in: rows will lack it unless there is a default.',
  ],
  doubled: [
    '有几列的表头都是{names}，请确认选对了列。',
    'Several columns are headed {names}. Make sure the right one is chosen.',
  ],
  existing: ['与已有记录相同时', 'When a record is there already'],
  existingNone: ['都新建，不比较', 'Make new ones, without comparing'],
  existingSkip: ['跳过，保留已有记录', 'Skip the row, keep the record'],
  existingUpdate: ['用文件内容更新', 'Update it from the file'],
  match: ['按哪个字段判断相同', 'Alike in which field'],
  existingUpdateHint: [
    '文件里的空白单元格不会清空已有内容。',
    'Empty cells of the file leave what is there as it is.',
  ],
  existingSkipHint: ['没有相同的才新建。', 'Only rows without such a record become new ones.'],
  check: ['检查', 'Check'],

  // checked
  checkTitle: ['检查结果', 'What was checked'],
  reading: ['正在读取', 'Reading'],
  checking: ['正在检查', 'Checking'],
  progress: [
    '{done, number} / {total, number} 行',
    '{done, number} of {total, plural, one {# row} other {# rows}}',
  ],
  stop: ['停止', 'Stop'],
  willCreate: ['将新建 {count, number} 行', '{count, plural, one {# row} other {# rows}} to create'],
  willUpdate: ['将更新 {count, number} 行', '{count, plural, one {# row} other {# rows}} to update'],
  willSkip: ['将跳过 {count, number} 行', '{count, plural, one {# row} other {# rows}} to skip'],
  willLeave: [
    '{count, number} 行有问题，不会导入',
    '{count, plural, one {# row has} other {# rows have}} problems and will be left out',
  ],
  allFine: ['没有发现问题。', 'No problems were found.'],
  nothingLeft: [
    '每一行都有问题，没有可以导入的。请按下面的说明修改文件后再试。',
    'Every row has a problem, so there is nothing to import. Mend the file as told below and try again.',
  ],
  goesOn: [
    '上次导入这个文件时中断了，{count, plural, =0 {} other {前 # 行已处理，}}这次接着导入，不会重复。',
    'An earlier import of this file was broken off{count, plural, =0 {} one {; its first row is done} other {; its first # rows are done}}. This one goes on from there and repeats nothing.',
  ],
  anew: ['从头导入', 'Begin anew'],
  uncertain: [
    '上次中断时正在写入这一行，可能已经导入。请核对后再导入。',
    'The earlier import was broken off at this row, which may be there already. Look before importing it.',
  ],
  preview: ['前 {count, number} 行', 'The first {count, plural, one {row} other {# rows}}'],
  rowNumber: ['行', 'Row'],
  problems: ['需要处理的问题', 'What is wrong'],
  inRow: ['第 {rows} 行', 'Row {rows}'],
  inRows: [
    '第 {rows} 行{more, plural, =0 {} other {，另有 # 行}}',
    'Rows {rows}{more, plural, =0 {} other { and # more}}',
  ],
  problemCount: ['{count, number} 行', '{count, plural, one {# row} other {# rows}}'],
  stands: ['写的是{texts}', 'It says {texts}'],
  allowed: ['可以填{options}', 'It may be {options}'],
  allowedMore: ['可以填{options}等', 'It may be {options} or others'],
  moreProblems: [
    '还有 {count, number} 种问题，都在下载的文件里。',
    '{count, plural, one {One more kind} other {# more kinds}} of problem are in the file.',
  ],
  download: [
    '下载有问题的 {count, number} 行',
    'Download {count, plural, one {the row} other {the # rows}} with problems',
  ],
  downloadHint: [
    '文件里写明了每一行的原因，改好后直接导入它就行。',
    'The file says what is wrong with each row. Mend it there and import it as it is.',
  ],
  problemFile: ['{name} 有问题的行.csv', '{name} rows with problems.csv'],
  reason: ['问题', 'Problem'],
  start: ['导入 {count, number} 行', 'Import {count, plural, one {# row} other {# rows}}'],
  noOption: [
    '没有这个选项。请改成已有的选项，或请管理员添加。',
    'There is no such option. Use one that exists, or ask an administrator to add it.',
  ],
  noOptions: [
    '有些不是已有的选项。请改成已有的选项，用顿号隔开。',
    'Some of these are no options. Use those that exist, separated by commas.',
  ],
  noPerson: [
    '没有叫这个名字的成员，或者不止一位。请改成成员的全名。',
    'No member has this name, or several have it. Give the full name of one member.',
  ],
  noPeople: [
    '有名字找不到对应的成员，或者不止一位。请改成成员的全名，用顿号隔开。',
    'For one of these names there is no member, or there are several. Give full names, separated by commas.',
  ],
  noRecord: [
    '没有这个名称的记录，或者不止一条。请先新建，或改成唯一的名称。',
    'No record has this name, or several have it. Make it first, or give a name that is unique.',
  ],
  noRecords: [
    '有名称找不到对应的记录，或者不止一条。请先新建，或改成唯一的名称，用顿号隔开。',
    'For one of these names there is no record, or there are several. Give unique names, separated by commas.',
  ],
  repeated: [
    '和文件第 {row, number} 行重复，只能有一个。',
    'The same as in row {row, number} of the file; it may be there once.',
  ],
  leftOut: ['上次导入时有问题，没有导入。', 'It had a problem in the earlier import and was left out.'],

  // imported
  running: ['正在导入', 'Importing'],
  runningHint: [
    '请不要关闭页面。万一中断，重新选择同一个文件就会接着导入。',
    'Please keep this page open. If it is broken off, choose the same file again and it goes on.',
  ],
  stopping: ['写完这一批就停…', 'Stopping after this part…'],
  paused: ['导入暂停了', 'The import has paused'],
  pausedHint: [
    '已经导入的都保存好了。处理好后接着导入，不会重复。',
    'What was imported is saved. Go on when you are ready; nothing is repeated.',
  ],
  goOn: ['接着导入', 'Go on'],
  done: ['导入完成', 'Imported'],
  stopped: ['已停止导入', 'The import was stopped'],
  undone: ['已撤销导入', 'The import was undone'],
  created: ['新建 {count, number} 行', '{count, plural, one {# row} other {# rows}} created'],
  updated: ['更新 {count, number} 行', '{count, plural, one {# row} other {# rows}} updated'],
  skipped: ['跳过 {count, number} 行', '{count, plural, one {# row} other {# rows}} skipped'],
  leftBehind: [
    '{count, number} 行有问题，没有导入',
    '{count, plural, one {# row has} other {# rows have}} problems and stayed out',
  ],
  notReached: [
    '{count, number} 行还没有导入',
    '{count, plural, one {# row} other {# rows}} not imported yet',
  ],
  undoneText: [
    '新建的 {count, number} 条记录已移到回收站。',
    '{count, plural, one {The record that was made is} other {The # records that were made are}} in the trash.',
  ],
  undoneKept: ['更新过的记录保持更新后的内容。', 'Records that were updated stay as they are.'],
  show: ['查看“{table}”', 'Open {table}'],
  another: ['再导入一个文件', 'Import another file'],
  undo: ['撤销导入', 'Undo the import'],
  undoTitle: ['撤销这次导入？', 'Undo this import?'],
  undoText: [
    '这次新建的 {count, number} 条记录会移到回收站，30 天内可以恢复。{updated, plural, =0 {} other {更新过的 # 条保持不变。}}',
    'The {count, plural, one {record} other {# records}} made by it go to the trash and can be restored for 30 days.{updated, plural, =0 {} one { The record that was updated stays as it is.} other { The # records that were updated stay as they are.}}',
  ],
})
