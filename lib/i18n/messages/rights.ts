/** Words about rights, for the server and for every page that explains them. */
import { messages } from '../messages'

export const rights = messages({
  uniqueUnread: [
    '不能重复的字段，能写就要能看：否则“已被使用”会泄露别人的内容。请改为可见，或不允许填写。',
    'Whoever writes a unique field must read it, or “already used” gives others’ values away. Let it be read, or not be written.',
  ],
})
