/** Words of the inputs for text, numbers and their kin. */
import { messages } from '../messages'

export const fieldText = messages({
  call: ['拨打 {number}', 'Call {number}'],
  write: ['写邮件给 {address}', 'Write to {address}'],
  open: ['在新标签页打开 {address}', 'Open {address} in a new tab'],
  stars: ['{count} 颗星', '{count, plural, one {# star} other {# stars}}'],
  starsOf: ['{count} 颗星，共 {max} 颗', '{count} of {max} stars'],
  noStars: ['未评分', 'No rating'],
  rating: ['评分', 'Rating'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
  jsonPlaceholder: ['\'{\'"键": "值"\'}\'', '\'{\'"key": "value"\'}\''],
  durationPlaceholder: ['例如 1:30', 'e.g. 1:30'],
})
