import type { Node } from '../syntax/estree.ts'
import { unwrap } from '../syntax/nodes.ts'
import type { Env } from './environment.ts'
import { isInstanceOf } from './instances.ts'
import type { Machine } from './machine.ts'
import { isNullish, join, optionsOf, truthiness, type Single, type Value } from './values.ts'

/** Keeps, of the alternatives of the names in a test, those with which the test comes out as it did. */
export function narrow(machine: Machine, test: Node, outcome: boolean, env: Env): void {
  const node = unwrap(test)
  switch (node.type) {
    case 'Identifier':
      keep(machine, node, env, (option) => truthiness(option) !== !outcome)
      break
    case 'UnaryExpression':
      if (node['operator'] === '!') narrow(machine, node['argument'] as Node, !outcome, env)
      break
    case 'LogicalExpression':
      if (node['operator'] === (outcome ? '&&' : '||')) {
        narrow(machine, node['left'] as Node, outcome, env)
        narrow(machine, node['right'] as Node, outcome, env)
      }
      break
    case 'BinaryExpression':
      narrowComparison(machine, node, outcome, env)
      break
  }
}

function narrowComparison(machine: Machine, node: Node, outcome: boolean, env: Env): void {
  const operator = node['operator'] as string
  const left = unwrap(node['left'] as Node)
  if (left.type !== 'Identifier') return
  const right = unwrap(node['right'] as Node)
  if (operator === 'instanceof') {
    const of = machine.evaluate(right, env)
    keep(machine, left, env, (option) => truthiness(isInstanceOf(machine, option, of)) !== !outcome)
    return
  }
  const equality = operator === '===' || operator === '=='
  if (!equality && operator !== '!==' && operator !== '!=') return
  const isNull = right.type === 'Literal' && right['value'] === null
  const isUndefined = right.type === 'Identifier' && right['name'] === 'undefined'
  if (isNull || isUndefined) keep(machine, left, env, (option) => option.kind === 'unknown' || isNullish(option) === (equality === outcome))
}

function keep(machine: Machine, identifier: Node, env: Env, test: (option: Single) => boolean): void {
  const value: Value = machine.lookup(identifier, env)
  const options = optionsOf(value)
  if (options.length < 2) return
  const kept = options.filter(test)
  if (kept.length > 0 && kept.length < options.length) machine.bind(identifier, join(kept), env)
}
