import { outward, type Placed } from '../syntax/around.ts'
import type { Node } from '../syntax/estree.ts'
import { isWrittenNullish, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Env } from './environment.ts'
import type { Machine } from './machine.ts'
import { gateOf } from './gates.ts'
import { narrow } from './narrowing.ts'
import { gateOfAll, type PassedGate } from './passed-gates.ts'
import { endIfLeaving, endIfPast, toGoOn } from './relevance.ts'
import { forkState, hasDone, type State } from './state.ts'
import type { Store } from './store.ts'
import { bitsOfSide, bitsTogether, isFoundWhen, isMissedWhen } from './word-searches.ts'
import { Carries, carriesOf, FOUND, isNullish, join, mapPrimitives, MISSED, optionsOf, TRUE, truthiness, typeOfPrimitive, withBits, type CarryBits, type Single, type Value } from './values.ts'

/** `a && b`, `a || b`, `a ?? b`. */
export function logical(machine: Machine, node: Node, env: Env): Value {
  const left = node['left'] as Node
  return choose(machine, node, { node: left, value: machine.evaluate(left, env) }, () => machine.evaluate(node['right'] as Node, env), env)
}

/**
 * A logical operator, or an assignment by one, whose left side is evaluated already; `right` runs on the paths that get to it.
 */
export function choose(machine: Machine, whole: Node, { node, value: left }: { node: Node; value: Value }, right: () => Value, env: Env): Value {
  const operator = (whole['operator'] as string).replace('=', '')
  const isTest = operator !== '??'
  const stops = (single: Single): boolean | undefined => {
    if (!isTest) return single.kind === 'unknown' && !single.truthy && !single.isString ? undefined : !isNullish(single)
    const truth = truthiness(single)
    return truth === undefined ? undefined : truth === (operator === '||')
  }
  const kept = optionsOf(left).filter((option) => stops(option) !== false)
  const replaced = optionsOf(left).filter((option) => stops(option) !== true)
  // `data || []` is no test: it fills in what is not there.
  if (isTest) machine.decide(node, left, truthiness(left), (operator === '&&' || isTested(machine, node)) && asksIfThere(node, left))
  if (replaced.length === 0) return left
  const chosen: Chosen = { node, value: left, outcome: operator !== '||', isQuestion: isQuestion(whole['right'] as Node) }
  const goOn = (): Value => {
    if (isTest) narrow(machine, node, operator === '&&', env)
    endIfPast(machine, whole, whole['right'] as Node)
    return right()
  }
  if (kept.length === 0) return goOn()
  machine.state = forkState(machine.state)
  const stay = (): Value => {
    if (isTest) narrow(machine, node, operator === '||', env)
    endIfPast(machine, whole)
    return stopped(operator, kept)
  }
  const whenStopped = operator === '||'
  return forkOnTest(machine, left, [{ outcome: whenStopped, run: stay }, { outcome: !whenStopped, run: () => chosenBy(machine, chosen, goOn()) }], node, whole)
}

/** A left side, how it came out where the right one was asked, and whether that one can only be true or false. */
interface Chosen {
  readonly node: Node
  readonly value: Value
  readonly outcome: boolean
  readonly isQuestion: boolean
}

/** Comparisons, negations, and what is put together of these. */
function isQuestion(node: Node): boolean {
  const { type, operator, left, right } = unwrap(node) as Node & { left?: Node; right?: Node; operator?: string }
  if (type === 'LogicalExpression') return isQuestion(left as Node) && isQuestion(right as Node)
  return (type === 'UnaryExpression' && operator === '!') || (type === 'BinaryExpression' && /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(operator ?? ''))
}

/** A right side that is true or false says as well which way the left one went, where that is not known. */
function chosenBy(machine: Machine, left: Chosen, right: Value): Value {
  const all = optionsOf(left.value).reduce((bits, option) => (option.kind === 'unknown' || option.kind === 'primitive' ? bits | option.carries : bits), 0)
  const bits = bitsOfSide(all & ~Carries.status, left.value, left.outcome)
  if (bits === 0) return right
  // Of an object no more is asked than whether there is one.
  const told = (single: Single): Single => (single.kind === 'primitive' || single.kind === 'unknown' ? withBits(single, bitsTogether(bits, single.carries)) : withBits(TRUE, bits))
  if (left.isQuestion || isTested(machine, left.node)) return join(optionsOf(right).map(told))
  return asFlag(right, bits)
}

/** Whether the logical expression of an operand is only asked whether it is true. */
function isTested({ tree }: Machine, operand: Node): boolean {
  let { node, parent } = outward(operand, tree)
  while (parent?.type === 'LogicalExpression') ({ node, parent } = outward(parent, tree))
  if (parent?.type === 'UnaryExpression') return parent['operator'] === '!'
  return parent !== undefined && parent.type !== 'SwitchCase' && parent['test'] === node
}

