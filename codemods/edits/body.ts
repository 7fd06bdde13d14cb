import type { Node } from '../../analysis/syntax/estree.ts'
import { isTransparent, unwrap } from '../../analysis/syntax/nodes.ts'
import { calledMethod, calledObject, referenceKey } from './references.ts'
import type { ResponseReference } from './response.ts'
import {
  bindingOf, contains, endOf, functionOf, parentOf, startOf, statementList, walk, walkOwn, type Source,
} from './source.ts'

const BODY_METHODS = new Set(['json', 'text'])
const ALL_BODY_METHODS = new Set(['json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData'])

/** Where a branch goes so that it can still read the body, or else what the body was read into. */
export interface BodyPlace {
  /** The statement to stand before. */
  readonly before: Node
  /** The code for what was read: a variable, or its parts put together again. */
  readonly body?: string
}

/**
 * A body that is read before the guard fails for an empty or HTML 402 before the guard is reached. So the branch goes
 * before the read where nothing else happens between the two; elsewhere it stays where it was to be and takes what was
 * read.
 *
 * @param statement the one that the branch is to stand before
 */
export function placeForBody(statement: Node, response: ResponseReference, source: Source): BodyPlace {
  const list = statementList(parentOf(statement, source)!)
  let before = statement
  if (list) {
    for (let index = list.indexOf(statement) - 1; index >= 0; index--) {
      const earlier = list[index]!
      if (!isQuiet(earlier, response, source)) break
      if (readOf(earlier, response.key)) before = earlier
    }
  }
  if (before !== statement) return { before }
  const body = bodyRead(statement, response, source)
  return body === undefined ? { before } : { before, body }
}

/** The call that reads the body of the response, in a node and not in the functions inside it. */
function readOf(node: Node, key: string): Node | undefined {
  let read: Node | undefined
  walkOwn(node, (inner) => {
    if (isBodyRead(inner, key)) read ??= inner
  })
  return read
}

function isBodyRead(node: Node, key: string, methods: ReadonlySet<string> = ALL_BODY_METHODS): boolean {
  const object = calledObject(node)
  return object !== undefined && methods.has(calledMethod(node)!) && referenceKey(object) === key
}

/** Does a statement do nothing but compute local values, out of the body or out of nothing? */
function isQuiet(statement: Node, response: ResponseReference, source: Source): boolean {
  if (response.root && setsRoot(statement, response)) return false
  let quiet = true
  walk(statement, (node) => {
    quiet &&= isQuietNode(node, response, source)
    return quiet
  })
  walkOwn(statement, (node) => {
    if (node.type === 'ReturnStatement') quiet = false
  })
  return quiet
}

function setsRoot(statement: Node, { root }: ResponseReference): boolean {
  return [root!.definition, ...root!.writes].some(
    (node) => startOf(statement) <= startOf(node) && endOf(node) <= endOf(statement),
  )
}

const QUIET_STATEMENTS = new Set([
  'VariableDeclaration', 'ExpressionStatement', 'TryStatement', 'IfStatement', 'BlockStatement', 'EmptyStatement',
])
const LOUD_EXPRESSIONS = new Set([
  'NewExpression', 'YieldExpression', 'UpdateExpression', 'TaggedTemplateExpression', 'ImportExpression',
])

function isQuietNode(node: Node, response: ResponseReference, source: Source): boolean {
  if (/Statement$|Declaration$/.test(node.type)) {
    // Only callbacks may return; a `return` of the statement's own is looked for apart.
    return QUIET_STATEMENTS.has(node.type) || node.type === 'ReturnStatement'
  }
  if (LOUD_EXPRESSIONS.has(node.type)) return false
  if (node.type === 'UnaryExpression') return node['operator'] !== 'delete'
  if (node.type === 'AssignmentExpression') return isOwnVariable(node['left'] as Node, source)
  if (node.type === 'CallExpression') return isQuietCall(node, response.key)
  return true
}

/** Only a variable of the function itself: others may be looked at by whoever handles the error. */
function isOwnVariable(target: Node, source: Source): boolean {
  const binding = target.type === 'Identifier' ? bindingOf(target, source) : undefined
  return binding?.scope.owner.node === functionOf(target, source)
}

function isQuietCall(node: Node, key: string): boolean {
  if (isBodyRead(node, key)) return true
  const object = calledObject(node)
  const method = calledMethod(node)
  if (object === undefined || method === undefined) {
    return ['String', 'Number', 'Boolean'].includes(unwrap(node['callee'] as Node)['name'] as string)
  }
  if (referenceKey(object) === 'JSON') return method === 'parse'
  if (referenceKey(object) === `${key}.headers`) return method === 'get' || method === 'has'
  if (isChained(method)) return isBodyRead(unwrap(object), key) || isQuietChain(unwrap(object), key)
  return ['includes', 'startsWith', 'trim', 'slice', 'toLowerCase'].includes(method)
}

function isQuietChain(node: Node, key: string): boolean {
  return node.type === 'CallExpression' && isChained(calledMethod(node)) && isQuietCall(node, key)
}

function isChained(method: string | undefined): boolean {
  return method === 'then' || method === 'catch'
}

/** What a body was read into before a statement, where the statement can see it. */
function bodyRead(statement: Node, response: ResponseReference, source: Source): string | undefined {
  const reads: Node[] = []
  walkOwn(functionOf(statement, source), (node) => {
    if (endOf(node) <= startOf(statement) && isBodyRead(node, response.key, BODY_METHODS)) reads.push(node)
  })
  for (const read of reads) {
    const target = targetOf(read, source)
    if (target === undefined) continue
    const names = target.type === 'Identifier' ? [target] : partsOf(target)?.map(({ value }) => value)
    const isSeen = names?.every((name) => {
      const binding = bindingOf(name, source)
      return binding && contains(binding.scope.node, [startOf(statement), endOf(statement)])
    })
    if (isSeen) return codeOf(target)
  }
  return undefined
}

/** What takes the value of an awaited expression, also behind `.catch(...)`. */
function targetOf(read: Node, source: Source): Node | undefined {
  let child = read
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (parent.type === 'VariableDeclarator') return parent['id'] as Node
    if (parent.type === 'AssignmentExpression') return parent['left'] as Node
    const isCaught = parent.type === 'MemberExpression' || calledMethod(parent) === 'catch'
    if (!isCaught && parent.type !== 'AwaitExpression' && !isTransparent(parent)) return undefined
  }
  return undefined
}

/** The names of a plain object pattern, `{ error, message: text }`; undefined where anything else is in it. */
function partsOf(target: Node): readonly { readonly key: string; readonly value: Node }[] | undefined {
  if (target.type !== 'ObjectPattern') return undefined
  const parts: { key: string; value: Node }[] = []
  for (const property of target['properties'] as readonly Node[]) {
    const value = property['value'] as Node | undefined
    const key = property.type === 'Property' && property['computed'] !== true ? (property['key'] as Node) : undefined
    if (key?.type !== 'Identifier' || value?.type !== 'Identifier') return undefined
    parts.push({ key: key['name'] as string, value })
  }
  return parts.length > 0 ? parts : undefined
}

function codeOf(target: Node): string {
  if (target.type === 'Identifier') return target['name'] as string
  const parts = partsOf(target)!.map(({ key, value }) => {
    const name = value['name'] as string
    return key === name ? name : `${key}: ${name}`
  })
  return `{ ${parts.join(', ')} }`
}
