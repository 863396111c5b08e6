import { describe, expect, test } from 'vitest'
import { putBack } from './place-back'

describe('a key goes back to its place', () => {
  test.each([
    ['nothing has changed', ['a', 'c'], ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['it was the first', ['a', 'c'], ['b', 'a', 'c'], ['b', 'a', 'c']],
    ['its neighbour is gone', ['a', 'd'], ['a', 'c', 'b', 'd'], ['a', 'b', 'd']],
    ['others have moved', ['c', 'x', 'a'], ['a', 'b', 'c'], ['c', 'x', 'a', 'b']],
    ['nobody else is left', [], ['a', 'b'], ['b']],
    ['its place is not known', ['a', 'c'], undefined, ['a', 'c', 'b']],
  ])('%s', (_, now, then, expected) => {
    expect(putBack(now, then, 'b')).toEqual(expected)
  })
})
