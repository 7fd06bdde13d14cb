import type { Node } from './estree.ts'
import type { ScopeTree } from './scopes.ts'

/** Helpers that compilers put around `require` to make a namespace of what a CommonJS module exports: TypeScript, Babel, esbuild, SWC, Rollup. */
const INTEROP = /^_{0,2}(?:importDefault|importStar|interopRequireDefault|interop_require_default|interopRequireWildcard|interop_require_wildcard|toESM|interopDefault\w*|interopNamespace\w*)\$?\d*$/

/** Whether a function of this name gives a module's namespace for the module. */
export function isInterop(name: string): boolean {
  return INTEROP.test(name)
}

/** How the specifier of a file may end, `./api` being also `./api.js` and `./api/index.ts`: the source of a regular expression. */
export const FILE_ENDING = String.raw`(?:/index)?(?:\.[cm]?[jt]sx?)?`

/** What an import takes, and from where: `import * as m`, `import m`, `import { a as b }`, `import m = require('m')` (which may be the default export or all). */
export function importOf(definition: Node, tree: ScopeTree): { readonly module: string; readonly path: readonly string[] } | undefined {
  if (definition.type === 'TSImportEqualsDeclaration') {
    const required = (definition['moduleReference'] as Node)['expression'] as Node | undefined
    return required && { module: tree.moduleNamed(String(required['value'])), path: ['default'] }
  }
  const source = tree.parents.get(definition)?.['source'] as Node | null | undefined
  if (!source) return undefined
  const module = tree.moduleNamed(String(source['value']))
  if (definition.type === 'ImportNamespaceSpecifier') return { module, path: [] }
  if (definition.type === 'ImportDefaultSpecifier') return { module, path: ['default'] }
  const name = definition['imported'] as Node
  return { module, path: [String(name['name'] ?? name['value'])] }
}
