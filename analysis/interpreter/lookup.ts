import { enclosingFunction, outward } from '../syntax/around.ts'
import { valuesOf } from '../syntax/declarations.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, parametersOf, propertyName, rangeOf, unwrap } from '../syntax/nodes.ts'
import { importOf } from '../syntax/modules.ts'
import type { Binding, Scope } from '../syntax/scopes.ts'
import { addressOf, argumentsIn, holderOf, type Env } from './environment.ts'
import { classMadeBefore } from './classes.ts'
import { listData } from './lists.ts'
import type { Machine } from './machine.ts'
import { objectData } from './objects.ts'
import { functionRef } from './refs.ts'
import { isErrorName } from './texts.ts'
import { isEmpty, mayBeFilled } from './unseen-acts.ts'
import { Carries, isNullish, join, primitive, UNDEFINED, unknown, type Unknown, type Value } from './values.ts'
import { pathOfGlobal } from './windows.ts'

/** The value of an identifier. */
export function lookup(machine: Machine, node: Node, env: Env): Value {
  const binding = machine.tree.bindingOf.get(node)
  if (!binding) {
    const args = node['name'] === 'arguments' ? argumentsIn(env) : undefined
    return args ? machine.create(listData(args)) : globalValue(node['name'] as string)
  }
  const holder = holderOf(env, binding)
  if (!holder) return unknownBinding(binding)
  const address = addressOf(holder, binding)
  const known = machine.store.value(address) ?? define(machine, binding, holder, address)
  return machine.unseenActs && mayBeAnother(machine, binding, known) ? join([known, unknownBinding(binding)]) : known
}

/** Whether code that is not seen may have called a function of the file that writes a binding, or fills the list that it holds. */
function mayBeAnother(machine: Machine, { scope, writes, references }: Binding, known: Value): boolean {
  const isElsewhere = (place: Node): boolean => enclosingFunction(place, machine.tree) !== scope.owner.node
  if (known.kind === 'primitive') return writes.some(isElsewhere)
  return mayBeFilled(machine, known) || (isEmpty(machine, known) && references.some(isElsewhere))
}

function globalValue(name: string): Value {
  if (name === 'undefined') return UNDEFINED
  if (name === 'NaN') return primitive(NaN)
  if (name === 'Infinity') return primitive(Infinity)
  const value = external('', pathOfGlobal(name), name)
  return isErrorName(name) ? { ...value, truthy: true } : value
}

/** Modules that are a value of the host, or one with more to it. */
const HOSTS: Readonly<Record<string, string>> = { process: 'process', 'node:process': 'process', console: 'console', 'node:console': 'console', bluebird: 'Promise', 'bluebird-lst': 'Promise' }

/** A value that another module or the host defines. */
export function external(module: string, path: readonly string[], label: string): Unknown {
  const host = Object.hasOwn(HOSTS, module) ? HOSTS[module] : undefined
  if (host !== undefined) return external('', [host, ...(path[0] === 'default' || path[0] === host ? path.slice(1) : path)], label)
  return { kind: 'unknown', id: `${module}:${path.join('.')}`, label, carries: 0, origin: { module, path } }
}

function unknownBinding(binding: Binding): Unknown {
  return unknown(binding.name, 0, { id: `${binding.name}@${binding.id}` })
}

/** Reads a definition that was not executed on this path: hoisted, or in a scope that the run did not start in. */
function define(machine: Machine, binding: Binding, holder: Env, address: number): Value {
  switch (binding.kind) {
    case 'import':
      return keep(machine, address, constantOrSelf(machine, imported(machine, binding)))
    case 'function':
      return { kind: 'closure', node: binding.definition, env: holder }
    case 'class':
      return keep(machine, address, machine.inBase(() => classMadeBefore(machine, binding.definition, holder)) ?? unknownBinding(binding))
    case 'enum':
      return keep(machine, address, machine.inBase(() => enumOf(machine, binding.definition, holder)) ?? unknownBinding(binding))
    default:
      return holder.lazy ? keep(machine, address, readDefinition(machine, binding, holder, address)) : UNDEFINED
  }
}

function keep(machine: Machine, address: number, value: Value): Value {
  machine.inBase(() => machine.store.set(address, value))
  return value
}

function constantOrSelf(machine: Machine, value: Value): Value {
  const constant = value.kind === 'unknown' && value.origin ? machine.constantAt(value.origin) : undefined
  return constant === undefined ? value : primitive(constant)
}

function imported(machine: Machine, binding: Binding): Value {
  const from = importOf(binding.definition, machine.tree)
  return from ? external(from.module, from.path, binding.name) : unknownBinding(binding)
}

function enumOf(machine: Machine, node: Node, env: Env): Value {
  const properties = new Map<string, Value>()
  let next = 0
  const members = ((node['body'] as Node | undefined)?.['members'] ?? node['members']) as Node[]
  for (const member of members) {
    const name = propertyName({ type: 'Property', key: (member['id'] ?? member['key']) as Node, computed: member['computed'] as boolean }) ?? '?'
    const value = member['initializer'] ? machine.evaluate(member['initializer'] as Node, env) : primitive(next)
    if (value.kind === 'primitive' && typeof value.value === 'number') next = value.value + 1
    properties.set(name, value)
    if (value.kind === 'primitive' && typeof value.value === 'number') properties.set(String(value.value), primitive(name))
  }
  return machine.create(objectData(properties))
}

