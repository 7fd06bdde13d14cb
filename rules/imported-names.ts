import type { Node, Program } from '../analysis/syntax/estree.ts'

/** The names that a file's import declarations and top-level `require` calls give to what a module exports. */
export function namesImportedFrom(program: Program, module: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' && statement['source']['value'] === module) {
      for (const specifier of statement['specifiers'] as readonly Node[]) names.add(specifier['local']['name'] as string)
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
  while (node?.type === 'MemberExpression' || (node?.type === 'CallExpression' && node['callee']['name'] !== 'require')) {
    node = (node.type === 'MemberExpression' ? node['object'] : node['callee']) as Node
  }
  return node?.type === 'CallExpression' ? (node['arguments'] as readonly Node[])[0]?.['value'] : undefined
}

function namesIn(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [pattern['name'] as string]
  if (pattern.type !== 'ObjectPattern') return []
  return (pattern['properties'] as readonly Node[]).flatMap((property) => (property.type === 'Property' ? namesIn(property['value'] as Node) : []))
}
