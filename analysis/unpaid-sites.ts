import { enclosingFunction, outward } from './syntax/around.ts'
import { isNamed, onlyValueOf } from './syntax/declarations.ts'
import type { Node } from './syntax/estree.ts'
import { headOf, isClass, isFunction, memberPath, nameOf, propertyName, unwrap } from './syntax/nodes.ts'
import { wordsOf } from './syntax/names.ts'
import type { ScopeTree } from './syntax/scopes.ts'
import { namesOwnServer } from './own-servers.ts'
import { hasHost, isInOwnNetwork, isOwnAddress, isPublicFile, isUnpaidAddress, isUnpaidWherever, namesWebhook } from './unpaid.ts'

/** Names of addresses that are the data (`canvas.toDataURL()`). Blobs and objects have such names in the stores of clouds, too. */
const INLINE_NAME = /(?:^data_?|(?<!meta|Meta)Data)(?:ur[il]|Ur[il]|UR[IL])$|^base64|Base64$/
/** Words of the names of addresses of pictures, which are assets, of assets, of compiled code, of workers, and of what describes an API. */
const PICTURE_NAME = /^-src-(?:ur[il]-)?$|^-sw-ur[il]-$|-(?:img|image|icon|avatar|logo|thumb|thumbnail|photo|favicon|assets?|worker|open-?api)-?(?:src|ur[il])-(?:with-.*)?$|-wasm-|-binary-file-$/
/** Words of the names of addresses that a store of files has signed for whoever is given them: who asks has no account there. */
const SIGNED_NAME = /-(?:pre-?)?signed-(?:[a-z]+-)*ur[il]-/
/** Words of the names of functions that get a picture, or a font, from where they are told to; and of those that make one. */
const PICTURE_FUNCTION = /-(?:img|image|icon|avatar|logo|thumb|thumbnail|photo|picture|poster|favicon|svg|font)s?-/
const MAKES_ONE = /-(?:make|create|generate|render|draw|edit|upload|upscale|save|send|post|delete|remove|search|analy[sz]e|describe|classify)/
/** Words of the names of classes and functions that tell somebody something at the address which that has given. */
const OF_WEBHOOKS = /-web-?hooks?-/
/** Words of the names of addresses that end a session, and of functions that ask whether a server is up: nobody charges for these, whoever asks. */
const LOGOUT_NAME = /-(?:log-?out|sign-?out)-(?:(?:ur[il]|endpoint|path|route)-)?$/
const PROBE_FUNCTION = /^-(?:(?:is|check|ping)-(?:[a-z\d]+-){0,2}|(?:get-|perform-|run-)?(?:(?:server|api|backend|service)-)?)(?:health|liveness|readiness)-?(?:(?:check|probe|status)-)?$/
/** The address of a server of which nothing is known, without a path. */
const BARE_SERVER = /^(?:\$\{[^}]*\}\/?|\/)$/
/** Options with which a server knows who asks. */
const CREDENTIALS = /^(?:credentials|withCredentials|auth|body|data)$/
/** Fields that say how an answer is wanted, and nothing of who asks for it (RFC 9110, sections 10.1.5 and 12.5; RFC 9111, section 5.2). */
const ANONYMOUS_FIELD = /^(?:accept|accept-\w+|user-agent|cache-control|pragma)$/i
/** An address that says nothing of who charges there. */
const ANYWHERE = 'https://api.example.com/'
/** Constants are put together from others so far. */
const DEEPEST_CONSTANT = 4
/** Options of a client that hold its address. */
const BASE_OPTION = /^(?:base_?ur[il]|base_?path|api_?ur[il]|endpoint|host|ur[il]|origin|server_?ur[il])$/i

/** What Emscripten puts before each program that it compiles (3.1, `src/preamble.js`); it loads that program, and its data. */
const EMSCRIPTEN = ['wasmBinary', 'instantiateWasm']

/** Whether a file is a compiled program with what loads it. */
export function isCompiled(text: string): boolean {
  return EMSCRIPTEN.every((name) => text.includes(name))
}

/**
 * Whether nobody charges for a request: a static asset, `data:`, this machine or this network, by its address, or else by what
 * its client was made with and by the names that are used.
 *
 * @param url its address as far as it is known
 * @param inCompiled whether it stands in a file that `isCompiled`
 */
