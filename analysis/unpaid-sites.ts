import type { Node } from './syntax/estree.ts'
import { nameOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'
import { isUnpaidAddress } from './unpaid.ts'

/** Names of addresses that are made on the spot (`canvas.toDataURL()`, `URL.createObjectURL()`). */
const INLINE_NAME = /(?:^(?:data|blob|object)_?|(?<!meta|Meta)Data|Blob|Object|(?<!meta)_data_|_blob_)(?:ur[il]|Ur[il]|UR[IL])$/
/** Names of clients of a program on this machine: Docker's is one, Docker Hub is not. */
const LOCAL_CLIENT = /docker(?!_?hub)/i
/** Options of a client that hold its address. */
const BASE_OPTION = /^(?:base_?ur[il]|base_?path|api_?ur[il]|endpoint|host|ur[il]|origin|server_?ur[il])$/i

/** Whether nobody charges for a request, by the names that are used and by what its client was made with, whatever its address. */
export function isUnpaidCall(call: Node, tree: ScopeTree): boolean {
  const [input] = (call['arguments'] as Node[] | undefined) ?? []
  if (input && INLINE_NAME.test(nameOf(input) ?? '')) return true
  if (!call['callee']) return false
  const { names, head } = chainOf(call['callee'] as Node)
  return names.some((name) => LOCAL_CLIENT.test(name)) || (head !== undefined && isMadeForThisMachine(head, tree))
}

/** The objects whose method a callee is, `docker`, `getContainer` of `docker.getContainer(id).start`, and the name that they are got from. */
function chainOf(callee: Node): { names: string[]; head: Node | undefined } {
  const names: string[] = []
  let at = unwrap(callee)
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    at = unwrap((at['object'] ?? at['callee']) as Node)
    names.push(nameOf(at) ?? '')
  }
  return { names, head: at.type === 'Identifier' && names.length > 0 ? at : undefined }
}

/** `new OpenAI({ baseURL: 'http://localhost:1234/v1' })`, of whatever client. */
function isMadeForThisMachine(client: Node, tree: ScopeTree): boolean {
  const binding = tree.bindingOf.get(client)
  const init = binding?.definition.type === 'VariableDeclarator' && binding.writes.length === 0 ? (binding.definition['init'] as Node | null) : undefined
  const made = init && unwrap(init.type === 'AwaitExpression' ? (init['argument'] as Node) : init)
  if (made?.type !== 'CallExpression' && made?.type !== 'NewExpression') return false
  return (made['arguments'] as Node[]).map(unwrap).some((options) => options.type === 'ObjectExpression' && (options['properties'] as Node[]).some(isLocalBase))
}

function isLocalBase(property: Node): boolean {
  if (property.type !== 'Property' || !BASE_OPTION.test(propertyName(property) ?? '')) return false
  const value: unknown = unwrap(property['value'] as Node)['value']
  return typeof value === 'string' && isUnpaidAddress(value)
}
