/** Answers that say no more than whoever asked may know, and that nobody keeps. */
import { expect, test } from 'vitest'
import { appError } from '@/lib/errors'
import { csv, describeError, json, noContent } from './respond'

test('a field that the asker may not know is named nowhere in an error, nor its value told', () => {
  const labelFor = (key: string) => (key === 'name' ? '姓名' : undefined)
  const error = appError('CONFLICT', { field: 'salary', present: { salary: 4711 } }, [
    { field: 'salary' },
    { field: 'name' },
  ])
  for (const locale of ['zh-CN', 'en'] as const) {
    const { body } = describeError(error, locale, labelFor)
    expect(JSON.stringify(body)).not.toMatch(/salary|4711/)
    expect(body.more?.map((m) => m.field)).toEqual([undefined, 'name'])
  }
  const known = describeError(appError('CONFLICT', { field: 'name', present: { name: 'x' } }), 'en', labelFor)
  expect(known.body).toMatchObject({ field: 'name', label: '姓名', present: { name: 'x' } })
})

test('nobody keeps an answer, be it an empty one', () => {
  for (const answer of [json({}), noContent()])
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
})

test('a download is one, whatever it is called', async () => {
  async function* lines() {
    yield 'a\r\n'
  }
  const { headers, body } = csv({ name: '客户 "1"\r\nX: y', count: 1, lines: lines() })
  expect(await new Response(body).text()).toBe('a\r\n')
  expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('Cache-Control')).toBe('private, no-store')
  expect(headers.get('Content-Disposition')).toMatch(
    /^attachment; filename="export\.csv"; filename\*=UTF-8''[\w%.-]+$/,
  )
})