export function isUnpaid(call: Node, url: string | undefined, inCompiled: boolean, tree: ScopeTree): boolean {
  const [input, options] = (call['arguments'] as Node[] | undefined) ?? []
  if (url !== undefined && (isUnpaidAddress(url) || (isPublicFile(url) && !saysWho(options)))) return true
  if (input && isUnpaidWherever(writtenIn(input, tree))) return true
  if (input && !tree.bindingOf.has(headOf(input)) && isOwnAddress(memberPath(input)?.join('.') ?? '')) return true
  const isElsewhere = url === undefined || url === '/' || url.startsWith('${')
  if (isElsewhere && inCompiled) return true
  const named = isElsewhere && input ? namesOf(input, tree) : []
  if (named.some((name) => LOGOUT_NAME.test(wordsOf(name)))) return true
  const within = isElsewhere ? wordsOf(nameOfFunction(enclosingFunction(call, tree), tree) ?? '') : ''
  if (PROBE_FUNCTION.test(within) && (url === undefined || BARE_SERVER.test(url))) return true
  const isAnonymous = isElsewhere && !saysWho(options)
  if (isAnonymous && PICTURE_FUNCTION.test(within) && !MAKES_ONE.test(within)) return true
  if ((url === undefined || isAnonymous) && named.some((name) => INLINE_NAME.test(name) || PICTURE_NAME.test(wordsOf(name)) || SIGNED_NAME.test(wordsOf(name)) || namesWebhook(name))) return true
  if (url === undefined && input && isGiven(input, tree) && isOfWebhooks(call, tree)) return true
  if (!call['callee']) return false
  const { names, head } = chainOf(call['callee'] as Node)
  const base = head && baseOf(head, tree)
  if (base !== undefined) return isUnpaidAddress(base)
  return names.some(namesOwnServer) || (!hasHost(url) && isOfOwnServer(call, isElsewhere, tree))
}

/** Whether that is so whatever a run tells of its address. */
export function isUnpaidAsWritten(call: Node, tree: ScopeTree): boolean {
  return isUnpaid(call, ANYWHERE, false, tree)
}

/** An address as far as it is written out there, or as a constant; of one that may be set, where it leads if it isn't, if that is in the program's network. */
function writtenIn(address: Node, tree: ScopeTree, depth = 0): string {
  const node = unwrap(address)
  const part = (inner: Node | undefined): string => (inner ? writtenIn(inner, tree, depth + 1) : '')
  if (typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateLiteral') {
    const expressions = node['expressions'] as Node[]
    return (node['quasis'] as Node[]).map((quasi, index) => `${(quasi['value'] as { raw: string }).raw}${part(expressions[index])}`).join('')
  }
  if (node.type === 'BinaryExpression' && node['operator'] === '+') return part(node['left'] as Node) + part(node['right'] as Node)
  if (node.type === 'LogicalExpression' && node['operator'] !== '&&') {
    const other = part(node['right'] as Node)
    return isInOwnNetwork(other) ? other : '${}'
  }
  const constant = constantAt(node, tree, depth)
  return constant ? part(constant) : '${}'
}

/** What a name stands for that is declared as a constant. */
function constantAt(node: Node, tree: ScopeTree, depth: number): Node | undefined {
  const binding = node.type === 'Identifier' ? tree.bindingOf.get(node) : undefined
  return binding?.kind === 'const' && isNamed(binding.definition) && depth < DEEPEST_CONSTANT ? onlyValueOf(binding) : undefined
}

/** The name of an address, and what it is of: `url` and `webhook.url`; those of what a constant is made of that is only another name. */
function namesOf(address: Node, tree: ScopeTree, depth = 0): string[] {
  const node = unwrap(address)
  const named = node.type === 'CallExpression' ? (node['callee'] as Node) : node
  const init = constantAt(node, tree, depth)
  const others = init ? choicesOf(init).flatMap((choice) => namesOf(choice, tree, depth + 1)) : []
  return [nameOf(named) ?? '', memberPath(named)?.slice(-2).join('.') ?? '', ...others]
}

