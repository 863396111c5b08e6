import { expect, test } from 'vitest'
import { type Step, UndoStack } from './undo'

const create = (id: string): Step => ({ kind: 'create', id })

test('steps come back in reverse and can be done again', () => {
  const stack = new UndoStack()
  stack.push(create('a'))
  stack.push(create('b'))
  expect(stack.undo()).toEqual(create('b'))
  expect(stack.undo()).toEqual(create('a'))
  expect(stack.undo()).toBeUndefined()
  expect(stack.redo()).toEqual(create('a'))
  expect(stack.redo()).toEqual(create('b'))
  expect(stack.redo()).toBeUndefined()
})

test('something new ends the way forward', () => {
  const stack = new UndoStack()
  stack.push(create('a'))
  stack.undo()
  stack.push(create('b'))
  expect(stack.redo()).toBeUndefined()
  expect(stack.undo()).toEqual(create('b'))
})

test('a forgotten step is not undone twice, and very old ones go', () => {
  const stack = new UndoStack()
  const step = create('x')
  stack.push(step)
  stack.forget(step)
  expect(stack.undo()).toBeUndefined()
  for (let i = 0; i < 150; i++) stack.push(create(String(i)))
  let count = 0
  while (stack.undo()) count++
  expect(count).toBe(100)
})
