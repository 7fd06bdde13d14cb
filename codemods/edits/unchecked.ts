import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isTransparent, parametersOf } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { insertAsync, insertIntoArrow } from './arrows.ts'
import type { Branch } from './branch.ts'
import { isCaughtAndIgnored } from './catches.ts'
import { failAt, type Planning } from './fail.ts'
import { unnamedResponse } from './held.ts'
import { insertAfter, insertFirst } from './insertion.ts'
import { calledMethod } from './references.ts'
import { refuse, type Refusal } from './refusals.ts'
import { nodeAt, parentOf, statementList, type Source } from './source.ts'

/** Where a response gets its name, and how a branch is put behind that. */
interface NamedAt {
  readonly node: Node
  readonly name: string
  insert(branch: Branch): readonly Edit[] | Refusal
}

/** Throws the typed error where a response whose status nobody looks at gets its name. */
export function planUnchecked(finding: CheckFinding, planning: Planning): readonly Edit[] | Refusal {
  const { source } = planning
  const request = nodeAt(source, finding.range)
  const place = request && namedAt(request, source)
  if (place === undefined) return refuse('no-response-variable')
  if (isCaughtAndIgnored(place.node, false, source)) return refuse('caught-here')
  const failing = failAt(place.node, new Set(['throw']), finding, planning)
  if ('reason' in failing) return failing
  const statement = failing.statement(`from(${place.name})`)
  if (typeof statement !== 'string') return statement
  const { status } = finding
  const edits = place.insert({ status, test: `${place.name}.status === ${status}`, statement })
  if ('reason' in edits || edits.length === 0) return 'reason' in edits ? edits : refuse('no-response-variable')
  return failing.makeAsync ? [insertAsync(failing.makeAsync), ...edits] : edits
}

function namedAt(request: Node, source: Source): NamedAt | undefined {
  if (request.type === 'Identifier' && isFunction(parentOf(request, source) ?? request)) {
    return inCallback(parentOf(request, source)!, request['name'] as string, source)
  }
  return inChain(request, source) ?? inVariable(request, source) ?? inStatement(request, source)
}

/** `fetch(url).then((res) => ...)` */
function inChain(request: Node, source: Source): NamedAt | undefined {
  const member = parentOf(request, source)
  const call = member?.type === 'MemberExpression' ? parentOf(member, source) : undefined
  if (call === undefined || calledMethod(call) !== 'then') return undefined
  const [callback] = call['arguments'] as readonly Node[]
  const [parameter] = callback && isFunction(callback) ? parametersOf(callback) : []
  return callback && parameter?.type === 'Identifier' ? inCallback(callback, parameter['name'] as string, source) : undefined
}

function inCallback(callback: Node, name: string, source: Source): NamedAt {
  const body = callback['body'] as Node
  const isBlock = body.type === 'BlockStatement'
  return { node: body, name, insert: (branch) => (isBlock ? [insertFirst(body, branch, source)] : insertIntoArrow(callback, branch, source)) }
}

/** `const res = await fetch(url)`, or `res = await fetch(url)` */
function inVariable(request: Node, source: Source): NamedAt | undefined {
  let value = parentOf(request, source)
  if (value?.type !== 'AwaitExpression') return undefined
  let holder = parentOf(value, source)
  while (holder && isTransparent(holder)) [value, holder] = [holder, parentOf(holder, source)]
  const target = (holder?.['id'] ?? holder?.['left']) as Node | undefined
  const statement = holder && parentOf(holder, source)
  const isPlain =
    holder?.type === 'VariableDeclarator' ||
    (holder?.type === 'AssignmentExpression' && holder['operator'] === '=' && statement?.type === 'ExpressionStatement')
  if (!isPlain || target?.type !== 'Identifier' || !statement || !statementList(parentOf(statement, source)!)) return undefined
  return { node: statement, name: target['name'] as string, insert: (branch) => [insertAfter(statement, branch, source)] }
}

function inStatement(request: Node, source: Source): NamedAt | undefined {
  const unnamed = unnamedResponse(request, source)
  return unnamed && { node: unnamed.statement, name: unnamed.name, insert: (branch) => unnamed.edits(branch) }
}
