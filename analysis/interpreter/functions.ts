import type { Node } from '../syntax/estree.ts'
import { parametersOf, rangeOf } from '../syntax/nodes.ts'
import { addressOf, type Env } from './environment.ts'
import { blurred, isExact, listData } from './lists.ts'
import { passedBy, ungated } from './gates.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Sinks } from './sinks.ts'
import { defineParameterProperties } from './classes.ts'
import { isCoroutine } from './coroutines.ts'
import { callBriefly } from './hurry.ts'
import { derivedFrom } from './keys.ts'
import { elementAt } from './places.ts'
import { run as runAsync } from './promises.ts'
import { toGoOn } from './relevance.ts'
import { forkState } from './state.ts'
import { typeOfPrimitive, UNDEFINED, type Closure, type Value } from './values.ts'

/** The same function may be entered this often before a path that enters it again is cut off. */
const DEEPEST_RECURSION = 4
/** The same for one that is given a known number, by which it may well count. */
const DEEPEST_COUNTED_RECURSION = 12
/** How often a function may be entered from within one call of it, on all paths and at all depths together. */
const MOST_REENTRIES = 16
/** Calls within calls that are still run. */
const DEEPEST_CALL = 40

/** Calls a function of the file; `waits`: it is a generator whose `yield*` waits, as libraries of effects run it. */
export function callClosure(machine: Machine, closure: Closure, self: Value, args: readonly Value[], site: Node, waits = false): Value {
  const around = machine.frames.filter((frame) => frame.callee === closure.node)
  const entered = around.length
  // A path that recurses without end completes nowhere; what the other paths do is all there is.
  const isCounted = args.some((arg) => arg.kind === 'primitive' && typeOfPrimitive(arg) === 'number')
  if (entered >= (isCounted ? DEEPEST_COUNTED_RECURSION : DEEPEST_RECURSION)) throw PATH_ENDS
  // One that walks a tree which is not known comes back from each of its branches.
  const [outermost] = around
  if (outermost && machine.reentries(outermost) > MOST_REENTRIES) {
    if (machine.lookAhead?.within(closure.node)) throw PATH_ENDS
    return derivedFrom(machine, 'call', args)
  }
  if (machine.frames.length >= DEEPEST_CALL) return machine.fresh('call')
  const frame = { kind: 'call', node: site, round: 0, callee: closure.node } as const
  const call = (): Value => machine.inFrame(frame, () => callBody(machine, closure, closure.self ?? self, args, waits))
  const { hurry } = machine
  return hurry ? callBriefly(machine, hurry, closure, args, call) : call()
}

/** Runs a function that code not seen calls; each path that leaves it is told apart. */
export function callRoot(machine: Machine, closure: Closure, self: Value, args: readonly Value[]): Sinks {
  const frame = { kind: 'call', node: closure.node, round: 0, callee: closure.node } as const
  machine.yielded = isCoroutine(machine, closure.node) ? 'awaited' : undefined
  return machine.inFrame(frame, () => machine.collect(() => run(machine, closure, self, args, true)))
}

/** Runs the body of a function and completes as its kind does: sync, async or generator. */
function callBody(machine: Machine, closure: Closure, self: Value, args: readonly Value[], waits: boolean): Value {
  const body = (): Value => run(machine, closure, self, args)
  if (closure.node['generator']) return waits || isCoroutine(machine, closure.node) ? runCoroutine(machine, body) : runGenerator(machine, body)
  if (closure.node['async']) return runAsync(machine, [body])
  return runToEnd(machine, body)
}

/** Runs code whose `return`s end here and whose exceptions go on. */
function runToEnd(machine: Machine, body: () => Value): Value {
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const sinks = machine.collect(body)
  machine.sinks.throws.push(...sinks.throws)
  const ends = toGoOn(machine, ancestor, sinks.returns)
  // Where it throws on one side of a test, to come back from it is to be past that test.
  return machine.meet(ancestor, ungated(ancestor, ends, sinks.throws.length > 0 ? passedBy(ancestor, ends) : ancestor.gate))
}

function run(machine: Machine, closure: Closure, self: Value, args: readonly Value[], isRoot = false): Value {
  const { node } = closure
  const env = enter(machine, closure, self, args, isRoot)
  const body = node['body'] as Node
  if (body.type !== 'BlockStatement') return machine.evaluate(body, env)
  defineParameterProperties(machine, node, self, env)
  machine.execute(body, env)
  return UNDEFINED
}

/** The environment of a call, with what is given bound in it. */
export function enter(machine: Machine, closure: Closure, self: Value, args: readonly Value[], isRoot = false): Env {
  const env = environmentFor(machine, closure, self, isRoot ? 'not seen' : args)
  for (const binding of env.owner.bindings.values()) {
    if (binding.kind === 'var' || binding.kind === 'let') machine.store.set(addressOf(env, binding), UNDEFINED)
  }
  const params = parametersOf(closure.node)
  if (params.length === 0 && args[0]) machine.notePlace(closure.node, args[0])
  for (const [index, param] of params.entries()) {
    if (param.type === 'RestElement') {
      const rest = isExact(args.slice(0, index)) ? args.slice(index) : blurred(args)
      machine.bind(param, machine.create(listData(rest)), env)
    } else {
      machine.bind(param, elementAt(machine, args, index), env)
    }
  }
  return env
}

function environmentFor(machine: Machine, closure: Closure, self: Value, args: readonly Value[] | 'not seen'): Env {
  const owner = machine.tree.scopes.get(closure.node)
  if (!owner) throw new Error(`no scope for the function at ${rangeOf(closure.node)[0]}`)
  const isArrow = closure.node.type === 'ArrowFunctionExpression'
  return { id: machine.newEnvId(), owner, parent: closure.env, self: isArrow ? undefined : self, home: closure.home, lazy: false, ...(!isArrow && { args }) }
}

/**
 * A generator is run to its end at once, which may be more of it than the program asks for, or may be later; what it
 * yields is what iterating it gives.
 */
export function runGenerator(machine: Machine, body: () => Value): Value {
  const outer = machine.yielded
  const yielded: Value[] = []
  machine.yielded = yielded
  try {
    machine.fork([() => UNDEFINED, () => runToEnd(machine, body)])
  } finally {
    machine.yielded = outer
  }
  return machine.create(listData(blurred(yielded), { builtin: 'Generator' }))
}

/** A generator whose `yield` waits, as a compiler makes of an async function. */
export function runCoroutine(machine: Machine, body: () => Value): Value {
  const outer = machine.yielded
  machine.yielded = 'awaited'
  try {
    return runAsync(machine, [body])
  } finally {
    machine.yielded = outer
  }
}

/** A function with its `this` and its first arguments. */
export function boundTo(machine: Machine, closure: Closure, [self, ...args]: readonly Value[]): Value {
  const bound: Closure = { ...closure, ...(self && { self }) }
  if (args.length === 0) return bound
  return { kind: 'native', name: 'bound', call: (more, at) => machine.call(bound, UNDEFINED, [...args, ...more], at) }
}
