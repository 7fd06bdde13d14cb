import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop, parametersOf, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { Imports } from '../edits/imports.ts'
import { ERROR_NAME } from '../edits/module-exports.ts'
import { insertBehind, insertion } from '../edits/insertion.ts'
import { calledMethod } from '../edits/references.ts'
import { ancestorsOf, endOf, functionOf, parentOf, startOf, statementList, textOf, walk, walkOwn, type Source } from '../edits/source.ts'
import { styleAt } from '../edits/style.ts'
import type { Candidate, Situation, StatusTest } from './candidate.ts'
import { regionsOf } from './conditions.ts'
import { freeName, functionAt } from './functions.ts'
import { classTest, placeAt, tellersAt, testOf, type Teller } from './status-tests.ts'
import { conditionalStop, insertFirst, insertStop, statementOf, type Stop } from './writing.ts'

/** The ways to leave the tries by a statement of its own. */
export function* stopCandidates(situation: Situation): Generator<Candidate> {
  yield* catchStops(situation)
  yield* functionStops(situation)
}

/** At the head of the `catch` clauses. */
function* catchStops(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  for (const handler of clausesIn(situation)) {
    const caught = caughtIn(handler, situation)
    if (!caught) continue
    const body = handler['body'] as Node
    const kept = breakBehindKept(body, caught.test.is, construct, source)
    if (kept) yield { edits: [...caught.edits, kept] }
    for (const exit of exitsFrom(body, caught.name, construct, source)) {
      yield { edits: [...caught.edits, insertFirst(body, conditionalStop(caught.test.is, exit), source)] }
    }
  }
}

function clausesIn({ construct, source }: Situation): Node[] {
  const found: Node[] = []
  for (const region of regionsOf(construct, source)) {
    walk(region, (node) => {
      if (node.type === 'CatchClause') found.push(node)
    })
  }
  return found
}

interface Caught {
  readonly name: string
  readonly test: StatusTest
  readonly edits: readonly Edit[]
}

/** The name of what a clause caught; a clause without one is given one. */
function caughtIn(handler: Node, situation: Situation): Caught | undefined {
  const { source, errorClass, isTypeScript } = situation
  const param = handler['param'] as Node | null
  if (param) {
    if (param.type !== 'Identifier') return undefined
    const teller = tellersAt(handler['body'] as Node, situation).find(({ binding }) => binding.definition === handler)
    return teller && { name: teller.name, test: teller, edits: [] }
  }
  const name = freeName('error', handler, source)
  const place = placeAt(handler, situation)
  if (name === undefined || (place === undefined && errorClass === undefined)) return undefined
  const test = errorClass === undefined ? testOf(name, place ?? '', { isError: true, isTyped: !isTypeScript }, situation) : classTest(name, errorClass)
  return { name, test, edits: [insertion(startOf(handler) + 'catch'.length, ` (${name})`)] }
}

/** How to leave from a `catch`: by what was caught where the code throws in the end, else by the way it leaves itself. */
function exitsFrom(node: Node, error: string, construct: Node, source: Source): string[] {
  const leaving = breakOut(node, construct, source)
  const throwing = `throw ${error}`
  const both = leaving === undefined ? [throwing] : [throwing, leaving]
  return throwsInTheEnd(construct, source) ? both : both.reverse()
}

/**
 * Where the clause keeps the failure for an error that is made of it behind the loop, the loop is left behind that: what was
 * caught may not be what callers are to see.
 */
function breakBehindKept(body: Node, test: string, construct: Node, source: Source): Edit | undefined {
  const list = body['body'] as readonly Node[]
  const leaving = breakOut(body, construct, source)
  const last = list.findLastIndex((statement) => keptName(statement) !== undefined)
  const next = list.at(-1)?.type === 'ContinueStatement' ? list.at(-1) : list[last + 1]
  if (leaving === undefined || last === -1) return undefined
  const names = new Set(list.map(keptName))
  const thrown: Node[] = []
  walkOwn(functionOf(construct, source), (node) => {
    if (node.type === 'ThrowStatement' && startOf(node) > endOf(construct)) thrown.push(unwrap(node['argument'] as Node))
  })
  const isMadeOfIt = (error: Node): boolean => error.type === 'NewExpression' && [...namesIn(error, source)].some((name) => names.has(name))
  if (!thrown.some(isMadeOfIt)) return undefined
  if (next) return insertStop(next, conditionalStop(test, leaving), source)
  const code = `if (${test}) ${leaving}`
  return insertBehind(list[last]!, [code + styleAt(body, source).semicolon], code, source)
}

/** The variable that a statement assigns. */
function keptName(statement: Node): string | undefined {
  const expression = statement.type === 'ExpressionStatement' ? (statement['expression'] as Node) : undefined
  const target = expression?.type === 'AssignmentExpression' ? (expression['left'] as Node) : undefined
  return target?.type === 'Identifier' ? (target['name'] as string) : undefined
}

