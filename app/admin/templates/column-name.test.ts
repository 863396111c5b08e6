import { expect, test } from 'vitest'
import { columnName } from './column-name'

test.each([
  ['Customer name', 'Customers', 'Name'],
  ['Customer no.', 'Customers', 'No.'],
  ['Customer', 'Customers', 'Customer'],
  ['Gender', 'Customers', 'Gender'],
  ['Date of birth', 'Customers', 'Date of birth'],
  ['客户名称', '客户', '名称'],
  ['客户', '客户', '客户'],
  ['性别', '客户', '性别'],
])('%s among %s is %s', (column, table, name) => expect(columnName(column, table)).toBe(name))
