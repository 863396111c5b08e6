/** What is wrong with a value when no field type says it better. */
import { messages } from '../messages'

export const problem = messages({
  notAllowed: ['这个值不在允许的范围内。', 'This value is not one of those allowed.'],
})
