import type { Node } from '../syntax/estree.ts'
import { isClass, isFunction, sourceOf, unwrap } from '../syntax/nodes.ts'
import { arithmetic } from './arithmetic.ts'
import { assignment, deleteExpression, updateExpression } from './assignments.ts'
import { conditional, logical } from './branches.ts'
import { evaluateCall, evaluateNew } from './calls.ts'
import { classOf } from './classes.ts'
import { element } from './elements.ts'
import type { Env } from './environment.ts'
import { arrayExpression, objectExpression, taggedTemplate, template } from './initialisers.ts'
import { isInstanceOf } from './instances.ts'
import { yieldValue } from './coroutines.ts'
import { external } from './lookup.ts'
import type { Machine } from './machine.ts'
import { chain, inChain, member, selfOf } from './members.ts'
import { objectData } from './objects.ts'
import { unary } from './operators.ts'
import { hasOwn } from './own-properties.ts'
import { awaitValue } from './promises.ts'
import { Carries, carriesOf, join, optionsOf, primitive, TRUE, UNDEFINED, unknown, withCarries, type Single, type Value } from './values.ts'
import { asSought } from './word-searches.ts'

/** Evaluates an expression (ECMA-262 clause 13) in the present state. */
export function evaluate(machine: Machine, node: Node, env: Env): Value {
  machine.steps.take()
  switch (node.type) {
    case 'Literal':
      return literal(machine, node)
    case 'Identifier':
      return machine.lookup(node, env)
    case 'TemplateLiteral':
      return template(machine, node, env)
    case 'ThisExpression':
      return selfOf(env)
    case 'MemberExpression':
      return member(machine, node, env)
    case 'CallExpression':
      return asSought(machine, node, evaluateCall(machine, node, env))
    case 'NewExpression':
      return evaluateNew(machine, node, env)
    case 'AwaitExpression':
      return awaitValue(machine, machine.evaluate(node['argument'] as Node, env))
    case 'BinaryExpression':
      return asSought(machine, node, binaryExpression(machine, node, env))
    case 'LogicalExpression':
      return logical(machine, node, env)
    case 'ConditionalExpression':
      return conditional(machine, node, env)
    case 'UnaryExpression':
      return unaryExpression(machine, node, env)
    case 'AssignmentExpression':
      return assignment(machine, node, env)
    case 'UpdateExpression':
      return updateExpression(machine, node, env)
    case 'ObjectExpression':
      return objectExpression(machine, node, env)
    case 'ArrayExpression':
      return arrayExpression(machine, node, env)
    case 'SequenceExpression':
      return (node['expressions'] as Node[]).reduce<Value>((_, item) => machine.evaluate(item, env), UNDEFINED)
    case 'ChainExpression':
      return chain(machine, node, env)
    case 'YieldExpression':
      return yieldValue(machine, node['argument'] ? machine.evaluate(node['argument'] as Node, env) : UNDEFINED, node['delegate'] === true, node)
    case 'TaggedTemplateExpression':
      return taggedTemplate(machine, node, env)
    case 'ImportExpression':
      return importExpression(machine, node, env)
    case 'JSXElement':
    case 'JSXFragment':
      return element(machine, node, env)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
    case 'TypeCastExpression':
      return machine.evaluate(node['expression'] as Node, env)
    default:
      if (isFunction(node)) return { kind: 'closure', node, env }
      if (isClass(node)) return classOf(machine, node, env)
      return unknown(sourceOf(node, machine.text, 20))
  }
}

function importExpression(machine: Machine, node: Node, env: Env): Value {
  const source = machine.evaluate(node['source'] as Node, env)
  return source.kind === 'primitive' ? external(machine.tree.moduleNamed(String(source.value)), [], 'import()') : unknown('import()')
}

function literal(machine: Machine, node: Node): Value {
  const regex = node['regex'] as { pattern: string; flags: string } | undefined
  if (regex) {
    const pattern = compile(regex.pattern, regex.flags)
    return machine.create(objectData([], { builtin: 'RegExp', ...(pattern && { pattern }) }))
  }
  if (typeof node['bigint'] === 'string') return primitive(BigInt(node['bigint']))
  return primitive(node['value'] as string | number | boolean | null)
}

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}

function binaryExpression(machine: Machine, node: Node, env: Env): Value {
  const operator = node['operator'] as string
  if ((node['left'] as Node).type === 'PrivateIdentifier') {
    machine.evaluate(node['right'] as Node, env)
    return machine.fresh('in')
  }
  const left = machine.evaluate(node['left'] as Node, env)
  const right = machine.evaluate(node['right'] as Node, env)
  if (operator === 'instanceof') return isInstanceOf(machine, left, right)
  if (operator === 'in') return join(optionsOf(left).flatMap((key) => optionsOf(right).map((object) => isIn(machine, key, object, node))))
  const value = arithmetic(machine, operator, left, right, node)
  return asksForFunction(node) ? withCarries(value, Carries.nothing) : value
}

/** `typeof value.json === 'function'`: no body has functions, so that it is not what the body says that decides. */
function asksForFunction(node: Node): boolean {
  const sides = [unwrap(node['left'] as Node), unwrap(node['right'] as Node)]
  return sides.some((side) => side.type === 'UnaryExpression' && side['operator'] === 'typeof') && sides.some((side) => side['value'] === 'function')
}

/** `key in object`. */
function isIn(machine: Machine, key: Single, object: Single, site: Node): Value {
  const unsure = (asked: Value): Value => ({ ...unknown('in', carriesOf(key) | carriesOf(asked)), id: machine.fresh('in').id })
  if (key.kind !== 'primitive' || object.kind !== 'object') return unsure(object)
  const own = hasOwn(machine, object, String(key.value))
  if (own) return primitive(true, key.carries)
  const value = machine.get(object, String(key.value), site)
  if (own === undefined || value.kind === 'unknown' || value.kind === 'union') return unsure(value)
  return primitive(value.kind !== 'primitive' || value.value !== undefined, key.carries)
}

function unaryExpression(machine: Machine, node: Node, env: Env): Value {
  const operator = node['operator'] as string
  const argument = node['argument'] as Node
  if (operator === 'delete') {
    inChain(machine, () => deleteExpression(machine, argument, env))
    return TRUE
  }
  return join(optionsOf(machine.evaluate(argument, env)).map((option) => unary(operator, option)))
}
