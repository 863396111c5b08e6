/** Words about how much one person may have going, or keep waiting, at a time. */
import { messages } from '../messages'

export const limits = messages({
  tooManyAtOnce: [
    '您同时发出的请求太多，前面的还没有处理完。',
    'You have asked for too much at once, and the earlier requests are not done yet.',
  ],
  tooManyDrafts: [
    '这个表单已有太多未提交的草稿，这一份没有保存。请先提交或丢弃一些。',
    'You have too many drafts of this form; this one was not kept. Send or discard some first.',
  ],
  tooManyUploads: [
    '有太多上传的文件还没有用在任何记录里。请先保存或移除它们，一天后也会自动清理。',
    'Too many uploaded files are not in any record yet. Save or remove them first; after a day they go by themselves.',
  ],
})