/** Does the function throw, or reject, where the tries are over? */
function throwsInTheEnd(construct: Node, source: Source): boolean {
  const runner = functionOf(construct, source)
  const thrown: Node[] = []
  walkOwn(isFunction(runner) ? (runner['body'] as Node) : runner, (node) => {
    if (node.type === 'ThrowStatement' && (startOf(node) > endOf(construct) || isInCatch(node, source))) thrown.push(node)
  })
  return thrown.length > 0 || !isLoop(construct) || !isBounded(construct, source)
}

function isInCatch(node: Node, source: Source): boolean {
  return [...ancestorsOf(node, source)].some((ancestor) => ancestor.type === 'CatchClause')
}

/** Tests on the time that is left. */
const CLOCK = /\bnow\(|\bnew Date\b|\bhrtime\b/

/**
 * Does the loop end by itself after so many tries, or so long? What comes after another, `while (!done)`, takes it that all
 * went well.
 */
function isBounded(loop: Node, source: Source): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' || loop['update']) return true
  const test = loop['test'] as Node | null
  if (!test) return false
  const asked = namesIn(test, source)
  let counts = CLOCK.test(textOf(test, source))
  walk(loop, (node) => {
    const target = (node.type === 'UpdateExpression' ? node['argument'] : node.type === 'AssignmentExpression' ? node['left'] : undefined) as Node | undefined
    if (!target) return
    const name = textOf(target, source)
    counts ||= asked.has(name) && (node['operator'] !== '=' || namesIn(node['right'] as Node, source).has(name))
  })
  return counts
}

/** The variables and properties that an expression names. */
function namesIn(expression: Node, source: Source): ReadonlySet<string> {
  const names = new Set<string>()
  walk(expression, (node) => {
    if (node.type === 'Identifier' || node.type === 'MemberExpression') names.add(textOf(node, source))
  })
  return names
}

/** `break`, where it leaves the construct, and what comes after that takes it that it may have gone wrong. */
function breakOut(node: Node, construct: Node, source: Source): string | undefined {
  if (!isLoop(construct) || !isBounded(construct, source)) return undefined
  const label = parentOf(construct, source)
  const named = label?.type === 'LabeledStatement' ? `break ${(label['label'] as Node)['name'] as string}` : undefined
  for (const ancestor of ancestorsOf(node, source)) {
    if (ancestor === construct) return 'break'
    if (isFunction(ancestor)) return undefined
    if (isLoop(ancestor) || ancestor.type === 'SwitchStatement') return named
  }
  return undefined
}

/** At the head of the function that gets the failure: an interceptor, a callback of `catch`. */
function* functionStops(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  for (const fn of [...ancestorsOf(construct, source)].filter(isFunction)) {
    const body = fn['body'] as Node
    const teller = tellersAt(body, situation).find(({ binding, isError }) => isError && binding.definition === fn)
    if (!teller) continue
    if (body.type === 'BlockStatement') {
      const exit = fn['async'] === true || isCallback(fn, source) ? `throw ${teller.name}` : `return Promise.reject(${teller.name})`
      yield { edits: [insertFirst(body, conditionalStop(teller.is, exit), source)] }
    } else {
      yield { edits: [insertion(startOf(body), `${teller.is} ? Promise.reject(${teller.name}) : `)] }
    }
  }
  yield* callbackStops(situation)
}

function isCallback(fn: Node, source: Source): boolean {
  const call = parentOf(fn, source)
  return call !== undefined && /^(?:then|catch)$/.test(calledMethod(call) ?? '')
}

/** `.catch(load)`, `.catch(() => load())`: a callback that has no name for the failure. */
function* callbackStops(situation: Situation): Generator<Candidate> {
  const { construct, source, errorClass } = situation
  for (const node of [construct, ...ancestorsOf(construct, source)]) {
    const method = calledMethod(node)
    const callback = ((node['arguments'] ?? []) as readonly Node[])[method === 'then' ? 1 : 0]
    if (!callback || (method !== 'catch' && method !== 'then')) continue
    const fn = unwrap(callback)
    const place = placeAt(fn, situation) ?? situation.finding.statusPlaces.find(({ place: at }) => at !== '')?.place
    if (place === undefined && errorClass === undefined) continue
    const test = errorClass === undefined ? testOf('error', place ?? '', { isError: true, isTyped: true }, situation) : classTest('error', errorClass)
    if (fn.type === 'Identifier') {
      const named = functionAt(fn, source)
      const takesError = named !== undefined && parametersOf(named).length > 0
      const call = `${textOf(fn, source)}(${takesError ? 'error' : ''})`
      yield { edits: [{ start: startOf(fn), end: endOf(fn), text: `(error) => { if (${test.is}) throw error; return ${call} }` }] }
    } else if (isFunction(fn) && (fn['params'] as readonly Node[]).length === 0 && freeName('error', fn, source) === 'error') {
      const param = insertion(source.text.indexOf('(', startOf(fn)) + 1, 'error')
      const body = fn['body'] as Node
      if (body.type === 'BlockStatement') yield { edits: [param, insertFirst(body, conditionalStop(test.is, 'throw error'), source)] }
      else yield { edits: [param, insertion(startOf(body), `${test.is} ? Promise.reject(error) : `)] }
    }
  }
}

