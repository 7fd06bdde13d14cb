import type { Node } from '../../syntax/estree.ts'
import { derivedFrom } from '../keys.ts'
import type { Machine } from '../machine.ts'
import type { ObjectData } from '../objects.ts'
import { matchesPiece } from '../partial-texts.ts'
import { textOf } from '../texts.ts'
import { carriesOf, join, native, NULL, optionsOf, primitive, UNDEFINED, type ObjectRef, type Single, type Value } from '../values.ts'
import { matchList } from './strings.ts'

/** Steps that a match may take at the worst. */
const MOST_STEPS = 100_000
/** Text on which even an exponential pattern is done soon. */
const SHORT = 12

/**
 * Whether a pattern is sure to be done soon on a text of some length: the interpreted program's patterns are run by the
 * host, whose matching backtracks. A repetition in a repetition may take exponential time, others polynomial.
 */
export function isCheap(pattern: RegExp, length: number): boolean {
  if (length <= SHORT) return true
  const source = pattern.source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x')
  const repetitions = source.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0
  if (repetitions === 0) return source.length * length <= MOST_STEPS
  if (/\)(?:[*+]|\{\d+(?:,\d*)?\})/.test(source)) return false
  return length ** (repetitions + 1) <= MOST_STEPS
}

/** A property of a pattern. */
export function regexpProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string): Value | undefined {
  const { pattern } = data
  const moves = pattern === undefined || pattern.global || pattern.sticky
  switch (name) {
    case 'test':
    case 'exec':
      return native(name, ([subject = UNDEFINED], site) => join(optionsOf(textOf(machine, subject, site)).map((text) => matched(machine, object, data, name, text))))
    case 'lastIndex':
      return moves ? machine.fresh(name) : primitive(0)
    case 'toString':
      return native(name, () => (pattern ? primitive(String(pattern)) : derivedFrom(machine, name, [object], { isString: true })))
    case 'constructor':
      return derivedFrom(machine, name, [object])
  }
  if (!(name in RegExp.prototype)) return undefined
  const value = pattern && (pattern as unknown as Record<string, unknown>)[name]
  if (typeof value === 'string' || typeof value === 'boolean') return primitive(value)
  return native(name, (args: readonly Value[], _site: Node) => derivedFrom(machine, name, [object, ...args]))
}

/** `test` and `exec` on one text. A pattern that remembers where it was may miss what a fresh one would find. */
function matched(machine: Machine, object: ObjectRef, { pattern }: ObjectData, name: string, text: Single): Value {
  const carries = carriesOf(text)
  const unsure = (): Value => derivedFrom(machine, name, [object, text])
  if (!pattern) return unsure()
  const fresh = (): RegExp => new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''))
  if (text.kind === 'unknown' && text.pieces && name === 'test' && !pattern.global && isCheap(pattern, text.label.length) && matchesPiece(text, fresh())) return primitive(true, carries)
  if (text.kind !== 'primitive' || !isCheap(pattern, String(text.value).length)) return unsure()
  const match = fresh().exec(String(text.value))
  if (!match) return name === 'test' ? primitive(false, carries) : { ...NULL, carries }
  if (pattern.global || pattern.sticky) return machine.fresh(name, carries)
  return name === 'test' ? primitive(true, carries) : matchList(machine, match, carries)
}
