import type { Node } from '../syntax/estree.ts'
import { staticsWrittenLater } from '../syntax/fields.ts'
import { membersOf, parametersOf, propertyName, rangeOf, withoutDefault } from '../syntax/nodes.ts'
import { addressOf, holderOf, type Env } from './environment.ts'
import { callClosure } from './functions.ts'
import type { Machine } from './machine.ts'
import { objectData, type ObjectData } from './objects.ts'
import { defineOwn } from './properties.ts'
import { construct as constructBuiltin } from './builtins/constructors.ts'
import { optionsOf, UNDEFINED, unknown, type ClassValue, type Closure, type ObjectRef, type Single, type Value } from './values.ts'

/** The class that a class node makes, with its static members; its name is known to them. */
export function classOf(machine: Machine, node: Node, env: Env): ClassValue {
  const { address } = machine.create(objectData([], { open: true }))
  const value: ClassValue = { kind: 'class', node, env, address }
  const binding = node['id'] ? machine.tree.bindingOf.get(node['id'] as Node) : undefined
  const holder = binding && holderOf(env, binding)
  if (binding && holder) machine.store.set(addressOf(holder, binding), value)
  for (const member of membersOf(node)) {
    if (member.type === 'StaticBlock') machine.execute(member, { ...env, self: value, home: value })
    if (!member['static'] || (member.type !== 'PropertyDefinition' && member.type !== 'AccessorProperty')) continue
    const name = propertyName(member)
    // One without an initialiser is for other code to set.
    if (name === undefined || !member['value']) continue
    defineOwn(machine, { kind: 'object', address }, name, machine.evaluate(member['value'] as Node, { ...env, self: value, home: value }))
  }
  return value
}

/** The same where it was made before the run: functions may have set its static members since. */
export function classMadeBefore(machine: Machine, node: Node, env: Env): ClassValue {
  const value = classOf(machine, node, env)
  for (const name of staticsWrittenLater(node)) defineOwn(machine, { kind: 'object', address: value.address }, name, unknown(name, 0, { id: `${name}@${rangeOf(node)[0]}` }))
  return value
}

export type MemberKind = 'method' | 'get' | 'set'

/** Finds a method or an accessor in a class and the classes of the file that it extends. */
export function findMember(machine: Machine, start: ClassValue, name: string, kind: MemberKind, isStatic = false): Closure | undefined {
  let at: ClassValue | undefined = start
  for (let depth = 0; at && depth < 8; depth++) {
    const home: ClassValue = at
    for (const member of membersOf(home.node)) {
      if (member.type !== 'MethodDefinition' || member['kind'] !== kind || Boolean(member['static']) !== isStatic) continue
      if (propertyName(member) === name && (member['value'] as Node | null)?.['body']) return { kind: 'closure', node: member['value'] as Node, env: home.env, home }
    }
    at = parentOf(machine, home)
  }
  return undefined
}

/** The superclass, where it is a class of the file. */
export function parentOf(machine: Machine, value: ClassValue): ClassValue | undefined {
  const parent = superclassOf(machine, value)
  return parent?.kind === 'class' ? parent : undefined
}

function superclassOf(machine: Machine, value: ClassValue): Single | undefined {
  const node = value.node['superClass'] as Node | null
  if (!node) return undefined
  const parent = machine.inBase(() => machine.evaluate(node, value.env))
  return parent && optionsOf(parent)[0]
}

/** Whether an object was made by a class or one that extends it; undefined where that is not seen. */
export function isInstance(machine: Machine, data: ObjectData, of: ClassValue): boolean | undefined {
  let at = data.prototype?.kind === 'class' ? data.prototype : undefined
  for (let depth = 0; at && depth < 8; depth++) {
    if (at.node === of.node) return true
    at = parentOf(machine, at)
  }
  return data.open && !data.failure && !data.builtin ? undefined : false
}

/** `new C(...)` for a class of the file. */
export function instantiate(machine: Machine, value: ClassValue, args: readonly Value[], site: Node): Value {
  const instance = machine.create(objectData([], { prototype: value }))
  initialise(machine, value, instance, args, site)
  return instance
}

/** Runs the constructor of one class of the chain on the new object, and its field initialisers in their place. */
function initialise(machine: Machine, value: ClassValue, instance: ObjectRef, args: readonly Value[], site: Node): void {
  const constructor = membersOf(value.node).find((member) => member['kind'] === 'constructor' && (member['value'] as Node | null)?.['body'])
  const hasParent = Boolean(value.node['superClass'])
  if (!constructor) {
    if (hasParent) callSuper(machine, value, instance, args, site)
    else defineFields(machine, value, instance)
    return
  }
  const node = constructor['value'] as Node
  if (!hasParent) {
    // TypeScript sets these before the fields, which may read them.
    for (const [index, name] of parameterProperties(node)) machine.set(instance, name, args[index] ?? unknown(name))
    defineFields(machine, value, instance)
  }
  callClosure(machine, { kind: 'closure', node, env: value.env, home: value }, instance, args, site)
}

/** `super(...)`, written or implied. */
export function callSuper(machine: Machine, value: ClassValue, instance: ObjectRef, args: readonly Value[], site: Node): Value {
  const parent = superclassOf(machine, value)
  if (parent?.kind === 'class') initialise(machine, parent, instance, args, site)
  else if (parent) inheritBuiltin(machine, parent, instance, args, site)
  defineFields(machine, value, instance)
  return UNDEFINED
}

/** A superclass that is a built-in gives its properties; one that is not seen may do anything with its arguments. */
function inheritBuiltin(machine: Machine, parent: Single, instance: ObjectRef, args: readonly Value[], site: Node): void {
  const origin = parent.kind === 'unknown' ? parent.origin : undefined
  const made = constructBuiltin(machine, parent, args, site) ?? (origin && machine.clientFunction(origin)?.({ machine, args, site, self: UNDEFINED, origin }))
  const own = machine.object(instance) ?? objectData()
  if (made?.kind === 'unknown') {
    // What the class does not define itself is the client's.
    machine.update(instance, { open: true, rest: made })
    return
  }
  const data = made && machine.object(made)
  if (data) {
    machine.update(instance, { ...data, properties: new Map([...own.properties, ...data.properties]), prototype: own.prototype as ClassValue })
    return
  }
  const given = args.map((arg, index) => [`super.${index}`, arg] as const)
  machine.update(instance, { open: true, properties: new Map([...own.properties, ...given]) })
}

function defineFields(machine: Machine, value: ClassValue, instance: ObjectRef): void {
  const env = { ...value.env, self: instance, home: value }
  for (const member of membersOf(value.node)) {
    if (member['static'] || (member.type !== 'PropertyDefinition' && member.type !== 'AccessorProperty')) continue
    const name = propertyName(member)
    // A field without an initialiser is undefined until it is set; in TypeScript it may be its superclass that does so.
    if (name === undefined || !member['value']) continue
    defineOwn(machine, instance, name, machine.evaluate(member['value'] as Node, env))
  }
}

/** Gives TypeScript's parameter properties (`constructor(readonly status: number)`) to the object. */
export function defineParameterProperties(machine: Machine, node: Node, instance: Value, env: Env): void {
  for (const [, name, identifier] of parameterProperties(node)) machine.set(instance, name, machine.lookup(identifier, env))
}

function parameterProperties(node: Node): (readonly [index: number, name: string, identifier: Node])[] {
  return parametersOf(node).flatMap((param, index) => {
    if (param.type !== 'TSParameterProperty') return []
    const identifier = withoutDefault(param['parameter'] as Node)
    return [[index, identifier['name'] as string, identifier]]
  })
}
