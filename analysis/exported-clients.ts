import { clientOfInstance } from './clients/index.ts'
import { clientsNamed } from './clients/named.ts'
import { originOf } from './origins.ts'
import type { Node, Program } from './syntax/estree.ts'
import { memberPath } from './syntax/nodes.ts'
import { ScopeBuilder } from './syntax/scopes.ts'

/** A client that a file exports, for others to send their requests through. */
export interface ExportedClient {
  /** `default`, or the name that importers use. */
  readonly name: string
  /** As findings name it. */
  readonly client: string
}

/**
 * The clients that a file makes and exports: `export const api = axios.create()`. What the setting `clients` may name.
 *
 * @param program any ESTree of the text with ranges; it is read only
 */
export function exportedClients(program: Program, text: string): readonly ExportedClient[] {
  if (clientsNamed(text) !== 'senders') return []
  const tree = ScopeBuilder.build(program)
  return [...exportsOf(program)].flatMap(({ name, value }) => {
    const origin = originOf(value, tree)
    const client = origin && clientOfInstance(origin)
    return client === undefined ? [] : [{ name, client }]
  })
}

interface Export {
  readonly name: string
  readonly value: Node
}

function* exportsOf({ body }: Program): Generator<Export> {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration') yield { name: 'default', value: statement['declaration'] as Node }
    if (statement.type === 'ExportNamedDeclaration' && !statement['source']) yield* namedExports(statement)
    if (statement.type === 'ExpressionStatement') yield* commonJsExport(statement['expression'] as Node)
  }
}

function* namedExports(statement: Node): Generator<Export> {
  const declaration = statement['declaration'] as Node | null
  for (const { id } of (declaration?.['declarations'] ?? []) as readonly { readonly id: Node }[]) {
    if (id.type === 'Identifier') yield { name: id['name'] as string, value: id }
  }
  for (const { local, exported } of statement['specifiers'] as readonly { readonly local: Node; readonly exported: Node }[]) {
    yield { name: String(exported['name'] ?? exported['value']), value: local }
  }
}

/** `module.exports = api`, `module.exports.api = api`, `exports.api = api`. */
function* commonJsExport(expression: Node): Generator<Export> {
  if (expression.type !== 'AssignmentExpression') return
  const left = memberPath(expression['left'] as Node)?.join('.') ?? ''
  const exported = /^(?:module\.exports|exports(?=\.))(?:\.([^.]+))?$/.exec(left)
  if (exported) yield { name: exported[1] ?? 'default', value: expression['right'] as Node }
}
