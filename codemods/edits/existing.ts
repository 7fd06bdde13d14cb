import type { Node } from '../../analysis/syntax/estree.ts'
import { packageNamed } from '../../analysis/syntax/packages.ts'
import { ERROR_NAME } from './module-exports.ts'
import type { Source } from './source.ts'

/** A name in the file, and whether it comes from the module that was asked for. */
export interface ExistingName {
  readonly name: string
  readonly usesModule: boolean
}

/** The name under which the file has an export already: by an import of the same module, or as a class of its own. */
export function existingName(source: Source, module: string, exported: string): ExistingName | undefined {
  for (const statement of source.program.body) {
    const node = (statement['declaration'] as Node | null | undefined) ?? statement
    if (exported === ERROR_NAME && node.type === 'ClassDeclaration' && (node['id'] as Node | null)?.['name'] === ERROR_NAME) {
      if (hasStaticFrom(node)) return { name: ERROR_NAME, usesModule: false }
    }
    const name = importedAs(statement, module, exported) ?? requiredAs(statement, module, exported)
    if (name !== undefined) return { name, usesModule: importedFrom(statement) === module }
  }
  return undefined
}

/** The specifier that an import or a `require` statement names. */
function importedFrom(statement: Node): string | undefined {
  if (statement.type === 'ImportDeclaration') return (statement['source'] as Node)['value'] as string
  const specifiers = (statement['declarations'] as readonly Node[]).map(requiredSpecifier)
  return specifiers.find((specifier) => specifier !== undefined)
}

/** A class of the file's own serves if it can be made from a response. */
function hasStaticFrom(node: Node): boolean {
  const elements = (node['body'] as Node)['body'] as readonly Node[]
  return elements.some(
    (element) => element['static'] === true && (element['key'] as Node | undefined)?.['name'] === 'from',
  )
}

/** The same file, also where the specifier is written in another way: through a path alias, with an extension, with the registry. */
export function isSameModule(specifier: string, module: string): boolean {
  if (specifier === module || packageNamed(specifier) === module) return true
  return (module.startsWith('.') || specifier.startsWith('.')) && lastPart(specifier) === lastPart(module)
}

function lastPart(specifier: string): string {
  return specifier.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '')
}

function importedAs(statement: Node, module: string, exported: string): string | undefined {
  if (statement.type !== 'ImportDeclaration' || statement['importKind'] === 'type') return undefined
  if (!isSameModule((statement['source'] as Node)['value'] as string, module)) return undefined
  for (const specifier of statement['specifiers'] as readonly Node[]) {
    if (specifier.type !== 'ImportSpecifier' || specifier['importKind'] === 'type') continue
    if ((specifier['imported'] as Node)['name'] === exported) return (specifier['local'] as Node)['name'] as string
  }
  return undefined
}

/** The pattern of `const { ... } = require(module)`. */
export function requiredPattern(statement: Node, module: string): Node | undefined {
  if (statement.type !== 'VariableDeclaration') return undefined
  for (const declarator of statement['declarations'] as readonly Node[]) {
    const specifier = requiredSpecifier(declarator)
    const isPattern = (declarator['id'] as Node).type === 'ObjectPattern'
    if (isPattern && specifier !== undefined && isSameModule(specifier, module)) return declarator['id'] as Node
  }
  return undefined
}

/** The specifier that a declarator requires, or undefined. */
export function requiredSpecifier(declarator: Node): string | undefined {
  const init = declarator['init'] as Node | null
  if (init?.type !== 'CallExpression' || (init['callee'] as Node)['name'] !== 'require') return undefined
  const value: unknown = (init['arguments'] as readonly Node[])[0]?.['value']
  return typeof value === 'string' ? value : undefined
}

function requiredAs(statement: Node, module: string, exported: string): string | undefined {
  const properties = (requiredPattern(statement, module)?.['properties'] ?? []) as readonly Node[]
  for (const property of properties) {
    if ((property['key'] as Node | undefined)?.['name'] !== exported) continue
    return (property['value'] as Node)['name'] as string | undefined
  }
  return undefined
}