/** What `a && b` is where `a` stops it: an unknown is known to be falsy then. */
function stopped(operator: string, kept: readonly Single[]): Value {
  return join(kept.map((option) => (option.kind !== 'unknown' ? option : operator === '&&' ? { ...option, falsy: true } : operator === '||' ? { ...option, truthy: true } : option)))
}

/** One way in which a test may come out, and what is done then. */
export interface Branch {
  readonly outcome: boolean
  readonly run: () => Value
}

/**
 * Runs both branches of a test that is not known; what the answer itself decides is noted on each.
 *
 * @param node the test
 * @param after what the paths leave where they meet again
 */
export function forkOnTest(machine: Machine, test: Value, branches: readonly Branch[], node?: Node, after?: Node): Value {
  const ancestor = machine.state
  const { store } = ancestor
  const parting = { sides: branches.length, outer: ancestor.gate }
  const toMeet = <T extends { state: State }>(all: readonly T[]): readonly T[] => (after ? toGoOn(machine, ancestor, all, after) : all)
  const ends: { gate: PassedGate | undefined; isNarrowed: boolean; state: State; result: Value }[] = []
  let decided = decidedBy(optionsOf(test))
  const part = (): Value => machine.fork(
    branches.map(({ outcome, run }) => () => {
      const own = decided === Carries.nothing ? decided : decidedBy(optionsOf(test).filter((option) => truthiness(option) !== !outcome))
      // What only another value than the answer's leads to, something that is not seen has chosen.
      const bits = own === Carries.nothing && (decided & Carries.status) !== 0 ? Carries.handed : own | stoppedOn(test, outcome, own)
      decided |= bits
      const isMatch = isFoundWhen(test, outcome) && (bits & (Carries.body | Carries.text)) !== 0
      machine.gateOn(isMatch ? bits | Carries.words : bits, parting, isMissedWhen(test, outcome))
      const { gate } = machine.state
      const result = run()
      ends.push({ gate: machine.state.gate, isNarrowed: machine.state.gate !== gate, state: machine.state, result })
      return result
    }),
    toMeet,
  )
  let value: Value
  try {
    value = part()
  } finally {
    // Where every side ends, nothing comes after.
    if (decidesByBody(machine, test, ends, branches.length, ancestor, node)) machine.readsBody = true
  }
  if (toMeet(ends).length < branches.length) return value
  // Both sides go on, but not all of their paths: those that do came through a gate, whichever side it is on.
  if (ends.some(({ isNarrowed }) => isNarrowed)) machine.state.gate = gateOfAll(ends.map(({ gate }) => gate))
  tellFlags(machine, store, decided)
  return value
}

/** An object is there where the left side of `again && options` did not stop it, which it does not say by itself. */
function stoppedOn(test: Value, outcome: boolean, own: CarryBits): CarryBits {
  const options = optionsOf(test)
  const isObject = own === Carries.nothing && options.some((option) => (option.kind === 'object' || option.kind === 'closure') && truthiness(option) === outcome)
  return isObject ? decidedBy(options.filter((option) => option.kind === 'unknown' && option.falsy === true && truthiness(option) !== outcome)) : Carries.nothing
}

/** Whether what the body says decides what is done: the sides do, or end, otherwise, but for a log; or its words are looked for, and they give something else. */
function decidesByBody(machine: Machine, test: Value, ends: readonly { state: State; result: Value }[], sides: number, ancestor: State, node: Node | undefined): boolean {
  const bits = carriesOf(test)
  if ((bits & (Carries.sought | Carries.body)) === 0 || optionsOf(test).every(isThere)) return false
  if (ends.length < sides || ends.some(({ state }) => hasDone(state, ancestor))) return true
  return (bits & Carries.sought) !== 0 && !comeToSame(machine, ends.map(({ result }) => result), node)
}

/** Whether a test asks for no more than whether there is a body: `if (data)`, `if (data === null)`. */
function asksIfThere(node: Node, test: Value): boolean {
  const carriesBody = (carriesOf(test) & Carries.body) !== 0
  return optionsOf(test).some(isThere) || (carriesBody && (isComparedWithNothing(unwrap(node)) || isOppositeOfWhatIsThere(unwrap(node), test)))
}

/** `!result`, where the result of a `data || null` is told: of data that is there the opposite is known. */
function isOppositeOfWhatIsThere(node: Node, test: Value): boolean {
  if (node.type !== 'UnaryExpression' || node['operator'] !== '!') return false
  // Of what was computed of the body (`!seen.has(data.id)`) it is not known by that alone.
  const isOfBody = (option: Single): boolean => (carriesOf(option) & Carries.body) !== 0
  const truths = optionsOf(test).map((option) => [isOfBody(option), truthiness(option)] as const)
  return truths.some(([isBody, truth]) => isBody && truth !== undefined && truths.some(([isOther, opposite]) => !isOther && opposite === !truth))
}