/** Behind the statement that has the response, in the way that the code itself ends, or by the typed error. */
export function* responseStops(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  for (const region of regionsOf(construct, source)) {
    for (const place of placesBehindResponses(region, situation)) {
      const leaving = breakOut(place.at, construct, source)
      const exits = [leaving, returnNothing(place.at, construct, source)].filter((exit) => exit !== undefined)
      for (const exit of exits) yield { edits: [place.insert(conditionalStop(place.teller.is, exit))] }
    }
  }
}

/** The typed error behind the statement that has the response. */
export function* typedThrows(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  for (const region of [...regionsOf(construct, source), source.program]) yield* typedStops(region, (failure) => `throw ${failure}`, situation)
}

/** The same with another statement that ends the tries. */
export function* typedStops(region: Node, statement: (failure: string) => string, situation: Situation): Generator<Candidate> {
  const { source, finding } = situation
  const imports = new Imports(source, situation.imports)
  const name = finding.status === 402 ? imports.name(ERROR_NAME) : undefined
  if (typeof name !== 'string') return
  for (const place of placesBehindResponses(region, situation)) {
    if (!canAwait(place.at, source) || !place.teller.is.includes('.status ')) continue
    // Code that names the status there has its own way with it.
    if (textOf(functionOf(place.at, source), source).includes(place.teller.is)) continue
    const stop = conditionalStop(place.teller.is, statement(`await ${name}.from(${place.teller.name})`))
    const edit = place.insert(stop)
    yield { edits: [...imports.edits([edit]), edit], usesModule: imports.usesModule, isByClass: true }
  }
}

interface Place {
  readonly at: Node
  readonly teller: Teller
  readonly insert: (branch: Stop) => Edit
}

function placesBehindResponses(region: Node, situation: Situation): Place[] {
  const { source } = situation
  const found: Place[] = []
  walk(region, (node) => {
    const list = statementList(node)
    if (!list) return
    for (const [index, statement] of list.entries()) {
      const next = list[index + 1]
      if (!next || !bringsResponse(statement, situation)) continue
      const teller = tellersAt(next, situation).find(({ isError, is }) => !isError && is.includes('.') && isAssignedIn(statement, is))
      if (teller) found.push({ at: next, teller, insert: (branch) => insertStop(next, branch, source) })
    }
  })
  return found
}

function bringsResponse(statement: Node, { finding, source, isTypeScript }: Situation): boolean {
  if (isTypeScript && takesFailures(statement)) return false
  return /\bawait\b/.test(textOf(statement, source)) && (statement.type === 'VariableDeclaration' || statement.type === 'ExpressionStatement') && finding.statusPlaces.length > 0
}

/** `await send().catch(toError)`: what comes may be an error, which has no status to the compiler. */
function takesFailures(statement: Node): boolean {
  let found = false
  walkOwn(statement, (node) => {
    found ||= node.type === 'AwaitExpression' && calledMethod(unwrap(node['argument'] as Node)) === 'catch'
  })
  return found
}

function isAssignedIn(statement: Node, test: string): boolean {
  const name = /^[\w$]+/.exec(test)?.[0]
  let found = false
  walkOwn(statement, (node) => {
    const target = (node.type === 'VariableDeclarator' ? node['id'] : node.type === 'AssignmentExpression' ? node['left'] : undefined) as Node | undefined
    found ||= target?.['name'] === name
  })
  return found
}

function canAwait(node: Node, source: Source): boolean {
  return functionOf(node, source)['async'] === true
}

/** `return`, or what stops an interval, where the function gives nothing anyway. */
function returnNothing(node: Node, construct: Node, source: Source): string | undefined {
  const runner = functionOf(node, source)
  if (!isFunction(runner) || isLoop(construct)) return undefined
  const given: Node[] = []
  walkOwn(runner['body'] as Node, (inner) => {
    if (inner.type === 'ReturnStatement' && inner['argument'] !== null) given.push(inner)
  })
  if (given.length > 0) return undefined
  const timer = parentOf(construct, source)
  const isInterval = construct.type === 'CallExpression' && (construct['callee'] as Node)['name'] === 'setInterval'
  const name = isInterval && timer?.type === 'VariableDeclarator' ? ((timer['id'] as Node)['name'] as string | undefined) : undefined
  return name === undefined ? 'return' : `return clearInterval(${name})`
}

/** The statement that sends again, where there is no condition around it. */
export function* resendStops(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const statement = isLoop(construct) ? undefined : statementOf(construct, source)
  if (!statement) return
  for (const teller of tellersAt(statement, situation)) {
    if (statement.type === 'ExpressionStatement') yield { edits: [insertion(startOf(statement), `if (${teller.isNot}) `)] }
    const exit = teller.isError ? `throw ${teller.name}` : returnNothing(statement, construct, source)
    if (exit !== undefined) yield { edits: [insertStop(statement, conditionalStop(teller.is, exit), source)] }
  }
}