function readDefinition(machine: Machine, binding: Binding, holder: Env, address: number): Value {
  const self = unknownBinding(binding)
  const declarator = binding.definition
  if (binding.writes.length > 0 || declarator.type !== 'VariableDeclarator' || !declarator['init']) {
    if (binding.kind === 'param') return lazyParameter(machine, binding, holder, self)
    return binding.writes.length > 0 ? givenClient(machine, binding, holder, address, self) : self
  }
  // The guard for a definition that needs itself.
  machine.inBase(() => machine.store.set(address, self))
  const read = machine.inBase(() => {
    machine.bind(declarator['id'] as Node, machine.evaluate(declarator['init'] as Node, holder), holder)
    const value = machine.store.value(address)
    if (value && assigned(declarator['init'] as Node).type === 'ObjectExpression') addProperties(machine, value, binding, holder)
    return functionRef(machine, binding) ?? value
  })
  return read ?? self
}

/**
 * A variable that code that was not run gives a client, here or there: it may be that, and what it is given else is taken for one like it.
 * One that begins with a function of the file may still be that, or another.
 */
function givenClient(machine: Machine, binding: Binding, holder: Env, address: number, self: Unknown): Value {
  machine.inBase(() => machine.store.set(address, self))
  for (const expression of valuesOf(binding, machine.tree)) {
    // Only names are read: what is called may do anything.
    const named = /^(?:Identifier|MemberExpression)$/.test(unwrap(expression).type) ? machine.inBase(() => machine.evaluate(expression, holder)) : undefined
    if (named?.kind === 'unknown' && named.origin && machine.clientFunction(named.origin)) return { ...self, origin: named.origin }
    if (named?.kind === 'closure' && expression === binding.definition['init']) return join([named, self])
  }
  return self
}

/** `{}` of `const api = window.api = {}`. */
function assigned(init: Node): Node {
  const value = unwrap(init)
  return value.type === 'AssignmentExpression' && value['operator'] === '=' ? assigned(value['right'] as Node) : value
}

/** What the code around a definition gives to the object: `const api = {}; api.load = () => ...; api.parse = parser.parse`; and what functions of the file do. */
function addProperties(machine: Machine, object: Value, binding: Binding, holder: Env): void {
  const { tree } = machine
  const given = new Map<string, Unknown>()
  const givenLater = new Map<string, Unknown>()
  for (const reference of binding.references) {
    const { node, parent: member } = outward(reference, tree)
    if (member?.type !== 'MemberExpression' || member['object'] !== node) continue
    const { node: target, parent: assignment } = outward(member, tree)
    if (assignment?.type !== 'AssignmentExpression' || assignment['left'] !== target) continue
    const name = propertyName(member)
    if (name === undefined) continue
    const fn = unwrap(assignment['right'] as Node)
    const isLater = enclosingFunction(assignment, tree) !== holder.owner.node
    if (!isLater && isFunction(fn)) machine.set(object, name, machine.evaluate(fn, holder))
    else (isLater ? givenLater : given).set(name, unknown(`${binding.name}.${name}`, 0, { id: `${binding.name}.${name}@${binding.id}` }))
  }
  const own = machine.object(object)?.properties
  for (const [name, value] of given) if (!own?.has(name)) machine.set(object, name, value)
  for (const [name, value] of givenLater) replaceLater(machine, object, name, value)
}

/** What a function has been called to set: `const settings = { client: null, options: {} }`. A flag or a number may still be what it was. */
function replaceLater(machine: Machine, object: Value, name: string, value: Unknown): void {
  const before = machine.object(object)?.properties.get(name)
  if (!before || (before.kind === 'primitive' && isNullish(before))) machine.set(object, name, value)
  const data = before && machine.object(before)
  if (before?.kind === 'object' && data && !data.elements) machine.update(before, { open: true, rest: value })
}

/** A parameter of a function that was not called: its default says what it is, where it is a function. */
function lazyParameter(machine: Machine, binding: Binding, holder: Env, self: Unknown): Value {
  if (binding.writes.length > 0 || !isFunction(binding.definition)) return self
  machine.inBase(() => {
    for (const [index, param] of parametersOf(binding.definition).entries()) {
      machine.bind(param, unknown(parameterLabel(param, machine.text), 0, { id: `param${index}@${rangeOf(param)[0]}` }), holder)
    }
  })
  return machine.store.value(addressOf(holder, binding)) ?? self
}

/** What code that is not seen gives to a parameter: nothing is known of it. */
export function unseenArgument(param: Node, text: string): Unknown {
  return unknown(parameterLabel(param, text), Carries.nothing, { id: `param@${rangeOf(param)[0]}` })
}

/** How evidence names a parameter. */
function parameterLabel(param: Node, text: string): string {
  if (param.type === 'AssignmentPattern') return parameterLabel(param['left'] as Node, text)
  if (param.type === 'TSParameterProperty') return parameterLabel(param['parameter'] as Node, text)
  if (param.type === 'Identifier') return param['name'] as string
  const written = text.slice(...rangeOf(param))
  return written.length > 30 ? 'argument' : written.replaceAll(/\s+/g, ' ')
}

/** The environment of a scope whose code the run does not execute. */
export function lazyEnv(scope: Scope, known: Map<Scope, Env>, selfOf: (node: Node) => Value | undefined): Env {
  const owner = scope.owner
  const existing = known.get(owner)
  if (existing) return existing
  const env: Env = {
    id: known.size + 1,
    owner,
    parent: owner.parent ? lazyEnv(owner.parent, known, selfOf) : undefined,
    get self() {
      return selfOf(owner.node)
    },
    home: undefined,
    lazy: true,
  }
  known.set(owner, env)
  return env
}
