import type { Node, Program } from '../analysis/syntax/estree.ts'

/** The names that a file's import declarations and top-level `require` calls give to what a module exports. */
export function namesImportedFrom(program: Program, module: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' && (statement['source'] as Node)['value'] === module) {
      for (const { local } of statement['specifiers'] as readonly { readonly local: Node }[]) names.add(local['name'] as string)
    }
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement['declarations'] as readonly { id: Node; init: Node | null }[]) {
      if (requiredModule(init) === module) for (const name of namesIn(id)) names.add(name)
    }
  }
  return names
}

/** The module of `require('x')`, also in `require('x').default` and `require('x')(...)`. */
function requiredModule(expression: Node | null): unknown {
  let node = expression
  while (node) {
    if (node.type !== 'MemberExpression' && node.type !== 'CallExpression') return undefined
    const inner = (node.type === 'MemberExpression' ? node['object'] : node['callee']) as Node
    if (node.type === 'CallExpression' && inner['name'] === 'require') return (node['arguments'] as readonly Node[])[0]?.['value']
    node = inner
  }
  return undefined
}

function namesIn(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [pattern['name'] as string]
  if (pattern.type !== 'ObjectPattern') return []
  return (pattern['properties'] as readonly Node[]).flatMap((property) => (property.type === 'Property' ? namesIn(property['value'] as Node) : []))
}