/** What an expression may give that only chooses: the sides of `a ? b : c`, `a ?? b`. */
function choicesOf(expression: Node): readonly Node[] {
  const node = unwrap(expression)
  if (node.type === 'ConditionalExpression') return [...choicesOf(node['consequent'] as Node), ...choicesOf(node['alternate'] as Node)]
  if (node.type === 'LogicalExpression') return [...choicesOf(node['left'] as Node), ...choicesOf(node['right'] as Node)]
  return /^(?:Identifier|MemberExpression)$/.test(node.type) ? [node] : []
}

/** Whether an address is what a function is given, and nothing more. */
function isGiven(address: Node, tree: ScopeTree): boolean {
  return tree.bindingOf.get(unwrap(address))?.kind === 'param'
}

/** A class or a function around a request, by one of its names: that of its base class is one, too. */
interface Around {
  readonly name: string
  readonly kind: 'class' | 'method' | 'function'
}

function* namesAround(call: Node, tree: ScopeTree): Generator<Around> {
  for (let at = tree.parents.get(call); at; at = tree.parents.get(at)) {
    if (!isFunction(at) && !isClass(at)) continue
    const { parent } = outward(at, tree)
    const own = nameGiven(at, parent)
    const base = isClass(at) && at['superClass'] ? nameOf(at['superClass'] as Node) : undefined
    const kind = isClass(at) ? 'class' : parent?.['key'] ? 'method' : 'function'
    for (const name of [own, base]) if (name !== undefined) yield { name, kind }
  }
}

/** What a function or a class is called: by itself, or as a constant or a member. */
function nameGiven(definition: Node, parent: Node | undefined): string | undefined {
  const id = (definition['id'] ?? (parent?.type === 'VariableDeclarator' ? parent['id'] : undefined)) as Node | null | undefined
  return id ? nameOf(id) : parent?.['key'] ? propertyName(parent) : undefined
}

/** Whether a request stands in a class or a function that is called after webhooks: `class WebhookNotifier`, `sendWebhook`. */
function isOfWebhooks(call: Node, tree: ScopeTree): boolean {
  return [...namesAround(call, tree)].some(({ name }) => OF_WEBHOOKS.test(wordsOf(name)))
}

/**
 * Whether a request stands in a class that is called after a server that people run for themselves, or in such a function: a path that a
 * function asks for may be one of the program's own server, which asks that one.
 */
function isOfOwnServer(call: Node, isElsewhere: boolean, tree: ScopeTree): boolean {
  return [...namesAround(call, tree)].some(({ name, kind }) => (kind === 'class' || (isElsewhere && kind === 'function')) && namesOwnServer(name))
}

function nameOfFunction(fn: Node, tree: ScopeTree): string | undefined {
  return nameGiven(fn, outward(fn, tree).parent)
}

/** Whether what is given beside an address may name an account, or sends something. */
function saysWho(options: Node | undefined): boolean {
  if (!options) return false
  return !everyProperty(options, (name, value) => {
    if (name === 'headers') return everyProperty(value, (field) => ANONYMOUS_FIELD.test(field))
    return name === 'method' ? /^(?:get|head)$/i.test(String(value['value'])) : !CREDENTIALS.test(name)
  })
}

/** Whether an object is written out and holds nothing else than such properties. */
function everyProperty(node: Node, isSuch: (name: string, value: Node) => boolean): boolean {
  const object = unwrap(node)
  if (object.type !== 'ObjectExpression') return false
  return (object['properties'] as Node[]).every((property) => property.type === 'Property' && property['computed'] !== true && isSuch(propertyName(property) ?? '', unwrap(property['value'] as Node)))
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
  const init = binding && onlyValueOf(binding)
  const made = init && unwrap(init.type === 'AwaitExpression' ? (init['argument'] as Node) : init)
  if (made?.type !== 'CallExpression' && made?.type !== 'NewExpression') return undefined
  const bases = (made['arguments'] as Node[]).map(unwrap).flatMap((options) => (options.type === 'ObjectExpression' ? (options['properties'] as Node[]).flatMap((property) => baseIn(property, tree)) : []))
  return bases.find((base) => base !== '')
}

function baseIn(property: Node, tree: ScopeTree): string[] {
  if (property.type !== 'Property' || !BASE_OPTION.test(propertyName(property) ?? '')) return []
  const base = writtenIn(property['value'] as Node, tree)
  return base.startsWith('${') ? [] : [base]
}
