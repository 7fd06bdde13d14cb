import type { Node } from '../syntax/estree.ts'
import { nameOf, propertyName, unwrap } from '../syntax/nodes.ts'
import { choose } from './branches.ts'
import type { Env } from './environment.ts'
import type { Machine } from './machine.ts'
import { index, selfOf } from './members.ts'
import { binary, unary } from './operators.ts'
import { deleteProperty, setSomewhere } from './properties.ts'
import { arithmetic } from './arithmetic.ts'
import { Carries, join, optionsOf, primitive, TRUE, unknown, type Value } from './values.ts'

/** The interval whose callback is run. */
const RUNNING = unknown('timer', Carries.nothing, { truthy: true })

function isInterval(expression: Node): boolean {
  const node = unwrap(expression)
  return node.type === 'CallExpression' && nameOf(node['callee'] as Node) === 'setInterval'
}

/** What an assignment reads and writes (ECMA-262 Reference Record): its object and its key are evaluated once, first. */
interface Reference {
  readonly get: () => Value
  readonly set: (value: Value) => void
}

function referenceTo(machine: Machine, target: Node, env: Env): Reference {
  const node = unwrap(target)
  if (node.type !== 'MemberExpression') return { get: () => machine.evaluate(node, env), set: (value) => machine.bind(node, value, env) }
  const isSuper = (node['object'] as Node).type === 'Super'
  const object = isSuper ? selfOf(env) : machine.evaluate(node['object'] as Node, env)
  const name = propertyName(node)
  if (name !== undefined) return { get: () => (isSuper ? unknown(`super.${name}`) : machine.get(object, name, node)), set: (value) => machine.set(object, name, value) }
  const key = machine.evaluate(node['property'] as Node, env)
  return { get: () => index(machine, object, key, node), set: (value) => setUnder(machine, object, key, value) }
}

/** `object[key] = value`. */
export function setUnder(machine: Machine, object: Value, key: Value, value: Value): void {
  if (key.kind === 'primitive') machine.set(object, String(key.value), value)
  else setSomewhere(machine, object, value)
}

/** `a = b`, `a += b`, `a ??= b`. */
export function assignment(machine: Machine, node: Node, env: Env): Value {
  const operator = (node['operator'] as string).slice(0, -1)
  const target = node['left'] as Node
  const right = (): Value => machine.evaluate(node['right'] as Node, env)
  if (operator === '' && target.type.endsWith('Pattern')) {
    const value = right()
    machine.bind(target, value, env)
    return value
  }
  const reference = referenceTo(machine, target, env)
  const assign = (value: Value): Value => {
    reference.set(value)
    return value
  }
  if (operator === '') {
    // The callback runs before the call ends, and may ask for the timer.
    if (isInterval(node['right'] as Node)) assign(RUNNING)
    return assign(right())
  }
  const left = reference.get()
  if (operator === '&&' || operator === '||' || operator === '??') return choose(machine, node, { node: target, value: left }, () => assign(right()), env)
  return assign(arithmetic(machine, operator, left, right(), node))
}

/** `a++`, `--a`. */
export function updateExpression(machine: Machine, node: Node, env: Env): Value {
  const reference = referenceTo(machine, node['argument'] as Node, env)
  const operator = node['operator'] === '++' ? '+' : '-'
  // What is counted is a number first: `'1'` becomes 2.
  const before = join(optionsOf(reference.get()).map((option) => (option.kind === 'primitive' && typeof option.value === 'bigint' ? option : unary('+', option))))
  const after = join(optionsOf(before).map((option) => binary(operator, option, primitive(option.kind === 'primitive' && typeof option.value === 'bigint' ? 1n : 1))))
  reference.set(after)
  return node['prefix'] ? after : before
}

/** `delete a.b`. */
export function deleteExpression(machine: Machine, argument: Node, env: Env): Value {
  const node = unwrap(argument)
  if (node.type !== 'MemberExpression') {
    machine.evaluate(node, env)
    return TRUE
  }
  const object = machine.evaluate(node['object'] as Node, env)
  const name = propertyName(node)
  const key = name === undefined ? machine.evaluate(node['property'] as Node, env) : primitive(name)
  if (key.kind === 'primitive') deleteProperty(machine, object, String(key.value))
  else setSomewhere(machine, object, primitive(undefined))
  return TRUE
}
