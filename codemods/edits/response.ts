import { CLIENTS } from '../../analysis/clients/index.ts'
import type { CheckFinding, Range } from '../../analysis/findings.ts'
import { readsMoreThanOk } from '../../analysis/response-use.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Binding } from '../../analysis/syntax/scopes.ts'
import { boundProperty, referenceKey, referenceText } from './references.ts'
import { refuse, type Refusal } from './refusals.ts'
import { bindingOf, contains, parentOf, walkOwn, type Source } from './source.ts'

/** How the response is called at the guard. */
export interface ResponseReference {
  /** See `referenceKey`. */
  readonly key: string
  /** As it is to be written. */
  readonly text: string
  /** The guard allows for there being no response: `!res || !res.ok`, `!res?.ok`. */
  readonly maybeAbsent: boolean
  /** The variable, parameter or catch parameter that it starts from, if there is one. */
  readonly root: Binding | undefined
}

const STATUS_FIELDS = new Set(['ok', 'status', 'statusText'])
const DEPTH = 4

interface Candidates {
  readonly read: Map<string, Node>
  readonly passed: Map<string, Node>
  readonly reasons: Set<'destructured-response' | 'not-a-response'>
}

/**
 * Finds what holds the response that a test looks at.
 *
 * @param request where the request stands: it decides where one test looks at several responses
 */
export function findResponse(test: Node, request: Range, source: Source): ResponseReference | Refusal {
  const candidates: Candidates = { read: new Map(), passed: new Map(), reasons: new Set() }
  collect(test, source, candidates, 0)
  const named = candidates.read.size > 0 ? candidates.read : candidates.reasons.size > 0 ? new Map() : candidates.passed
  const nodes = [...(named as ReadonlyMap<string, Node>).values()]
  if (nodes.length === 0) {
    const [reason = 'no-response-variable'] = candidates.reasons
    return refuse(reason)
  }
  const node = nodes.length === 1 ? nodes[0] : nodes.find((one) => isResultOf(one, request, source))
  if (node === undefined) return refuse('several-responses')
  const key = referenceKey(node)!
  const root = rootOf(node, source)
  if (root && hasStatusCodeOnly(root, source)) return refuse('not-a-response')
  return { key, text: referenceText(node, source), maybeAbsent: allowsAbsence(test, key, source), root }
}

/** Is what is tested known to have a `status`, as a response of fetch has? */
export function givesStatus({ client, isSupposed, range }: CheckFinding, { key, root }: ResponseReference, { tree }: Source): boolean {
  if (root === undefined) return true
  if (isSupposed) return isOfHelper(root, tree) || readsMoreThanOk(root, tree)
  const { definition } = root
  const isResult = key === root.name && definition.type === 'VariableDeclarator' && (definition['id'] as Node).type === 'Identifier' && contains(definition, range)
  return !isResult || clientGivesStatus(client)
}

/** Is it what a function with a name takes, and says no more of: `function check(res)`? Only JavaScript has such. */
function isOfHelper({ definition, name }: Binding, { parents }: Source['tree']): boolean {
  if (!isFunction(definition) || parents.get(definition)?.type === 'CallExpression') return false
  return parametersOf(definition).some((param) => param['name'] === name && !param['typeAnnotation'])
}

/** Do the results of a client have a `status`? Those of some are `{ data, error }`, or have a `statusCode`. */
export function clientGivesStatus(client: string): boolean {
  const shapes = CLIENTS.flatMap(({ name, answers }) => (name === client && answers ? [answers.response] : []))
  return shapes.every((shape) => Object.keys(shape).length === 0 || shape['status'] === 'status')
}

/** An object of the program's own, or of Node's: the code reads its `statusCode`, and never a `status`. */
function hasStatusCodeOnly({ references }: Binding, source: Source): boolean {
  const names = references.map((reference) => {
    const member = parentOf(reference, source)
    return member?.type === 'MemberExpression' && member['object'] === reference ? propertyName(member) : undefined
  })
  return names.includes('statusCode') && !names.includes('status')
}

function collect(expression: Node, source: Source, found: Candidates, depth: number): void {
  walkOwn(expression, (node) => {
    // A request in the test itself: its response has no name.
    if (node.type === 'AwaitExpression') return false
    if (node.type === 'MemberExpression') return collectMember(node, found)
    if (node.type === 'Identifier') collectName(node, source, found, depth)
    if (node.type === 'CallExpression') {
      for (const argument of node['arguments'] as readonly Node[]) {
        const key = referenceKey(argument)
        if (key !== undefined) found.passed.set(key, argument)
      }
    }
    return true
  })
}

/** Takes a member that is read off a response; false where nothing inside of it matters. */
function collectMember(node: Node, found: Candidates): boolean {
  const name = propertyName(node)
  if (name === 'statusCode') found.reasons.add('not-a-response')
  if (name === undefined || !STATUS_FIELDS.has(name)) return true
  const object = node['object'] as Node
  const key = referenceKey(object)
  if (key === undefined) return true
  if (!found.read.has(key)) found.read.set(key, object)
  return false
}

function collectName(identifier: Node, source: Source, found: Candidates, depth: number): void {
  const binding = bindingOf(identifier, source)
  if (binding === undefined) return
  const { definition, name } = binding
  if (isFunction(definition)) {
    const bound = parametersOf(definition).map((one) => boundProperty(one, name))
    if (bound.some((property) => property !== undefined && STATUS_FIELDS.has(property))) {
      found.reasons.add('destructured-response')
    }
    return
  }
  if (definition.type !== 'VariableDeclarator') return
  const init = definition['init'] as Node | null
  const target = definition['id'] as Node
  if (!init) return
  if (target.type === 'Identifier') {
    if (binding.kind === 'const' && depth < DEPTH && !isFunction(unwrap(init))) collect(init, source, found, depth + 1)
    return
  }
  const property = boundProperty(target, name)
  if (property === undefined || !STATUS_FIELDS.has(property)) return
  const key = referenceKey(init)
  if (key === undefined) found.reasons.add('destructured-response')
  else if (!found.read.has(key)) found.read.set(key, init)
}

function rootOf(node: Node, source: Source): Binding | undefined {
  let inner = unwrap(node)
  while (inner.type === 'MemberExpression') inner = unwrap(inner['object'] as Node)
  return inner.type === 'Identifier' ? bindingOf(inner, source) : undefined
}

/** Is it the request's own result that a name holds? */
function isResultOf(node: Node, request: Range, source: Source): boolean {
  const root = rootOf(node, source)
  if (root === undefined) return false
  if (root.definition.type === 'VariableDeclarator' && contains(root.definition, request)) {
    return (root.definition['id'] as Node).type === 'Identifier'
  }
  return root.writes.some((write) => {
    const assignment = parentOf(write, source)
    return assignment?.type === 'AssignmentExpression' && contains(assignment, request)
  })
}

function allowsAbsence(test: Node, key: string, source: Source): boolean {
  let found = false
  walkOwn(test, (node) => {
    if (node.type === 'MemberExpression' && referenceKey(node['object'] as Node) === key) {
      found ||= node['optional'] === true
      return false
    }
    if (referenceKey(node) === key && node.type !== 'ChainExpression') {
      const parent = parentOf(node, source)
      found ||= parent?.type !== 'CallExpression' && node !== test
      return false
    }
    return true
  })
  return found
}