function isComparedWithNothing(node: Node): boolean {
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node['operator'] as string)) return false
  return [node['left'], node['right']].some((side) => isWrittenNullish(unwrap(side as Node)))
}

/** Whether there is a body at all: that says nothing of the answer, `if (!data) return null`. */
function isThere(test: Single): boolean {
  return test.kind === 'unknown' && /^!*body$/.test(test.label)
}

/** Whether both sides give the same, or an operand is all that parts them, and whether it is true is all that is asked, and the same. */
function comeToSame(machine: Machine, results: readonly Value[], test: Node | undefined): boolean {
  const [first, ...others] = results
  if (!first || others.every((result) => machine.digest(result).id === machine.digest(first).id)) return true
  // What is done by the whole test is seen there.
  if (test && isTestOfStatement(machine, test)) return true
  const truth = truthiness(first)
  const isOperand = test !== undefined && outward(test, machine.tree).parent?.type === 'LogicalExpression'
  return truth !== undefined && isOperand && isTested(machine, test) && others.every((result) => truthiness(result) === truth)
}

/** Whether an operand is a part of the test of an `if`, a loop or a choice, also where that is turned round, or stands in a function that is called there. */
function isTestOfStatement({ tree }: Machine, operand: Node): boolean {
  const first = outward(operand, tree)
  if (first.parent?.type !== 'LogicalExpression') return false
  let test = first
  for (let whole = wholeOf(test, tree); whole; whole = wholeOf(test, tree)) test = whole
  return test.parent !== undefined && test.parent.type !== 'SwitchCase' && test.parent['test'] === test.node
}

/** What an expression is an operand of, or the result of a function that is called where it stands. */
function wholeOf({ node, parent }: Placed, tree: ScopeTree): Placed | undefined {
  if (parent?.type === 'LogicalExpression' || (parent?.type === 'UnaryExpression' && parent['operator'] === '!')) return outward(parent, tree)
  if (parent?.type !== 'ArrowFunctionExpression' || parent['body'] !== node) return undefined
  const called = outward(parent, tree)
  return called.parent?.type === 'CallExpression' && called.parent['callee'] === called.node ? outward(called.parent, tree) : undefined
}

/** A flag that only one side has set says which side that was. */
function tellFlags(machine: Machine, before: Store, bits: CarryBits): void {
  if (gateOf(bits) === undefined) return
  // Of what they were set to it is not known here which is on the side where words were found.
  const told = bits & ~(FOUND | MISSED)
  machine.store.mapWritten(before, (value) => {
    const isFlag = value.kind === 'union' && value.options.every((option) => option.kind === 'primitive' && typeOfPrimitive(option) === 'boolean')
    return isFlag ? mapPrimitives(value, (single) => withBits(single, single.carries | told)) : value
  })
}

/** What decides a test that may be any of these. A status that is compared with something that is not seen is decided by that. */
function decidedBy(options: readonly Single[]): CarryBits {
  return options.reduce<CarryBits>((all, option) => {
    const bits = carriesOf(option)
    return all | (option.kind === 'unknown' && bits === Carries.status ? bits | Carries.handed : bits)
  }, Carries.nothing)
}

/** `test ? a : b`. */
export function conditional(machine: Machine, node: Node, env: Env): Value {
  return testAndGoOn(machine, node, env, (outcome, bits) => asFlag(machine.evaluate(node[outcome ? 'consequent' : 'alternate'] as Node, env), bits))
}

/** A value that is true or false says which way a test went that is not known. */
function asFlag(value: Value, bits: CarryBits): Value {
  return bits === 0 ? value : mapPrimitives(value, (single) => (typeOfPrimitive(single) === 'boolean' ? withBits(single, bitsTogether(bits, single.carries)) : single))
}

/**
 * Evaluates the test of a node and takes the branches into which it may come out.
 *
 * @param take is given what decided between them
 */
export function testAndGoOn(machine: Machine, node: Node, env: Env, take: (outcome: boolean, bits: CarryBits) => Value): Value {
  const testNode = node['test'] as Node
  const test = machine.evaluate(testNode, env)
  const truth = truthiness(test)
  machine.decide(testNode, test, truth, asksIfThere(testNode, test))
  // What decides it where it is not known; a status is.
  const bits = truth === undefined ? decidedBy(optionsOf(test)) & ~Carries.status : Carries.nothing
  const branch = (outcome: boolean): Branch => ({
    outcome,
    run: () => {
      narrow(machine, testNode, outcome, env)
      const side = node[outcome ? 'consequent' : 'alternate'] as Node | null
      endIfPast(machine, node, side)
      endIfLeaving(machine, side)
      return take(outcome, bitsOfSide(bits, test, outcome))
    },
  })
  if (truth !== undefined) return branch(truth).run()
  return forkOnTest(machine, test, [branch(true), branch(false)], testNode, node)
}
