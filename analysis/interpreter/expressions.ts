import type { Node } from '../syntax/estree.ts'
import { isClass, isFunction, propertyName, sourceOf, unwrap } from '../syntax/nodes.ts'
import { evaluateCall, evaluateNew } from './calls.ts'
import { classOf } from './classes.ts'
import type { Env } from './environment.ts'
import { external } from './lookup.ts'
import type { Machine } from './machine.ts'
import { isInstanceOf } from './instances.ts'
import { narrow } from './narrowing.ts'
import { objectData } from './objects.ts'
import { binary, concatenate, idOf, unary } from './operators.ts'
import { awaitValue } from './promises.ts'
import { forkState } from './state.ts'
import {
  Carries, carriesOf, FALSE, isNullish, join, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Single, type Value,
} from './values.ts'

/** Evaluates an expression (ECMA-262 clause 13) in the present state. */
export function evaluate(machine: Machine, node: Node, env: Env): Value {
  machine.step()
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
      return evaluateCall(machine, node, env)
    case 'NewExpression':
      return evaluateNew(machine, node, env)
    case 'AwaitExpression':
      return awaitValue(machine, machine.evaluate(node['argument'] as Node, env))
    case 'BinaryExpression':
      return binaryExpression(machine, node, env)
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
      return machine.create(objectData([], elementsOf(machine, node['elements'] as (Node | null)[], env)))
    case 'SequenceExpression':
      return (node['expressions'] as Node[]).reduce<Value>((_, item) => machine.evaluate(item, env), UNDEFINED)
    case 'ChainExpression':
      return chain(machine, node, env)
    case 'YieldExpression':
      return yieldValue(machine, node, env)
    case 'TaggedTemplateExpression':
      return machine.call(machine.evaluate(node['tag'] as Node, env), UNDEFINED, [template(machine, node['quasi'] as Node, env)], node)
    case 'ImportExpression':
      return importExpression(machine, node, env)
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

function yieldValue(machine: Machine, node: Node, env: Env): Value {
  const value = node['argument'] ? machine.evaluate(node['argument'] as Node, env) : UNDEFINED
  if (machine.yielded) machine.yielded.push(value)
  else machine.effect('yield', [value], 'call')
  return unknown('sent')
}

function importExpression(machine: Machine, node: Node, env: Env): Value {
  const source = machine.evaluate(node['source'] as Node, env)
  return source.kind === 'primitive' ? external(String(source.value), [], 'import()') : unknown('import()')
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

function template(machine: Machine, node: Node, env: Env): Value {
  const quasis = node['quasis'] as Node[]
  const values = (node['expressions'] as Node[]).map((expression) => machine.evaluate(expression, env))
  const parts = quasis.flatMap((quasi, index): Value[] => {
    const text = primitive((quasi['value'] as { cooked?: string }).cooked ?? '')
    const value = values[index]
    return value ? [text, value] : [text]
  })
  return eachCombination(parts, (singles) => concatenate(singles))
}

/** Applies a function of several values to their alternatives, one changed at a time. */
function eachCombination(values: readonly Value[], apply: (singles: readonly Single[]) => Value): Value {
  const firsts = values.map((value) => optionsOf(value)[0] as Single)
  const results = [apply(firsts)]
  for (const [index, value] of values.entries()) {
    for (const option of optionsOf(value).slice(1)) results.push(apply(firsts.with(index, option)))
  }
  return join(results)
}

/** `this` where the code stands. */
function selfOf(env: Env): Value {
  let at: Env | undefined = env
  while (at && !at.self) at = at.parent
  return at?.self ?? unknown('this')
}

function member(machine: Machine, node: Node, env: Env): Value {
  const object = node['object'] as Node
  if (object.type === 'Super') return unknown(`super.${propertyName(node) ?? '?'}`)
  return read(machine, machine.evaluate(object, env), node, env)
}

/** Reads the property that a member expression names from a value. */
export function read(machine: Machine, object: Value, node: Node, env: Env): Value {
  const present = node['optional'] ? withoutNullish(machine, object) : object
  const name = propertyName(node)
  if (name !== undefined) return machine.get(present, name, node)
  const key = machine.evaluate(node['property'] as Node, env)
  return index(machine, present, key, node)
}

/** `object[key]` for a key that was computed. A table indexed by the answer is a choice that the code makes. */
function index(machine: Machine, object: Value, key: Value, node: Node): Value {
  return machine.each(key, (single) => {
    if (single.kind === 'primitive') return machine.get(object, String(single.value), node)
    return machine.each(object, (target) => {
      const data = machine.object(target)
      const elements = data?.elements
      if (elements && elements.length > 0) return join(elements)
      const label = `${target.kind === 'unknown' ? target.label : ''}[${single.kind === 'unknown' ? single.label : '…'}]`
      return unknown(label, carriesOf(target) | carriesOf(single), { id: `${idOf(target)}[${idOf(single)}]` })
    })
  })
}

/** Thrown inside an optional chain whose head is null or undefined. */
const SHORT_CIRCUIT = Symbol('short circuit')

function withoutNullish(machine: Machine, value: Value): Value {
  const options = optionsOf(value)
  const present = options.filter((option) => !isNullish(option))
  if (present.length === options.length) return value
  if (present.length === 0) throw SHORT_CIRCUIT
  machine.chain.mayStop = true
  return join(present)
}

export { withoutNullish }

function chain(machine: Machine, node: Node, env: Env): Value {
  const outer = machine.chain
  const own = { mayStop: false }
  machine.chain = own
  try {
    const value = machine.evaluate(node['expression'] as Node, env)
    return own.mayStop ? join([value, UNDEFINED]) : value
  } catch (signal) {
    if (signal !== SHORT_CIRCUIT) throw signal
    return UNDEFINED
  } finally {
    machine.chain = outer
  }
}

function binaryExpression(machine: Machine, node: Node, env: Env): Value {
  const operator = node['operator'] as string
  if ((node['left'] as Node).type === 'PrivateIdentifier') return unknown('in')
  const left = machine.evaluate(node['left'] as Node, env)
  const right = machine.evaluate(node['right'] as Node, env)
  if (operator === 'instanceof') return isInstanceOf(machine, left, right)
  if (operator === 'in') return isIn(machine, left, right)
  return join(optionsOf(left).flatMap((a) => optionsOf(right).map((b) => binary(operator, a, b))))
}

function isIn(machine: Machine, key: Value, object: Value): Value {
  const answer = (single: Single, target: Single): Value => {
    const data = machine.object(target)
    if (!data || single.kind !== 'primitive') return unknown('in', carriesOf(single) | carriesOf(target))
    if (data.properties.has(String(single.value))) return primitive(true, single.carries)
    const value = machine.get(target, String(single.value), { type: 'in' })
    if (value.kind === 'unknown') return unknown('in', carriesOf(value))
    return primitive(!(value.kind === 'primitive' && value.value === undefined), single.carries)
  }
  return join(optionsOf(key).flatMap((a) => optionsOf(object).map((b) => answer(a, b))))
}

function unaryExpression(machine: Machine, node: Node, env: Env): Value {
  const operator = node['operator'] as string
  const argument = node['argument'] as Node
  if (operator === 'delete') {
    if (argument.type === 'MemberExpression') machine.bind(argument, UNDEFINED, env)
    return TRUE
  }
  const value = machine.evaluate(argument, env)
  return join(optionsOf(value).map((option) => unary(operator, option)))
}

function logical(machine: Machine, node: Node, env: Env): Value {
  const operator = node['operator'] as string
  const leftNode = node['left'] as Node
  const left = machine.evaluate(leftNode, env)
  const right = (): Value => machine.evaluate(node['right'] as Node, env)
  const stops = (single: Single): boolean | undefined => {
    if (operator === '??') return single.kind === 'unknown' && !single.truthy ? undefined : !isNullish(single)
    const truth = truthiness(single)
    return truth === undefined ? undefined : truth === (operator === '||')
  }
  const kept = optionsOf(left).filter((option) => stops(option) !== false)
  const replaced = optionsOf(left).filter((option) => stops(option) !== true)
  if (operator !== '??') machine.decide(leftNode, left, truthiness(left))
  if (replaced.length === 0) return left
  const goOn = (): Value => {
    if (operator !== '??') narrow(machine, leftNode, operator === '&&', env)
    return right()
  }
  if (kept.length === 0) return goOn()
  machine.state = forkState(machine.state)
  const stay = (): Value => {
    if (operator !== '??') narrow(machine, leftNode, operator === '||', env)
    return stopped(operator, kept)
  }
  const whenStopped = operator === '||'
  return forkOnTest(machine, left, [{ outcome: whenStopped, run: stay }, { outcome: !whenStopped, run: goOn }], leftNode)
}

/** What `a && b` is where `a` stops it: an unknown is known to be falsy then. */
function stopped(operator: string, kept: readonly Single[]): Value {
  return join(kept.map((option) => (operator === '&&' && option.kind === 'unknown' && carriesOf(option) === 0 ? FALSE : option)))
}

/** One way in which a test may come out, and what is done then. */
export interface Branch {
  readonly outcome: boolean
  readonly run: () => Value
}

/** Runs both branches of a test that is not known; what the answer itself decides is noted on each. */
export function forkOnTest(machine: Machine, test: Value, branches: readonly Branch[], node?: Node): Value {
  const matches = node && wordsMatchWhen(node)
  if (matches !== undefined && carriesOf(test) & (Carries.body | Carries.text)) machine.readsBody = true
  return machine.fork(
    branches.map(({ outcome, run }) => () => {
      const bits = optionsOf(test)
        .filter((option) => truthiness(option) !== !outcome)
        .reduce((all, option) => all | carriesOf(option), 0)
      const isMatch = outcome === matches && (bits & (Carries.body | Carries.text)) !== 0
      machine.gateOn(isMatch ? bits | Carries.words : bits)
      return run()
    }),
  )
}

/**
 * For a test that looks for a literal (`body.code === 'insufficient_credits'`, `message.includes('quota')`): how it comes
 * out where that is found. Undefined for other tests.
 */
function wordsMatchWhen(node: Node): boolean | undefined {
  const test = unwrap(node)
  switch (test.type) {
    case 'BinaryExpression': {
      if (test['operator'] === 'instanceof' || test['operator'] === 'in') return true
      const isLiteral = [test['left'], test['right']].some((side) => isWord(side as Node))
      return isLiteral ? /^===?$/.test(test['operator'] as string) : undefined
    }
    case 'LogicalExpression':
      return wordsMatchWhen(test['left'] as Node) ?? wordsMatchWhen(test['right'] as Node)
    case 'UnaryExpression': {
      const inner = wordsMatchWhen(test['argument'] as Node)
      return inner === undefined ? undefined : !inner
    }
    case 'CallExpression': {
      const callee = unwrap(test['callee'] as Node)
      return callee.type === 'MemberExpression' && SEARCHES.test(propertyName(callee) ?? '') ? true : undefined
    }
    default:
      return undefined
  }
}

/** Methods that look for one thing in another. */
const SEARCHES = /^(?:includes|has|test|startsWith|endsWith|match|some|exec|contains)$/

function isWord(node: Node): boolean {
  return node.type === 'Literal' && (typeof node['value'] === 'string' || typeof node['value'] === 'number')
}

function conditional(machine: Machine, node: Node, env: Env): Value {
  const testNode = node['test'] as Node
  const test = machine.evaluate(testNode, env)
  const truth = truthiness(test)
  machine.decide(testNode, test, truth)
  const branch = (outcome: boolean): Branch => ({
    outcome,
    run: () => {
      narrow(machine, testNode, outcome, env)
      return machine.evaluate(node[outcome ? 'consequent' : 'alternate'] as Node, env)
    },
  })
  if (truth !== undefined) return branch(truth).run()
  return forkOnTest(machine, test, [branch(true), branch(false)], testNode)
}

function assignment(machine: Machine, node: Node, env: Env): Value {
  const operator = (node['operator'] as string).slice(0, -1)
  const target = node['left'] as Node
  if (operator === '') {
    const value = machine.evaluate(node['right'] as Node, env)
    machine.bind(target, value, env)
    return value
  }
  if (operator === '&&' || operator === '||' || operator === '??') {
    const value = logical(machine, { ...node, type: 'LogicalExpression', operator }, env)
    machine.bind(target, value, env)
    return value
  }
  const left = machine.evaluate(target, env)
  const right = machine.evaluate(node['right'] as Node, env)
  const value = join(optionsOf(left).flatMap((a) => optionsOf(right).map((b) => binary(operator, a, b))))
  machine.bind(target, value, env)
  return value
}

function updateExpression(machine: Machine, node: Node, env: Env): Value {
  const target = node['argument'] as Node
  const before = machine.evaluate(target, env)
  const operator = node['operator'] === '++' ? '+' : '-'
  const after = join(optionsOf(before).map((option) => binary(operator, option, primitive(1))))
  machine.bind(target, after, env)
  return node['prefix'] ? after : before
}

function objectExpression(machine: Machine, node: Node, env: Env): Value {
  const properties = new Map<string, Value>()
  let open = false
  for (const property of node['properties'] as Node[]) {
    if (property.type === 'SpreadElement') {
      open = spreadInto(machine, machine.evaluate(property['argument'] as Node, env), properties) || open
      continue
    }
    const name = propertyName(property) ?? computedName(machine, property, env)
    const value = machine.evaluate(property['value'] as Node, env)
    if (name === undefined) open = true
    else properties.set(property['kind'] === 'get' ? `get ${name}` : name, value)
  }
  return machine.create(objectData(properties, { open }))
}

function computedName(machine: Machine, property: Node, env: Env): string | undefined {
  const key = machine.evaluate(property['key'] as Node, env)
  return key.kind === 'primitive' ? String(key.value) : undefined
}

/** `{ ...value }`. Says whether properties may have come that are not known. */
function spreadInto(machine: Machine, value: Value, properties: Map<string, Value>): boolean {
  let open = false
  const options = optionsOf(value)
  for (const option of options) {
    const data = machine.object(option)
    if (data) {
      for (const [name, item] of data.properties) {
        const other = properties.get(name)
        properties.set(name, options.length > 1 && other ? join([other, item]) : item)
      }
      open ||= data.open
    } else if (option.kind === 'unknown') {
      open = true
      properties.set(`...${option.label}`, option)
    }
  }
  return open
}

/** The elements of an array literal or the arguments of a call, with spreads laid out where they are known. */
export function elementsOf(machine: Machine, nodes: readonly (Node | null)[], env: Env): { elements: Value[]; exact: boolean } {
  const elements: Value[] = []
  let exact = true
  for (const node of nodes) {
    if (!node) elements.push(UNDEFINED)
    else if (node.type === 'SpreadElement') {
      const spread = machine.evaluate(node['argument'] as Node, env)
      const data = optionsOf(spread).length === 1 ? machine.object(spread) : undefined
      if (data?.elements) {
        elements.push(...data.elements)
        exact &&= data.exact !== false
      } else {
        const label = spread.kind === 'unknown' ? spread.label : '…'
        elements.push(unknown(`...${label}`, carriesOf(spread), { id: `...${spread.kind === 'unknown' ? spread.id : label}` }))
        exact = false
      }
    } else elements.push(machine.evaluate(node, env))
  }
  return { elements, exact }
}

