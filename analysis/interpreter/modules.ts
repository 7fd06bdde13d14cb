import type { Node } from '../syntax/estree.ts'
import { isInterop } from '../syntax/modules.ts'
import { memberPath } from '../syntax/nodes.ts'
import { external } from './lookup.ts'
import type { Unknown, Value } from './values.ts'

/** The module that `require('x')` gives, or what a compiler's helper makes of it; undefined for any other call. */
export function loadedModule(callee: Unknown, args: readonly Value[], site: Node): Value | undefined {
  const [first] = args
  if (callee.origin?.module === '' && callee.origin.path.join('.') === 'require') {
    return first?.kind === 'primitive' && typeof first.value === 'string' ? external(first.value, ['default'], first.value) : undefined
  }
  if (first?.kind !== 'unknown' || first.origin?.path.join('.') !== 'default') return undefined
  const name = site['callee'] ? memberPath(site['callee'] as Node)?.at(-1) : undefined
  return name !== undefined && isInterop(name) ? external(first.origin.module, [], first.label) : undefined
}
