import type { Node } from '../syntax/estree.ts'
import { derivedFrom } from './keys.ts'
import type { Machine } from './machine.ts'
import { binary, carriesOfResult } from './operators.ts'
import { toPrimitive } from './texts.ts'
import { Alternatives, Carries, isNullish, optionsOf, type CarryBits, type Single, type Value } from './values.ts'

/** A binary operator on two values, whose objects become primitives where the operator asks for them. */
export function arithmetic(machine: Machine, operator: string, left: Value, right: Value, site: Node): Value {
  if (left.kind !== 'union' && right.kind !== 'union') return single(machine, operator, left, right, site)
  const alternatives = new Alternatives()
  const carried = carriedByAny(operator, left, right)
  for (const a of optionsOf(left)) {
    for (const b of optionsOf(right)) {
      if (alternatives.isFull && carried !== undefined) return alternatives.value(carried)
      alternatives.add(single(machine, operator, a, b, site))
    }
  }
  return alternatives.value()
}

/** What the results for all alternatives of two values carry; undefined where only working them out tells. */
function carriedByAny(operator: string, left: Value, right: Value): CarryBits | undefined {
  if (optionsOf(left).some(isObject) || optionsOf(right).some(isObject)) return undefined
  const carries = carriesOfResult(left, right)
  return operator === '+' && carries !== Carries.nothing ? undefined : carries
}

function single(machine: Machine, operator: string, left: Single, right: Single, site: Node): Value {
  if (operator === '===' || operator === '!==') return binary(operator, left, right)
  if (operator === '==' || operator === '!=') {
    // Objects are compared as they are; only against another primitive are they converted.
    if (isObject(left) === isObject(right) || isNullish(left) || isNullish(right) || left.kind === 'unknown' || right.kind === 'unknown') return binary(operator, left, right)
    return derivedFrom(machine, operator, [left, right])
  }
  if (operator === '+') return binary(operator, toPrimitive(machine, left, site, 'number'), toPrimitive(machine, right, site, 'number'))
  return binary(operator, left, right)
}

function isObject(value: Single): boolean {
  return value.kind === 'object' || value.kind === 'closure' || value.kind === 'class' || value.kind === 'native'
}
