import type { Node } from '../syntax/estree.ts'
import { isWrittenNullish, propertyName, unwrap } from '../syntax/nodes.ts'
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
    case 'MemberExpression':
      keepByProperty(machine, node, env, (value) => truthiness(value) !== !outcome)
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
  const sides = [unwrap(node['left'] as Node), unwrap(node['right'] as Node)] as const
  // `200 === response.status` says what the mirrored one does.
  const [left, right] = sides[0].type === 'Literal' && /^[!=]==?$/.test(operator) ? [sides[1], sides[0]] : sides
  const isSame = /^[!=]==$/.test(operator) ? (operator === '===') === outcome : undefined
  if (left.type === 'MemberExpression' && right.type === 'Literal' && isSame !== undefined) {
    const wanted: unknown = right['value']
    keepByProperty(machine, left, env, (value) => optionsOf(value).some((option) => option.kind !== 'primitive' || (option.value === wanted) === isSame))
  }
  if (left.type !== 'Identifier') return
  if (operator === 'instanceof') {
    const of = machine.evaluate(right, env)
    keep(machine, left, env, (option) => truthiness(isInstanceOf(machine, option, of)) !== !outcome)
    return
  }
  const equality = operator === '===' || operator === '=='
  if (!equality && operator !== '!==' && operator !== '!=') return
  if (isWrittenNullish(right)) keep(machine, left, env, (option) => option.kind === 'unknown' || isNullish(option) === (equality === outcome))
}

/** Of the objects that a name may stand for, those whose property may be as the test found it: `if (result.ok)`. */
function keepByProperty(machine: Machine, member: Node, env: Env, test: (value: Value) => boolean): void {
  const object = unwrap(member['object'] as Node)
  const name = propertyName(member)
  if (object.type !== 'Identifier' || name === undefined || machine.unseenActs) return
  keep(machine, object, env, (option) => {
    const data = machine.object(option)
    if (data?.response) return test(machine.get(option, name, member))
    const value = data?.properties.get(name)
    return value === undefined || data?.maybe?.has(name) === true || test(value)
  })
}

function keep(machine: Machine, identifier: Node, env: Env, test: (option: Single) => boolean): void {
  const value: Value = machine.lookup(identifier, env)
  const options = optionsOf(value)
  if (options.length < 2) return
  const kept = options.filter(test)
  if (kept.length > 0 && kept.length < options.length) machine.bind(identifier, join(kept), env)
}
