import { isWithin, nameOf, parametersOf } from '../syntax/nodes.ts'
import type { Node } from '../syntax/estree.ts'
import type { Binding, Scope, ScopeTree } from '../syntax/scopes.ts'
import { isAnnouncer } from './callees.ts'
import { addressOf, holderOf } from './environment.ts'
import { carriedBy } from './keys.ts'
import type { Machine } from './machine.ts'
import { Carries, UNDEFINED, unknown, type Closure, type Value } from './values.ts'
import { isUsed } from './written-calls.ts'

/** Functions that make a new state, or what is shown, of what they are given. */
const UPDATERS = /(?:^|\.)(?:set[A-Z]\w*|update[A-Z]\w*|dispatch)$/

/** What a hook of React's is given makes what is shown of the data, over and over. */
const HOOK = /^use[A-Z]/
const CONTENT = Carries.body | Carries.header

/**
 * What code that is not seen gets: in place of a function that makes a new state (`setState((previous) => ...)`), or that has something
 * of the answer in it (`zone.run(() => show(error))`), what the function gives, since that code is taken to call it.
 */
export function handedTo(machine: Machine, label: string, args: readonly Value[], site: Node): readonly Value[] {
  return args.map((arg, index) => {
    if (arg.kind === 'object') return withFunctionsCalled(machine, arg, site)
    const isUpdate = index === 0 && (UPDATERS.test(label) || isAnnouncer(label))
    return arg.kind === 'closure' && (isUpdate || holdsAnswer(machine, arg, site)) ? callHanded(machine, arg, site) : arg
  })
}

/** `dialog({ onRetry: () => show(error) })`: an object of functions. */
function withFunctionsCalled(machine: Machine, value: Value, site: Node): Value {
  const data = machine.object(value)
  if (!data || !machine.state.sends || data.promise || data.response || data.failure) return value
  const holding = [...data.properties].filter((entry): entry is [string, Closure] => entry[1].kind === 'closure' && holdsAnswer(machine, entry[1], site))
  if (holding.length === 0) return value
  return machine.create({ ...data, properties: new Map([...data.properties, ...holding.map(([name, fn]): [string, Value] => [name, callHanded(machine, fn, site)])]) })
}

function callHanded(machine: Machine, fn: Closure, site: Node): Value {
  const params = parametersOf(fn.node).map((param) => unknown(nameOf(param) ?? 'argument'))
  return machine.call(fn, UNDEFINED, params, site)
}

/**
 * Whether a function reads a name of the code around it that holds something of the answer. Where what is called gives something that is used,
 * what the body says is material (`useMemo(() => sort(data))`), and no news of a failure.
 */
function holdsAnswer(machine: Machine, { node, env }: Closure, site: Node): boolean {
  if (!machine.state.sends || !site['callee']) return false
  const isMaterial = isUsed(site, machine.tree) || HOOK.test(nameOf(site['callee'] as Node) ?? '')
  return readAround(node, machine.tree).some((binding) => {
    const holder = holderOf(env, binding)
    const value = holder && machine.store.value(addressOf(holder, binding))
    const held = value ? carriedBy(machine, value) : Carries.nothing
    return held !== Carries.nothing && (!isMaterial || (held & ~CONTENT) !== 0)
  })
}

/** By the scope, not the node: names are resolved anew for each analysis of a program. */
const known = new WeakMap<Scope, readonly Binding[]>()

/** The names of the functions around it that a function reads. */
function readAround(fn: Node, tree: ScopeTree): readonly Binding[] {
  const own = tree.scopes.get(fn)
  if (!own) return []
  const found = known.get(own)
  if (found) return found
  const bindings: Binding[] = []
  for (let scope = own.parent; scope && scope.node !== tree.program; scope = scope.parent) {
    for (const binding of scope.bindings.values()) {
      if (binding.references.some((reference) => isWithin(reference, fn))) bindings.push(binding)
    }
  }
  known.set(own, bindings)
  return bindings
}
