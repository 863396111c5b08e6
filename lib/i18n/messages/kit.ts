/** Words of the small parts that every page uses. */
import { messages } from '../messages'

export const kit = messages({
  close: ['关闭', 'Close'],
  cancel: ['取消', 'Cancel'],
  retry: ['重试', 'Try again'],
  required: ['必填', 'Required'],
  notifications: ['通知', 'Notifications'],
  loading: ['正在加载…', 'Loading…'],
})
