/** What can be wrong with an expression. Codes are message keys, but for the unknown field, which has an error of its own. */
import type { Kind } from './ast'
import { patternProblems } from './pattern/parse'

export const problemCodes = [
  'problemExpr.shape',
  'problemExpr.version',
  'problemExpr.tooDeep',
  'problemExpr.tooLarge',
  'problemExpr.functionUnknown',
  'problemExpr.argumentCount',
  'problemExpr.kind',
  'problemExpr.kindRefused',
  'field_unknown',
  'problemExpr.constant',
  'problemExpr.constantNeeded',
  'problemExpr.textInvalid',
  'problemExpr.textTooLong',
  'problemExpr.listTooLong',
  // of records that are gathered
  'problemExpr.aggregateUnknown',
  'problemExpr.outerOutside',
  'problemExpr.eachNested',
  'problemExpr.eachUnavailable',
  'problemExpr.tableUnknown',
  'problemExpr.notMany',
  'problemExpr.orderUseless',
  'problemExpr.termKind',
  'problemExpr.tooManyTerms',
  // of the text, before there is a tree
  'problemExpr.unclosed',
  'problemExpr.characterUnknown',
  'problemExpr.valueExpected',
  'problemExpr.operatorExpected',
  'problemExpr.closeExpected',
  'problemExpr.keyExpected',
  'problemExpr.nameUnknown',
  'problemExpr.functionInfix',
  'problemExpr.comparisonChained',
  'problemExpr.listItem',
  'problemExpr.tableExpected',
  'problemExpr.aggregateExpected',
  'problemExpr.fieldUnknown',
  'problemExpr.nothingBehind',
  'problemExpr.nameAmbiguous',
  'problemExpr.orderLast',
  'problemExpr.conditionsApart',
  // of a regular expression in it
  ...patternProblems.map((name) => `problemPattern.${name}` as const),
] as const
export type ProblemCode = (typeof problemCodes)[number]

export interface ExprProblem {
  code: ProblemCode
  /** JSON pointer into the expression. It names places, never fields, so it tells nothing about what is hidden. */
  path: string
  params?: Record<string, string | number>
}

/** Carries a problem out of a recursion; `check` catches it. */
export class Refused extends Error {
  readonly problem: ExprProblem
  constructor(code: ProblemCode, path: string, params?: Record<string, string | number>) {
    super(code)
    this.problem = params ? { code, path, params } : { code, path }
  }
}

export const wrongKind = (path: string, wanted: Kind, got: Kind): Refused =>
  new Refused('problemExpr.kind', path, { wanted, got })

/** Several kinds would do, but not this one. */
export const refusedKind = (path: string, got: Kind): Refused =>
  new Refused('problemExpr.kindRefused', path, { got })
