import type { Node } from '../syntax/estree.ts'
import { isInterop } from '../syntax/modules.ts'
import { memberPath } from '../syntax/nodes.ts'
import { external } from './lookup.ts'
import type { Value } from './values.ts'

/** What a compiler's helper makes of the module that `require('x')` gives; undefined for any other call. */
export function namespaceOf([first]: readonly Value[], site: Node): Value | undefined {
  if (first?.kind !== 'unknown' || first.origin?.path.join('.') !== 'default') return undefined
  const name = site['callee'] ? memberPath(site['callee'] as Node)?.at(-1) : undefined
  return name !== undefined && isInterop(name) ? external(first.origin.module, [], first.label) : undefined
}
