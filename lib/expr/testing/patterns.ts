/** Random patterns and texts for the tests that hold the engines together. */
import fc from 'fast-check'

const atom = fc.constantFrom(
  'a',
  'b',
  'A',
  '1',
  '.',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\s',
  '\\S',
  '[ab]',
  '[^a]',
  '[a-c1-3]',
  '[\\w\\-]',
  '[^\\s\\d]',
  '\\.',
  '-',
  '/',
  '田',
  '[一-龥]',
  '\\p{L}',
  '\\p{Lu}',
  '\\P{L}',
  '\\p{Script=Han}',
  '\\p{N}',
  '𠀀',
  '\\u',
  '\\n',
  '^',
  '$',
  '#',
  '[\\]\\[^]',
)
const times = fc.constantFrom('', '', '', '', '?', '*', '+', '{2}', '{0,2}', '{1,3}', '{2,}')

/** Not every one is read: some are refused, which is part of the test. */
export const pattern: fc.Arbitrary<string> = fc.letrec<{ choice: string; sequence: string; part: string }>(
  (tie) => ({
    choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
    sequence: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
    part: fc
      .tuple(
        fc.oneof(
          { maxDepth: 2 },
          { weight: 3, arbitrary: atom },
          { weight: 1, arbitrary: tie('choice').map((inner) => `(${inner})`) },
          { weight: 1, arbitrary: tie('choice').map((inner) => `(?:${inner})`) },
        ),
        times,
      )
      .map(([inner, count]) => inner + count),
  }),
).choice

export const subject: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'c',
    'A',
    'Ä',
    '1',
    '2',
    '٣',
    ' ',
    '\u3000',
    '-',
    '.',
    '/',
    '_',
    '\n',
    '\r',
    '田',
    '野',
    '𠀀',
    '😀',
    'ß',
    ']',
    '[',
  ),
  minLength: 1,
  maxLength: 10,
})
