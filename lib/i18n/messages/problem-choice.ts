/** What can be wrong with dates, choices, people, links, addresses and files: what is wrong, and how to mend it. */
import { messages } from '../messages'

export const problemChoice = messages({
  date: [
    '请填写有效的日期，例如 2026-11-21、11月21日或“明天”。',
    'Enter a date that exists, such as 2026-11-21, Nov 21 or “tomorrow”.',
  ],
  datetime: [
    '请填写有效的日期和时间，例如 2026-11-21 16:00。',
    'Enter a date and time that exist, such as 2026-11-21 16:00.',
  ],
  option: ['选项中没有这个值，请从列表中选择。', 'This is not one of the options. Choose one from the list.'],
  options: [
    '其中有不在选项中的值，请从列表中选择。',
    'Some of this is not among the options. Choose from the list.',
  ],
  tooMany: ['最多 {most} 个，请删去几个。', 'At most {most} are allowed. Remove some.'],
  repeated: ['有重复的值，每个只保留一次。', 'Something is listed twice. Keep each only once.'],
  person: ['请从列表中选择一位成员。', 'Choose a member from the list.'],
  people: ['请从列表中选择成员。', 'Choose members from the list.'],
  record: ['请从列表中选择一条记录。', 'Choose a record from the list.'],
  records: ['请从列表中选择记录。', 'Choose records from the list.'],
  address: ['请填写省、市、区、街道或邮编中的至少一项。', 'Fill in at least one part of the address.'],
  addressLine: [
    '地址中有不能使用的字符，请重新输入。',
    'The address contains characters that cannot be used. Type it again.',
  ],
  addressLong: [
    '地址的这一项最多 {most} 个字。',
    'This part of the address may have at most {most} characters.',
  ],
  country: ['请从列表中选择国家或地区。', 'Choose a country or region from the list.'],
  province: ['请从列表中选择省份。', 'Choose a province from the list.'],
  postcode: ['邮编应为 6 位数字，例如 310012。', 'A Chinese postcode has 6 digits, such as 310012.'],
  files: ['这不是可用的附件，请重新上传。', 'These attachments cannot be used. Upload them again.'],
  tooManyFiles: [
    '最多 {most} 个附件，请先移除几个。',
    'At most {most} attachments are allowed. Remove some first.',
  ],
})
