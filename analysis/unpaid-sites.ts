import type { Node } from './syntax/estree.ts'
import { headOf, isClass, isFunction, memberPath, nameOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'
import { namesOwnServer } from './own-servers.ts'
import { hasProperty } from './request-calls.ts'
import { hasHost, isOwnAddress, isPublicFile, isUnpaidAddress, namesWebhook } from './unpaid.ts'

/** Names of addresses that are the data (`canvas.toDataURL()`). Blobs and objects have such names in the stores of clouds, too. */
const INLINE_NAME = /(?:^data_?|(?<!meta|Meta)Data)(?:ur[il]|Ur[il]|UR[IL])$|^base64|Base64$/
/** Names of addresses of pictures, which are assets, and of assets. */
const PICTURE_NAME = /^src$|(?:^(?:img|image|icon|avatar|logo|thumb(?:nail)?|photo|favicon|asset)_?|(?:Img|Image|Icon|Avatar|Logo|Thumb(?:nail)?|Photo|Favicon|Asset))(?:src|ur[il]|Src|Ur[il]|UR[IL])(?:With\w+)?$/
/** Options with which a server knows who asks. */
const CREDENTIALS = /^(?:headers|credentials|withCredentials|auth|body|data|method)$/
/** Options of a client that hold its address. */
const BASE_OPTION = /^(?:base_?ur[il]|base_?path|api_?ur[il]|endpoint|host|ur[il]|origin|server_?ur[il])$/i

/**
 * Whether nobody charges for a request: a static asset, `data:`, this machine or this network, by its address, or else by what
 * its client was made with and by the names that are used.
 *
 * @param url its address as far as it is known
 */
export function isUnpaid(call: Node, url: string | undefined, tree: ScopeTree): boolean {
  const [input, options] = (call['arguments'] as Node[] | undefined) ?? []
  if (url !== undefined && (isUnpaidAddress(url) || (isPublicFile(url) && !saysWho(options)))) return true
  if (input && !tree.bindingOf.has(headOf(input)) && isOwnAddress(memberPath(input)?.join('.') ?? '')) return true
  const name = input && url === undefined ? nameOf(unwrap(input).type === 'CallExpression' ? (unwrap(input)['callee'] as Node) : input) : undefined
  if (name !== undefined && (INLINE_NAME.test(name) || PICTURE_NAME.test(name) || namesWebhook(name))) return true
  if (!call['callee']) return false
  const { names, head } = chainOf(call['callee'] as Node)
  const base = head && baseOf(head, tree)
  if (base !== undefined) return isUnpaidAddress(base)
  return names.some(namesOwnServer) || (!hasHost(url) && isOfOwnServer(call, url === undefined || url.startsWith('${'), tree))
}

/** Whether what is given beside an address may name an account. */
function saysWho(options: Node | undefined): boolean {
  if (!options) return false
  const object = unwrap(options)
  return object.type !== 'ObjectExpression' || hasProperty(object, CREDENTIALS) || (object['properties'] as Node[]).some(({ type }) => type === 'SpreadElement')
}

/**
 * Whether a request stands in a class that is called after a server that people run for themselves, or in such a function: a path that a
 * function asks for may be one of the program's own server, which asks that one.
 */
function isOfOwnServer(call: Node, isElsewhere: boolean, { parents }: ScopeTree): boolean {
  for (let at: Node | undefined = call; at; at = parents.get(at)) {
    const named = [at['id'], isClass(at) && at['superClass']] as readonly (Node | false | null | undefined)[]
    if ((isClass(at) || (isElsewhere && isFunction(at))) && named.some((name) => name && namesOwnServer(nameOf(name) ?? ''))) return true
  }
  return false
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

/** The address that a client was made for, of whatever library: `new OpenAI({ baseURL: 'http://localhost:1234/v1' })`. */
function baseOf(client: Node, tree: ScopeTree): string | undefined {
  const binding = tree.bindingOf.get(client)
  const init = binding?.definition.type === 'VariableDeclarator' && binding.writes.length === 0 ? (binding.definition['init'] as Node | null) : undefined
  const made = init && unwrap(init.type === 'AwaitExpression' ? (init['argument'] as Node) : init)
  if (made?.type !== 'CallExpression' && made?.type !== 'NewExpression') return undefined
  const bases = (made['arguments'] as Node[]).map(unwrap).flatMap((options) => (options.type === 'ObjectExpression' ? (options['properties'] as Node[]).flatMap(baseIn) : []))
  return bases.find((base) => base !== '')
}

function baseIn(property: Node): string[] {
  if (property.type !== 'Property' || !BASE_OPTION.test(propertyName(property) ?? '')) return []
  const value: unknown = unwrap(property['value'] as Node)['value']
  return typeof value === 'string' ? [value] : []
}
