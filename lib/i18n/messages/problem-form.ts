/** What can be wrong with the design of a form, said of one of its blocks. */
import { messages } from '../messages'

export const problemForm = messages({
  field: [
    '表里没有这个字段了，请删去或换一个。',
    'The table has no such field any more. Remove it or choose another.',
  ],
  fieldTwice: ['同一个字段放了两次，请删去一个。', 'This field is on the form twice. Remove one of them.'],
  fieldComputed: [
    '这个字段由系统填写，不能放进表单。',
    'This field is filled in by the system, so it cannot be on a form.',
  ],
  fieldTitle: ['字段', 'Field'],
  rows: [
    '明细要选一个“一对多”的关联字段：对方表里有一个字段指回这里，或者这里可以关联多条记录。',
    'Rows need a field that holds many records: the other side of a link to this table, or a link to many.',
  ],
  rowsTitle: ['明细', 'Rows'],
  column: ['明细表里没有“{key}”这一列，请重新选择。', 'The rows have no column “{key}”. Choose again.'],
  columnComputed: [
    '明细里的“{key}”由系统填写，请去掉这一列。',
    '“{key}” of the rows is filled in by the system. Remove this column.',
  ],
  rowsRange: ['最少行数不能大于最多行数。', 'The fewest rows cannot be more than the most.'],
  rowsNothing: [
    '请至少允许添加、修改、删除中的一种。',
    'Allow at least one of adding, editing and removing rows.',
  ],
  conditionField: [
    '{part, select, showIf {显示条件只能用排在它前面、并且填写的人看得到的字段} requiredIf {必填条件只能用这张表单里、填写的人看得到的字段} other {默认值不能用别的字段}}。',
    '{part, select, showIf {A show-if can only use fields that come earlier on this form and that people see} requiredIf {A required-if can only use fields of this form that people see} other {A default cannot use other fields}}.',
  ],
  file: [
    '图片找不到了，请重新上传（PNG、JPEG、GIF 或 WebP）。',
    'The picture is not there. Upload it again (PNG, JPEG, GIF or WebP).',
  ],
  fileTitle: ['图片', 'Picture'],
  textTitle: ['文字', 'Text'],
  stepTitle: ['第 {n} 步', 'Step {n}'],
  stepKey: ['两个步骤用了同一个标识。', 'Two steps have the same key.'],
  empty: ['表单里还没有可以填写的字段。', 'The form has no field to fill in yet.'],
  formTitle: ['表单', 'The form'],
  redirect: [
    '提交后的网址要以 https:// 或 http:// 开头。',
    'The address to go to afterwards must begin with https:// or http://.',
  ],
  redirectTitle: ['感谢页', 'Thank-you page'],
  closesAt: ['截止时间不是有效的时间。', 'The closing date is not a time that exists.'],
  publicTitle: ['公开链接', 'Public link'],
  embed: [
    '“{site}”不是网站地址，请写成 https://www.example.com 的样子，域名后面不带路径。',
    '“{site}” is not the address of a site. Write it like https://www.example.com, with nothing after the name.',
  ],
  requiredMissing: [
    '这是必填字段，但没有放进表单：提交的记录会缺这一项。可以把它加进来，或者给它设默认值。',
    'This field is required but not on the form, so records will come without it. Add it, or give it a default.',
  ],
  notForStrangers: [
    '公开链接不会让人选择记录或成员；只有带预填的链接才会用到它。',
    'Strangers cannot choose records or people; only a prefilled link fills this in.',
  ],
  filesForStrangers: [
    '公开链接还没有开启上传，填写的人看不到它。',
    'Uploads are not switched on for the public link, so strangers do not see this.',
  ],
  uniqueForStrangers: [
    '它不能重复：填写的人能看出某个值是否“已经登记过”。',
    'It must be unique, so strangers can tell whether a value is registered already.',
  ],
  tooManyBlocks: ['最多 {max} 个内容块。', 'A form has at most {max} blocks.'],
})
