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
  /** The variable that holds the body. */
  readonly body?: string
}

/**
 * A body that is read before the guard fails for an empty or HTML 402 before the guard is reached. So the branch goes
 * before the read where nothing else happens between the two; elsewhere it stays at the guard and takes what was read.
 */
export function placeForBody(guard: Node, response: ResponseReference, source: Source): BodyPlace {
  const list = statementList(parentOf(guard, source)!)
  let before = guard
  if (list) {
    for (let index = list.indexOf(guard) - 1; index >= 0; index--) {
      const statement = list[index]!
      if (!isQuiet(statement, response)) break
      if (readOf(statement, response.key)) before = statement
    }
  }
  if (before !== guard) return { before }
  const body = bodyVariable(guard, response, source)
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
function isQuiet(statement: Node, response: ResponseReference): boolean {
  if (response.root && setsRoot(statement, response)) return false
  let quiet = true
  walk(statement, (node) => {
    quiet &&= isQuietNode(node, response)
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
const LOUD_EXPRESSIONS = new Set(['NewExpression', 'YieldExpression', 'UpdateExpression', 'TaggedTemplateExpression', 'ImportExpression'])

function isQuietNode(node: Node, response: ResponseReference): boolean {
  if (/Statement$|Declaration$/.test(node.type)) {
    // Only callbacks may return; a `return` of the statement's own is looked for apart.
    return QUIET_STATEMENTS.has(node.type) || node.type === 'ReturnStatement'
  }
  if (LOUD_EXPRESSIONS.has(node.type)) return false
  if (node.type === 'UnaryExpression') return node['operator'] !== 'delete'
  if (node.type === 'AssignmentExpression') return (node['left'] as Node).type === 'Identifier'
  if (node.type === 'CallExpression') return isQuietCall(node, response.key)
  return true
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
  if (method === 'then' || method === 'catch') return isBodyRead(unwrap(object), key) || isQuietChain(unwrap(object), key)
  return ['includes', 'startsWith', 'trim', 'slice', 'toLowerCase'].includes(method)
}

function isQuietChain(node: Node, key: string): boolean {
  return node.type === 'CallExpression' && ['then', 'catch'].includes(calledMethod(node) ?? '') && isQuietCall(node, key)
}

/** The variable that a body was read into before the guard, where the guard can see it. */
function bodyVariable(guard: Node, response: ResponseReference, source: Source): string | undefined {
  const reads: Node[] = []
  walkOwn(functionOf(guard, source), (node) => {
    if (endOf(node) <= startOf(guard) && isBodyRead(node, response.key, BODY_METHODS)) reads.push(node)
  })
  for (const read of reads) {
    const target = targetOf(read, source)
    const binding = target && bindingOf(target, source)
    if (binding && contains(binding.scope.node, [startOf(guard), endOf(guard)])) return binding.name
  }
  return undefined
}

/** The name that takes the value of an awaited expression, also behind `.catch(...)`. */
function targetOf(read: Node, source: Source): Node | undefined {
  let child = read
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (parent.type === 'VariableDeclarator') return nameOf(parent['id'] as Node)
    if (parent.type === 'AssignmentExpression') return nameOf(parent['left'] as Node)
    const isCaught = parent.type === 'MemberExpression' || calledMethod(parent) === 'catch'
    if (!isCaught && parent.type !== 'AwaitExpression' && !isTransparent(parent)) return undefined
  }
  return undefined
}

function nameOf(target: Node): Node | undefined {
  return target.type === 'Identifier' ? target : undefined
}
