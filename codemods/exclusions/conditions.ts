import type { Node } from '../../analysis/syntax/estree.ts'
import { isStatusCode } from '../../analysis/status-comparisons.ts'
import { isFunction, isLoop, rangeOf, unwrap } from '../../analysis/syntax/nodes.ts'
import { referenceKey } from '../edits/references.ts'
import { contains, functionOf, parentOf, startOf, textOf, walk, walkOwn, type Source } from '../edits/source.ts'
import type { Candidate, Situation } from './candidate.ts'
import { tellersAt, type Teller } from './status-tests.ts'
import { joined } from './writing.ts'

/** A test whose outcome decides whether the request is sent again. */
interface Condition {
  readonly test: Node
  /** How the status joins it: `||` where true ends the tries, `&&` where true goes on with them. */
  readonly operator: '&&' | '||'
  /** The lower, the more likely it is the one. */
  readonly rank: number
  /** What is thrown where it ends the tries is made there, so that a class of what was caught is lost. */
  readonly loses: boolean
}

/** Names nearer than these are enough to choose from. */
const MOST_TELLERS = 3

/**
 * The ways to have a condition of the code leave the status out.
 *
 * @param isWanted which of the conditions count, by whether a class of what was caught is lost where they end the tries
 */
export function* conditionCandidates(situation: Situation, isWanted: (loses: boolean) => boolean = () => true): Generator<Candidate> {
  const { source } = situation
  const conditions = [...conditionsIn(situation)].filter(({ loses }) => isWanted(loses)).sort((a, b) => a.rank - b.rank)
  for (const { test, operator } of conditions) {
    for (const teller of tellersAt(test, situation).slice(0, MOST_TELLERS)) {
      if (!isSound(test, operator, teller, situation)) continue
      const spelled = statusIn(test, source)
      if (spelled !== undefined) yield { edits: joined(test, operator, `${spelled} ${operator === '||' ? '===' : '!=='} ${situation.finding.status}`, 'after', source) }
      yield { edits: joined(test, operator, operator === '||' ? teller.is : teller.isNot, 'after', source) }
    }
  }
}

/** How a test itself speaks of the status, where it compares it: `failure.status` of `failure.status === 400 || failure.status === 422`. */
function statusIn(test: Node, source: Source): string | undefined {
  const found = new Set<string>()
  walkOwn(test, (node) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node['operator'] as string)) return
    const [left, right] = [node['left'] as Node, node['right'] as Node]
    if (isStatusCode(right) && referenceKey(left) !== undefined) found.add(textOf(left, source))
  })
  const [only, ...others] = found
  return others.length === 0 ? only : undefined
}

/**
 * A test that a success passes must not let the status pass as one, and one that is there for the status alone is a
 * decision of whoever wrote it.
 */
function isSound(test: Node, operator: '&&' | '||', { isError }: Teller, { source, finding, testsAt }: Situation): boolean {
  if (textOf(test, source).includes(String(finding.status))) return false
  if (isError) return true
  const truthAt = (status: number): boolean | undefined => testsAt(status).truth(test)
  if (operator === '||') return truthAt(200) !== true && !(truthAt(500) === false && truthAt(200) === undefined) && !isOfOneStatus(test, source)
  return !(truthAt(418) === false && truthAt(finding.status) === true)
}

/** What is done for one status, a 404 mostly, says so to the caller: a 402 is not that. */
function isOfOneStatus(test: Node, source: Source): boolean {
  return textOf(test, source).match(/\b[45]\d\d\b/g)?.length === 1 && /[!=]==?/.test(textOf(test, source))
}

function conditionsIn(situation: Situation): Condition[] {
  const { construct, source } = situation
  const found: Condition[] = []
  for (const region of regionsOf(construct, source)) {
    walk(region, (node) => {
      found.push(...conditionsAt(node, construct, source))
    })
  }
  // Predicates of the file: what they return, and what is kept to be asked later.
  walk(source.program, (node) => {
    found.push(...answersAt(node))
  })
  return found
}

