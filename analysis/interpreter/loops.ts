import type { Node } from '../syntax/estree.ts'
import { eachChild } from '../syntax/children.ts'
import { isFunction, unwrap } from '../syntax/nodes.ts'
import type { Env } from './environment.ts'
import { forkOnTest } from './branches.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Completion } from './sinks.ts'
import { narrow } from './narrowing.ts'
import { toGoOn } from './relevance.ts'
import { forkState, type State } from './state.ts'
import { another, elementIn } from './copies.ts'
import { iterated } from './iteration.ts'
import { derivedFrom } from './keys.ts'
import { anyOf, candidatesAt, gap, isOnceEach, prefixOf } from './lists.ts'
import { ownProperties } from './own-properties.ts'
import { FALSE, isNullish, optionsOf, primitive, TRUE, truthiness, UNDEFINED, type Value } from './values.ts'
import { awaitValue } from './promises.ts'
import { noteCount, noteTurn } from './turns.ts'
import { wideningAt } from './widening.ts'

/** Rounds of a loop whose number the code states. */
const MOST_KNOWN_ROUNDS = 12
/** Rounds of a loop whose number is not known: enough to see the same request again, and what changes between rounds. */
export const MOST_UNKNOWN_ROUNDS = 3
/** Rounds of `while (true)`, which states its number inside, if at all. */
export const MOST_ENDLESS_ROUNDS = 6
/** The same of loops that can't lead to the request, where what takes long is left out. */
const MOST_BRIEF_ROUNDS = 1

/** What is particular to one kind of loop. */
interface Loop {
  /** Whether another round begins: evaluated in the present state. */
  readonly test: (round: number) => Value
  readonly testNode: Node | undefined
  readonly update: () => void
  readonly testFirst: boolean
  /** `while (true)`, `for (;;)`. */
  readonly endless: boolean
  /** What `for ... of` and `for ... in` go through. */
  readonly over?: Value
}

/**
 * Runs a loop round by round, for a bounded number of rounds. A path that has not left the loop by then is cut off: what
 * the loop does is known from the paths that did leave it.
 */
export function iterate(machine: Machine, node: Node, env: Env): void {
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') iterateOver(machine, node, env)
  else iterateWhile(machine, node, env)
}

function iterateWhile(machine: Machine, node: Node, env: Env): void {
  const init = node['init'] as Node | null
  if (init) {
    if (init.type === 'VariableDeclaration') machine.execute(init, env)
    else machine.evaluate(init, env)
  }
  const test = node['test'] as Node | null
  const update = node['update'] as Node | null
  rounds(machine, node, env, {
    test: () => (test ? machine.evaluate(test, env) : TRUE),
    testNode: test ?? undefined,
    update: () => {
      if (update) machine.evaluate(update, env)
    },
    testFirst: node.type !== 'DoWhileStatement',
    endless: !test || (test.type === 'Literal' && Boolean(test['value'])),
  })
}

function iterateOver(machine: Machine, node: Node, env: Env): void {
  const given = machine.evaluate(node['right'] as Node, env)
  // What an SDK gives for a list is a promise of its first page, and goes through all of them.
  const source = node['await'] && optionsOf(given).some((option) => machine.object(option)?.promise) ? awaitValue(machine, given) : given
  const elements = node.type === 'ForOfStatement' ? iterated(machine, source, node) : namesOf(machine, source, node)
  const known = prefixOf(elements)
  const most = isOnceEach(elements.slice(known.length)) ? elements.length : Infinity
  const left = node['left'] as Node
  const pattern = left.type === 'VariableDeclaration' ? ((left['declarations'] as Node[])[0]?.['id'] as Node) : left
  const take = (round: number): void => {
    const element = known[round] ?? oneOf(machine, candidatesAt(elements, round), node['await'] ? undefined : round)
    machine.bind(pattern, node['await'] ? awaitValue(machine, element) : element, env)
  }
  rounds(machine, node, env, {
    test: (round) => {
      if (round >= most) return FALSE
      take(round)
      return round < known.length ? TRUE : machine.fresh('next')
    },
    testNode: undefined,
    update: () => undefined,
    testFirst: true,
    endless: false,
    over: source,
  })
}

/**
 * An element of those that are not told apart: each round has another.
 *
 * @param round undefined: what comes in time comes once, and another walk has others
 */
function oneOf(machine: Machine, elements: readonly Value[], round: number | undefined): Value {
  return round === undefined ? another(machine, anyOf(elements)) : elementIn(machine, anyOf(elements), round)
}

/** What `for ... in` goes over: the names of an object's properties. */
function namesOf(machine: Machine, source: Value, site: Node): readonly Value[] {
  const [only] = optionsOf(source)
  if (only && isNullish(only)) return []
  const own = only && optionsOf(source).length === 1 && !machine.object(only)?.prototype ? ownProperties(machine, only, site) : undefined
  if (!own || own.open) return [gap(derivedFrom(machine, 'name', [source]))]
  return own.properties.map(({ name, maybe }) => (maybe ? gap(primitive(name)) : primitive(name)))
}

