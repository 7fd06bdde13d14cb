import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import type { Machine } from './machine.ts'
import type { Widening } from './store-joins.ts'
import { boundedId, unknown, type Value } from './values.ts'

/**
 * What more rounds than were run make of what the last one has left: it is not known, and the same wherever the same was left there.
 * So a request that is put together in a loop is recognised when it is put together once more.
 *
 * @param site what goes round
 * @param over what it goes through
 */
export function wideningAt(machine: Machine, site: Node, over?: Value): Widening {
  const begin = `…${rangeOf(site)[0]}${over ? ` ${machine.digest(over).id}` : ''}`
  return (carries, last, slot) => unknown('…', carries, { id: boundedId(`${begin} ${slot} ${last.map((value) => machine.digest(value).id).join()}`) })
}
