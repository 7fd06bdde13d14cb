import { posix } from 'node:path'

import type { Node } from '../../analysis/syntax/estree.ts'
import type { Source } from './source.ts'

/** How relative specifiers end: in `.js`, in `.ts` (which tsc rewrites from 5.7 on), or in nothing. */
export type SpecifierEnding = 'js' | 'ts' | 'none'

/** What most of some specifiers end in, or undefined where there are none. */
export function endingOf(specifiers: readonly string[]): SpecifierEnding | undefined {
  const count = { js: 0, ts: 0, none: 0 }
  for (const specifier of specifiers) {
    if (/\.[cm]?jsx?$/.test(specifier)) count.js++
    else if (/\.[cm]?tsx?$/.test(specifier)) count.ts++
    else if (!/\.\w+$/.test(specifier)) count.none++
  }
  if (count.js + count.ts + count.none === 0) return undefined
  if (count.ts > count.js && count.ts > count.none) return 'ts'
  return count.js > count.none ? 'js' : 'none'
}

/** The specifiers that a file imports, exports from or requires; those of types too, if asked. */
export function* specifiersOf({ program, tree }: Source, withTypes = false): Generator<string> {
  const statements = program.body.filter((node) => withTypes || !bringsTypes(node))
  const literals: (Node | null | undefined)[] = statements.map((node) => node['source'] as Node | null | undefined)
  for (const call of tree.calls) {
    if ((call['callee'] as Node)['name'] === 'require') literals.push((call['arguments'] as readonly Node[])[0])
  }
  for (const literal of literals) {
    const value: unknown = literal?.['value']
    if (typeof value === 'string') yield value
  }
}

function bringsTypes(statement: Node): boolean {
  if (statement['importKind'] === 'type' || statement['exportKind'] === 'type') return true
  const specifiers = (statement['specifiers'] ?? []) as readonly Node[]
  return specifiers.length > 0 && specifiers.every((specifier) => specifier['importKind'] === 'type' || specifier['exportKind'] === 'type')
}

/**
 * The specifier by which one file imports another.
 *
 * @param from path of the importing file
 * @param to path of the imported file, `.ts`, `.js`, `.mjs` or `.cjs`, both with forward slashes and from one root
 */
export function relativeSpecifier(from: string, to: string, ending: SpecifierEnding): string {
  const path = posix.relative(posix.dirname(from), to)
  const written = path.startsWith('.') ? path : `./${path}`
  // Only `.js` and `.ts` may be left away; a `.mjs` or `.cjs` file is found by its whole name alone.
  if (/\.[cm]js$/.test(written)) return written
  const stem = written.replace(/\.[jt]s$/, '')
  if (ending === 'none') return stem
  return ending === 'ts' && written.endsWith('.ts') ? written : `${stem}.js`
}
