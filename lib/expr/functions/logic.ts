/** Three-valued logic, choices and emptiness. */
import type { Kind } from '../ast'
import { call, value } from '../ast'
import { grouped, strict, total, variadic } from './row'

/** Kinds that an expression may compute; lists and JSON are only looked at. */
export const computable: readonly Kind[] = ['text', 'number', 'boolean', 'date', 'datetime', 'ref']
const anything: readonly Kind[] = [...computable, 'list', 'json']

export const logic = {
  and: variadic({
    arg: 'boolean',
    result: 'boolean',
    sql: '({rest})',
    join: ' and ',
    js: (args) => (args.includes(false) ? false : args.includes(null) ? null : true),
    label: { 'zh-CN': '且', en: 'and' },
    help: { 'zh-CN': '每个条件都成立才成立。', en: 'Holds when every condition holds.' },
    example: { expr: call('and', value(true), value(false), value(null)), result: false },
  }),
  or: variadic({
    arg: 'boolean',
    result: 'boolean',
    sql: '({rest})',
    join: ' or ',
    js: (args) => (args.includes(true) ? true : args.includes(null) ? null : false),
    label: { 'zh-CN': '或', en: 'or' },
    help: { 'zh-CN': '有一个条件成立就成立。', en: 'Holds when at least one condition holds.' },
    example: { expr: call('or', value(false), value(null), value(true)), result: true },
  }),
  not: strict({
    args: ['boolean'],
    result: 'boolean',
    sql: '(not {a})',
    js: ([a]) => !a,
    label: { 'zh-CN': '非', en: 'not' },
    help: {
      'zh-CN': '条件不成立时成立；条件未知（涉及空值）时仍未知。',
      en: 'Holds when the condition fails; stays unknown when the condition is unknown.',
    },
    example: { expr: call('not', value(false)), result: true },
  }),
  if: total({
    args: ['boolean', 'same', 'same'],
    result: 'same',
    same: computable,
    sql: '(case when {a} then {b} else {c} end)',
    js: ([condition, then, otherwise]) => (condition === true ? then : otherwise),
    label: { 'zh-CN': '如果', en: 'if' },
    help: {
      'zh-CN': '条件成立时取第二个值，否则（包括未知）取第三个值。',
      en: 'The second value when the condition holds, else (also when unknown) the third.',
    },
    example: { expr: call('if', value(true), value('VIP'), value('普通')), result: 'VIP' },
  }),
  ifs: grouped({
    args: ['boolean', 'same', 'same'],
    result: 'same',
    same: computable,
    group: ' when {a} then {b}',
    sql: '(case{rest} else {last} end)',
    js(args) {
      for (let i = 0; i + 1 < args.length; i += 2) if (args[i] === true) return args[i + 1]!
      return args.at(-1)!
    },
    label: { 'zh-CN': '多重条件', en: 'first that holds' },
    help: {
      'zh-CN': '条件、值成对书写，取第一个成立的条件的值；最后一个值用于都不成立的时候。',
      en: 'Conditions, each with its value: the value of the first that holds, else the last value.',
    },
    example: {
      expr: call('ifs', value(false), value('金卡'), value(true), value('银卡'), value('普通')),
      result: '银卡',
    },
  }),
  coalesce: variadic({
    arg: 'same',
    result: 'same',
    same: computable,
    sql: 'coalesce({rest})',
    join: ', ',
    js: (args) => args.find((a) => a !== null) ?? null,
    label: { 'zh-CN': '首个非空', en: 'first filled' },
    help: { 'zh-CN': '第一个不为空的值。', en: 'The first value that is not empty.' },
    example: { expr: call('coalesce', value(null), value('微信'), value('电话')), result: '微信' },
  }),
  isEmpty: total({
    args: ['same'],
    result: 'boolean',
    same: anything,
    filter: 'none',
    sql: '({a} is null)',
    js: ([a]) => a === null,
    label: { 'zh-CN': '为空', en: 'is empty' },
    help: { 'zh-CN': '没有填写。', en: 'Nothing is filled in.' },
    example: { expr: call('isEmpty', value('')), result: true },
  }),
  isNotEmpty: total({
    args: ['same'],
    result: 'boolean',
    same: anything,
    filter: 'none',
    sql: '({a} is not null)',
    js: ([a]) => a !== null,
    label: { 'zh-CN': '不为空', en: 'is not empty' },
    help: { 'zh-CN': '已经填写；0 和“否”也算填写。', en: 'Something is filled in; 0 and “no” count.' },
    example: { expr: call('isNotEmpty', value(0)), result: true },
  }),
  isTrue: total({
    args: ['boolean'],
    result: 'boolean',
    filter: 'none',
    sql: '({a} is true)',
    js: ([a]) => a === true,
    label: { 'zh-CN': '已勾选', en: 'is checked' },
    help: { 'zh-CN': '已经勾选。', en: 'The box is checked.' },
    example: { expr: call('isTrue', value(true)), result: true },
  }),
  isFalse: total({
    args: ['boolean'],
    result: 'boolean',
    filter: 'none',
    sql: '({a} is not true)',
    js: ([a]) => a !== true,
    label: { 'zh-CN': '未勾选', en: 'is not checked' },
    help: { 'zh-CN': '没有勾选，包括从未填写。', en: 'The box is not checked, or was never touched.' },
    example: { expr: call('isFalse', value(null)), result: true },
  }),
}
