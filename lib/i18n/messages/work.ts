/** Work that takes long, as its progress names it. */
import { messages } from '../messages'

export const work = messages({
  stop: ['停止', 'Stop'],
  computing: ['正在计算“{label}”', 'Computing “{label}”'],
  recomputing: ['正在重新计算“{label}”的记录', 'Recomputing the records of “{label}”'],
  converting: ['正在转换“{label}”', 'Converting “{label}”'],
})