/** Where the tries are: the loop, or the function that sends again, and those that are called from there with the failure. */
export function regionsOf(construct: Node, source: Source): Node[] {
  if (isLoop(construct)) return [construct]
  const runner = functionOf(construct, source)
  const around = isFunction(runner) ? functionOf(runner, source) : runner
  return isFunction(around) ? [around] : [runner]
}

function conditionsAt(node: Node, construct: Node, source: Source): Condition[] {
  const found: Condition[] = []
  const add = (test: Node, operator: '&&' | '||', rank: number, loses = false): void => {
    found.push({ test, operator, rank, loses })
  }
  switch (node.type) {
    case 'IfStatement': {
      const [test, yes, no] = [node['test'] as Node, node['consequent'] as Node, node['alternate'] as Node | null]
      if (goesOn(yes, construct)) add(test, '&&', 1)
      else if (leaves(yes)) add(test, '||', endsIn(yes, 'ThrowStatement') ? 0 : 3, makesItsOwn(yes))
      if (no && goesOn(no, construct)) add(test, '||', 2)
      else if (no && leaves(no)) add(test, '&&', 2)
      break
    }
    case 'ConditionalExpression': {
      const [test, yes, no] = [node['test'] as Node, node['consequent'] as Node, node['alternate'] as Node]
      if (holds(yes, construct)) add(test, '&&', 1)
      else if (holds(no, construct)) add(test, '||', 3)
      break
    }
    case 'LogicalExpression':
      if (holds(node['right'] as Node, construct)) add(node['left'] as Node, node['operator'] === '||' ? '||' : '&&', 1)
      break
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      if (node === construct && node['test'] && parentOf(node, source)) add(node['test'] as Node, '&&', 2)
      break
  }
  return found
}

/** What may be an answer to "again?": a test that a function returns or that a constant keeps. */
function answersAt(node: Node): Condition[] {
  const value = node.type === 'ReturnStatement' ? (node['argument'] as Node | null) : node.type === 'ArrowFunctionExpression' ? (node['body'] as Node) : node.type === 'VariableDeclarator' ? (node['init'] as Node | null) : null
  if (!value || !isTest(unwrap(value))) return []
  return [{ test: value, operator: '&&', rank: 4, loses: false }, { test: value, operator: '||', rank: 5, loses: false }]
}

const TESTING_METHODS = /^(?:has|includes|test|some|every|startsWith|endsWith)$/

function isTest(node: Node): boolean {
  if (node.type === 'LogicalExpression') return node['operator'] !== '??'
  if (node.type === 'UnaryExpression') return node['operator'] === '!'
  if (node.type === 'BinaryExpression') return /^(?:[<>]=?|[!=]==?)$/.test(node['operator'] as string)
  if (node.type !== 'CallExpression') return false
  const callee = unwrap(node['callee'] as Node)
  return callee.type === 'MemberExpression' && TESTING_METHODS.test(((callee['property'] as Node)['name'] as string | undefined) ?? '')
}

function holds(node: Node, inner: Node): boolean {
  return contains(node, rangeOf(inner)) && startOf(node) <= startOf(inner)
}

function goesOn(branch: Node, construct: Node): boolean {
  return holds(branch, construct) || endsIn(branch, 'ContinueStatement')
}

function leaves(branch: Node): boolean {
  return ['ThrowStatement', 'ReturnStatement', 'BreakStatement'].some((type) => endsIn(branch, type))
}

function makesItsOwn(branch: Node): boolean {
  let found = false
  walkOwn(branch, (node) => {
    found ||= node.type === 'ThrowStatement' && unwrap(node['argument'] as Node).type === 'NewExpression'
  })
  return found
}

function endsIn(branch: Node, type: string): boolean {
  let found = false
  walkOwn(branch, (node) => {
    found ||= node.type === type
  })
  return found
}
