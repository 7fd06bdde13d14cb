import type { Node } from '../../syntax/estree.ts'
import { hearOfHandlers, makeEventTarget, notify } from '../event-targets.ts'
import { derivedFrom } from '../keys.ts'
import type { Machine } from '../machine.ts'
import { objectData } from '../objects.ts'
import { forkState } from '../state.ts'
import { native, primitive, UNDEFINED, type ObjectRef, type Value } from '../values.ts'

/** What it tells of where all could be read, in this order: a file can be read, as a body can. */
const EVENTS = ['loadstart', 'progress', 'load', 'loadend']

const DONE = 2

/** Methods of which the result is a text. */
const GIVING_TEXT = new Set(['readAsText', 'readAsDataURL', 'readAsBinaryString'])

/** `new FileReader()` (https://w3c.github.io/FileAPI): `result` is what a file or a body is, in another form. */
export function newFileReader(machine: Machine, site: Node): ObjectRef {
  const reader = machine.create(objectData([['result', primitive(null)], ['error', primitive(null)], ['readyState', primitive(0)]], { open: true, builtin: 'FileReader', label: 'FileReader' }))
  const hear = (event: string): void => {
    const state = machine.object(reader)?.properties.get('readyState')
    if (state?.kind === 'primitive' && state.value === DONE) tell(machine, reader, [event], site)
  }
  makeEventTarget(machine, reader, hear)
  machine.set(reader, 'abort', native('abort', () => UNDEFINED))
  for (const name of [...GIVING_TEXT, 'readAsArrayBuffer']) {
    machine.set(reader, name, native(name, ([blob = UNDEFINED]) => {
      machine.set(reader, 'result', derivedFrom(machine, name, [blob], { isDefined: true, ...(GIVING_TEXT.has(name) && { isString: true }), ...(name !== 'readAsText' && { truthy: true }) }))
      machine.set(reader, 'readyState', primitive(DONE))
      tell(machine, reader, EVENTS, site)
      hearOfHandlers(machine, reader, EVENTS, hear)
      return UNDEFINED
    }))
  }
  return reader
}

/** Tells those who listen. How they end is nobody's. */
function tell(machine: Machine, reader: ObjectRef, events: readonly string[], site: Node): void {
  for (const event of events) {
    const ancestor = machine.state
    machine.state = forkState(ancestor)
    const { returns, throws } = machine.collect((): Value => {
      notify(machine, reader, event, site)
      return UNDEFINED
    })
    machine.meet(ancestor, [...returns, ...throws])
  }
}