function rounds(machine: Machine, node: Node, env: Env, loop: Loop): void {
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const isBrief = machine.hurry !== undefined && machine.lookAhead?.within(node) === false
  const most = loop.endless ? (isBrief ? MOST_BRIEF_ROUNDS : MOST_ENDLESS_ROUNDS) : MOST_KNOWN_ROUNDS
  const mostUnknown = isBrief ? MOST_BRIEF_ROUNDS : MOST_UNKNOWN_ROUNDS
  const exits: State[] = []
  let before = ancestor
  let unknownRounds = 0
  let round = 0
  let isCut = false
  let turns: number | undefined
  for (; ; round++) {
    isCut = round === most
    if (isCut) break
    const entered = loop.testFirst || round > 0 ? enter(machine, loop, round, exits, env) : 'known'
    if (entered === 'left') break
    if (entered === 'unknown' && unknownRounds++ === 0) turns = usualTurns(machine, loop, env)
    isCut = unknownRounds > mostUnknown
    if (isCut) break
    before = machine.state
    if (!runRound(machine, node, round, exits, env) || !goOn(loop.update)) {
      round++
      break
    }
  }
  if (!isCut && unknownRounds === 0) turns = round
  if (turns !== undefined) noteCount(machine, node, turns)
  if (isCut) exits.push(...furtherExits(machine, node, loop, ancestor, before, exits, round))
  machine.meet(ancestor, toGoOn(machine, ancestor, exits.map((state): Completion => ({ value: UNDEFINED, state })), node))
}

/** The turns that a loop takes by its count where nobody says another: `attempt < (options.maxRetries ?? 3)`. */
function usualTurns(machine: Machine, { testNode }: Loop, env: Env): number | undefined {
  const test = testNode && unwrap(testNode)
  if (test?.type !== 'BinaryExpression' || !/^[<>]=?$/.test(test['operator'] as string) || !isQuiet(test)) return undefined
  const [left, right] = [test['left'], test['right']].map((side) => numberAmong(machine.evaluate(side as Node, env)))
  if (left === undefined || right === undefined) return undefined
  return Math.abs(left - right) + ((test['operator'] as string).endsWith('=') ? 1 : 0)
}

/** The one number that a value may be, whatever else it may be that is not known. */
function numberAmong(value: Value): number | undefined {
  const known = optionsOf(value).flatMap((option) => (option.kind === 'unknown' ? [] : [option]))
  const [only] = known
  return known.length === 1 && only?.kind === 'primitive' && typeof only.value === 'number' ? only.value : undefined
}

/** A loop that is longer than was run is left with whatever its rounds may have made of its variables. */
function furtherExits(machine: Machine, node: Node, loop: Loop, ancestor: State, before: State, exits: readonly State[], round: number): State[] {
  const widened = (state: State): State => {
    machine.state = state
    return { ...state, store: state.store.widen(ancestor.store, before.store, wideningAt(machine, node, loop.over)) }
  }
  if (!loop.endless) {
    machine.state = widened(machine.state)
    if (!neverFails(loop, round)) return [machine.state]
  }
  // `while (true)` is left only where it says so: as it was left in the last round.
  const last = exits.at(-1) ?? (hasBreak(node) ? machine.state : undefined)
  return last ? [widened(last)] : []
}

/** Whether further rounds leave alone what the test asks: `while (!done)`. */
function neverFails({ test, testNode }: Loop, round: number): boolean {
  if (!testNode || !isQuiet(testNode)) return false
  const value = test(round)
  return value.kind === 'primitive' && Boolean(value.value)
}

/** What only names and compares: to evaluate it changes nothing. */
const QUIET = new Set(['Identifier', 'Literal', 'ThisExpression', 'MemberExpression', 'PrivateIdentifier', 'UnaryExpression', 'BinaryExpression', 'LogicalExpression'])

function isQuiet(written: Node): boolean {
  const node = unwrap(written)
  let isAll = QUIET.has(node.type)
  if (isAll) eachChild(node, (child) => { isAll &&= isQuiet(child) })
  return isAll
}

function hasBreak(node: Node): boolean {
  let found = false
  const visit = (child: Node): void => {
    found ||= child.type === 'BreakStatement'
    if (!found && !isFunction(child)) eachChild(child, visit)
  }
  visit(node['body'] as Node)
  return found
}

/** Evaluates the test; where it may fail, that path leaves the loop. */
function enter(machine: Machine, loop: Loop, round: number, exits: State[], env: Env): 'known' | 'unknown' | 'left' {
  let test: Value = TRUE
  if (!goOn(() => { test = loop.test(round) })) return 'left'
  const truth = truthiness(test)
  if (loop.testNode) machine.decide(loop.testNode, test, truth)
  if (truth === true) return 'known'
  const leave = (): Value => {
    if (loop.testNode) narrow(machine, loop.testNode, false, env)
    exits.push(machine.state)
    throw PATH_ENDS
  }
  if (truth === false) {
    goOn(leave)
    return 'left'
  }
  const stay = (): Value => {
    if (loop.testNode) narrow(machine, loop.testNode, true, env)
    return UNDEFINED
  }
  goOn(() => void forkOnTest(machine, test, [{ outcome: false, run: leave }, { outcome: true, run: stay }], loop.testNode))
  return 'unknown'
}

/** Runs a piece of the loop and says whether any path goes on after it. */
function goOn(run: () => void): boolean {
  try {
    run()
    return true
  } catch (signal) {
    if (signal !== PATH_ENDS) throw signal
    return false
  }
}

/** Runs the body once; `continue` goes on with the next round, `break` leaves. */
function runRound(machine: Machine, node: Node, round: number, exits: State[], env: Env): boolean {
  const start = machine.state
  if (round > 0) noteTurn(machine, node)
  const nexts: Completion[] = []
  machine.state = forkState(start)
  machine.inFrame({ kind: 'loop', node, round }, () => {
    if (goOn(() => machine.execute(node['body'] as Node, env))) nexts.push({ value: UNDEFINED, state: machine.state })
  })
  const { jumps } = machine.sinks
  for (const jump of jumps) {
    if (jump.target !== node) continue
    if (jump.kind === 'break') exits.push(jump.state)
    else nexts.push({ value: UNDEFINED, state: jump.state })
  }
  machine.sinks.jumps = jumps.filter((jump) => jump.target !== node)
  return goOn(() => machine.meet(start, nexts))
}
