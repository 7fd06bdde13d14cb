import type { Node } from '../syntax/estree.ts'
import type { Machine } from './machine.ts'
import { objectData } from './objects.ts'
import { native, primitive, UNDEFINED, type ObjectRef, type Value } from './values.ts'

/** Under which an object keeps who listens: never a name that code can write. */
const LISTENER = '⟨listener⟩ '

/** Gives an object `addEventListener`; `onListener` hears of each that comes. */
export function makeEventTarget(machine: Machine, object: ObjectRef, onListener: (event: string) => void): void {
  machine.set(object, 'addEventListener', native('addEventListener', ([event, listener = UNDEFINED]) => {
    if (event?.kind === 'primitive') keepListener(machine, object, String(event.value), listener, onListener)
    return UNDEFINED
  }))
}

/** From now on `object.onload = listener` is heard of too. */
export function hearOfHandlers(machine: Machine, object: ObjectRef, events: readonly string[], onListener: (event: string) => void): void {
  for (const event of events) {
    machine.set(object, `set on${event}`, native('listen', ([listener = UNDEFINED]) => {
      keepListener(machine, object, event, listener, onListener)
      return UNDEFINED
    }))
  }
}

function keepListener(machine: Machine, object: ObjectRef, event: string, listener: Value, onListener: (event: string) => void): void {
  machine.set(object, LISTENER + event, listener)
  onListener(event)
}

/** Tells those who listen for an event; what is not seen is given `unseen` beside the event. */
export function notify(machine: Machine, object: ObjectRef, event: string, site: Node, unseen?: Value): void {
  const properties = machine.object(object)?.properties
  const details = machine.create(objectData([['target', object], ['currentTarget', object], ['type', primitive(event)]], { open: true }))
  for (const listener of [properties?.get(`on${event}`), properties?.get(LISTENER + event)]) {
    if (listener?.kind === 'unknown' && unseen) machine.effect(listener.label, [details, unseen], 'call')
    else if (listener && listener.kind !== 'primitive') machine.call(listener, object, [details], site)
  }
}
