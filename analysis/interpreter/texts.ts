import { isExact, isGap } from './lists.ts'
import { derivedFrom } from './keys.ts'
import type { Machine } from './machine.ts'
import type { ObjectData } from './objects.ts'
import { concatenate, idOf } from './operators.ts'
import { boundedId, carriesOf, inText, isUndefined, join, optionsOf, primitive, unknown, type CarryBits, type ObjectRef, type Single, type Value } from './values.ts'
import type { Node } from '../syntax/estree.ts'

/** What `String(value)` gives. */
export function textOf(machine: Machine, value: Value, site: Node): Value {
  return join(optionsOf(value).map((option) => concatenate([toPrimitive(machine, option, site)])))
}

/** What an object is where a primitive is wanted and a string is fine (ECMA-262 ToPrimitive); anything else is itself. */
export function toPrimitive(machine: Machine, value: Single, site: Node, hint: 'string' | 'number' = 'string'): Single {
  const data = machine.object(value)
  if (hint === 'number' && value.kind === 'object' && data && !data.elements && !data.builtin && !data.response && !data.promise) {
    const own = machine.get(value, 'valueOf', site)
    if (own.kind === 'closure') {
      const given = machine.call(own, value, [], site)
      return given.kind === 'primitive' ? given : derivedFrom(machine, 'value', [value])
    }
  }
  if (value.kind !== 'object' || !data) return value.kind === 'closure' || value.kind === 'class' || value.kind === 'native' ? derivedFrom(machine, 'text', [value], { isString: true, truthy: true }) : value
  const written = writtenText(machine, value, data, site)
  if (written) return optionsOf(written).length === 1 ? (optionsOf(written)[0] as Single) : derivedFrom(machine, 'text', [written], { isString: true })
  const derived = derivedFrom(machine, 'text', [value], { isString: true, truthy: !data.elements })
  return { ...derived, carries: inText(derived.carries) }
}

function writtenText(machine: Machine, object: ObjectRef, data: ObjectData, site: Node): Value | undefined {
  if (data.elements) return data.builtin ? undefined : joined(machine, data.elements, ',', site)
  const own = data.response || data.promise || data.entries || data.pattern ? undefined : absent(machine.get(object, 'toString', site))
  if (own?.kind === 'closure') return concatenateAll([machine.call(own, object, [], site)])
  if (data.prototype?.kind === 'primitive' && !own) return machine.throwError('TypeError', 'Cannot convert object to primitive value', site)
  if (data.failure || isErrorName(data.builtin)) return errorText(machine, object, site)
  return data.open || data.builtin ? undefined : primitive('[object Object]')
}

function absent(value: Value): Value | undefined {
  return isUndefined(value) ? undefined : value
}

export function isErrorName(builtin: string | undefined): boolean {
  return builtin !== undefined && (/^\w*Error$/.test(builtin) || builtin === 'DOMException')
}

/** Error.prototype.toString. */
export function errorText(machine: Machine, error: Value, site: Node): Value {
  const name = machine.get(error, 'name', site)
  const message = machine.get(error, 'message', site)
  return join(
    optionsOf(name).flatMap((title) =>
      optionsOf(message).map((text) => {
        if (text.kind === 'primitive' && text.value === '') return concatenate([title])
        return concatenate([title, primitive(': '), toPrimitive(machine, text, site)])
      }),
    ),
  )
}

/** Array.prototype.join. */
export function joined(machine: Machine, elements: readonly Value[], separator: string, site: Node): Value {
  if (!isExact(elements)) {
    const carries = elements.reduce<CarryBits>((bits, element) => bits | carriesOf(element), 0)
    const truthy = elements.some((element) => !isGap(element) && element.kind === 'primitive' && element.value !== '' && element.value != null)
    return { ...derivedFrom(machine, 'join', elements, { isString: true, truthy }), carries: inText(carries) }
  }
  const parts = elements.flatMap((element, index): Value[] => {
    const text = join(optionsOf(element).map((option) => (option.kind === 'primitive' && option.value == null ? primitive('', option.carries) : textOf(machine, option, site))))
    return index === 0 ? [text] : [primitive(separator), text]
  })
  return concatenateAll([primitive(''), ...parts])
}

/** More combinations than this are no longer told apart. */
const MOST_COMBINATIONS = 16

/** Strings put together, of which each may be one of a few. */
export function concatenateAll(parts: readonly Value[]): Value {
  const count = parts.reduce((product, part) => product * optionsOf(part).length, 1)
  if (count > MOST_COMBINATIONS) return concatenate(parts.map((part) => oneOf(part)))
  let combinations: Single[][] = [[]]
  for (const part of parts) combinations = combinations.flatMap((before) => optionsOf(part).map((option) => [...before, option]))
  return join(combinations.map((singles) => concatenate(singles)))
}

/** A value that may be one of several, as one that is not known. */
function oneOf(value: Value): Single {
  const options = optionsOf(value)
  if (options.length === 1) return options[0] as Single
  return unknown('…', carriesOf(value), { id: boundedId(options.map(idOf).join('|')) })
}
