import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { performThen } from '../interpreter/promises.ts'
import { optionsOf, sameValue, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { enclosingFunction } from '../syntax/around.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import { setting } from './settings.ts'

/** A pair of functions that a client calls with each answer. */
interface Interceptor {
  /** The call of `use` that gives it. */
  readonly use: Node
  readonly onFulfilled: Value
  readonly onRejected: Value
}

/** The name under which the options of an instance keep its interceptors. */
const KEPT = 'interceptors.response'

/** `instance.interceptors.response.use(onFulfilled, onRejected)`, where the code that says so is run. */
export function keepInterceptor({ machine, args, origin }: ModelCall): Value {
  const settings = origin?.settings
  if (settings?.kind !== 'object') return unknown('interceptor')
  const kept = machine.object(setting(machine, settings, KEPT) ?? UNDEFINED)?.elements ?? []
  const entry = machine.create(objectData([['onFulfilled', args[0] ?? UNDEFINED], ['onRejected', args[1] ?? UNDEFINED]]))
  const isKept = kept.some((item) => isSameInterceptor(machine, item, entry))
  const list = isKept ? kept : [...kept, entry]
  machine.set(settings, KEPT, machine.create(objectData([], { elements: list })))
  return unknown('interceptor')
}

/** What a promise of a client becomes through the interceptors that the file puts on the instance. */
export function intercepted(call: ModelCall, promise: Value): Value {
  const { machine } = call
  let result = promise
  for (const { use, onFulfilled, onRejected } of interceptorsOf(call)) {
    const sides = machine.object(result)?.promise
    if (!sides) return result
    machine.mayRepeat = true
    // What such a function sends again is repeated by it, whichever request it is called for.
    result = performThen(machine, sides, onFulfilled, onRejected, nodeOf(onRejected) ?? use)
  }
  return result
}

function nodeOf(value: Value): Node | undefined {
  return value.kind === 'closure' ? value.node : undefined
}

function interceptorsOf({ machine, site, origin }: ModelCall): Interceptor[] {
  const kept = optionsOf(setting(machine, origin?.settings, KEPT) ?? UNDEFINED).flatMap((list) => machine.object(list)?.elements ?? [])
  const dynamic = kept.map((entry): Interceptor => ({ use: site, onFulfilled: machine.get(entry, 'onFulfilled', site), onRejected: machine.get(entry, 'onRejected', site) }))
  return [...dynamic, ...(dynamic.length > 0 ? [] : written(machine, site))]
}

/** The interceptors that the top level of the file puts on the object whose method is called; that code may not have been run. */
function written(machine: Machine, site: Node): Interceptor[] {
  const path = objectPath(site)
  if (path === undefined) return []
  return (usesOf(machine.tree).get(path) ?? []).map((use) => {
    const [onFulfilled, onRejected] = (use['arguments'] as Node[]).map((argument) => machine.readInPlace(argument) ?? UNDEFINED)
    return { use, onFulfilled: onFulfilled ?? UNDEFINED, onRejected: onRejected ?? UNDEFINED }
  })
}

/** `api` of `api.get(...)` and of `api(...)`. */
function objectPath(site: Node): string | undefined {
  const callee = site['callee'] ? unwrap(site['callee'] as Node) : undefined
  const object = callee?.type === 'MemberExpression' ? (callee['object'] as Node) : callee
  return object && memberPath(object)?.join('.')
}

const USES = new WeakMap<ScopeTree, Map<string, Node[]>>()

/** The calls of `x.interceptors.response.use` at the top level of a file, by `x`. */
function usesOf(tree: ScopeTree): Map<string, Node[]> {
  const known = USES.get(tree)
  if (known) return known
  const found = new Map<string, Node[]>()
  for (const call of tree.calls) {
    const path = memberPath(call['callee'] as Node)
    if (path?.slice(-3).join('.') !== 'interceptors.response.use' || enclosingFunction(call, tree) !== tree.program) continue
    const object = path.slice(0, -3).join('.')
    found.set(object, [...(found.get(object) ?? []), call])
  }
  USES.set(tree, found)
  return found
}

/** A definition that is read twice says the same thing twice. */
function isSameInterceptor(machine: Machine, a: Value, b: Value): boolean {
  return ['onFulfilled', 'onRejected'].every((name) => {
    const [one, other] = [a, b].map((entry) => machine.object(entry)?.properties.get(name))
    return one !== undefined && other !== undefined && sameValue(one, other)
  })
}
