import { CLIENTS } from '../../analysis/clients/index.ts'
import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { insertAsync, insertIntoArrow } from './arrows.ts'
import type { Branch } from './branch.ts'
import { isCaughtAndIgnored } from './catches.ts'
import { EffectFinder } from './effects.ts'
import { ExitFinder, type Exits } from './exits.ts'
import { failAt, type Planning } from './fail.ts'
import { insertFirst, insertion } from './insertion.ts'
import type { GuardMode } from './guards.ts'
import { calledMethod } from './references.ts'
import { refuse, type Refusal } from './refusals.ts'
import { isSentAgain } from './sent-again.ts'
import { throwsAnswer } from './server-errors.ts'
import { ancestorsOf, contains, functionOf, nodeAt, startOf, textOf, walk, type Source } from './source.ts'
import { AnswerTests } from './tests.ts'

/** A `catch` clause, or a callback that is given what a promise was rejected with. */
export interface Catcher {
  readonly kind: 'clause' | 'callback'
  /** The clause, or the function. */
  readonly node: Node
  readonly body: Node
  readonly parameter: Node | undefined
}

/** The catcher that a decision is, or stands in: the client rejects on the status, and this is who gets it. */
export function catcherOf({ client, decision, range }: CheckFinding, source: Source): Catcher | undefined {
  const node = decision && nodeAt(source, decision)
  if (node === undefined) return mayReject(client) ? callbackBehind(range, source) : undefined
  if (node.type === 'CatchClause') return clause(node)
  for (const ancestor of ancestorsOf(node, source)) {
    // A request that a catcher makes is none that it catches.
    if (contains(ancestor, range)) return undefined
    if (ancestor.type === 'CatchClause') return clause(ancestor)
    if (isFunction(ancestor)) return isRejectionCallback(ancestor, source) ? callback(ancestor) : undefined
  }
  return undefined
}

/** Does a client reject for some status? Else no `catch` gets a 402. */
function mayReject(client: string): boolean {
  return client === 'failure' || CLIENTS.some(({ name, answers }) => name === client && answers?.failure !== undefined)
}

function clause(node: Node): Catcher {
  return { kind: 'clause', node, body: node['body'] as Node, parameter: (node['param'] as Node | null) ?? undefined }
}

function callback(node: Node): Catcher {
  return { kind: 'callback', node, body: node['body'] as Node, parameter: parametersOf(node)[0] }
}

function isRejectionCallback(fn: Node, source: Source): boolean {
  const call = source.tree.parents.get(fn)
  if (call?.type !== 'CallExpression') return false
  const index = (call['arguments'] as readonly Node[]).indexOf(fn)
  return calledMethod(call) === 'catch' ? index === 0 : calledMethod(call) === 'then' && index === 1
}

/** The first `.catch(callback)` of the chain that begins with a request. */
function callbackBehind(request: CheckFinding['range'], source: Source): Catcher | undefined {
  let end = nodeAt(source, request)
  for (let depth = 0; end && depth < 10; depth++) {
    const member = source.tree.parents.get(end)
    const call = member?.type === 'MemberExpression' && member['object'] === end ? source.tree.parents.get(member) : undefined
    if (call?.type !== 'CallExpression') return undefined
    const found = (call['arguments'] as readonly Node[]).find((one) => isFunction(one) && isRejectionCallback(one, source))
    if (found) return callback(found)
    end = call
  }
  return undefined
}

/**
 * Plans the branch of a catcher: where all of it throws, the typed error is thrown in its place; else the typed value is
 * made known and the rest goes on. So it is where a throw would tell nobody.
 */
export function planCatcher(catcher: Catcher, finding: CheckFinding, nonThrowing: GuardMode, planning: Planning): readonly Edit[] | Refusal {
  const { source, imports } = planning
  const named = nameOf(catcher, source)
  if ('reason' in named) return named
  const isPaymentRequired = new RegExp(`\\bisPaymentRequired\\w*\\(${named.name}\\)`)
  if (isPaymentRequired.test(textOf(catcher.body, source))) return refuse('already-handled')
  const exits = exitsOf(catcher, finding, source)
  const wants = throws(exits) && !new EffectFinder(source, new AnswerTests(finding)).body(catcher.body)
  if (!wants && nonThrowing === 'report') return refuse(throws(exits) ? 'guard-does-more' : 'catch-returns')
  const thrown = nonThrowing !== 'tell' && (wants || nonThrowing === 'throw') ? throwing(catcher, finding, named.name, exits, planning) : undefined
  if (thrown && 'reason' in thrown && nonThrowing !== 'notify') return thrown
  if ((!thrown || 'reason' in thrown) && isSentAgain(finding, catcher.body, planning)) return refuse('guard-goes-round')
  const [statement, makeAsync] = thrown && !('reason' in thrown) ? [thrown.statement, thrown.makeAsync] : [notification(named.name, planning), undefined]
  if (typeof statement !== 'string') return statement
  const test = imports.name('isPaymentRequired')
  if (typeof test !== 'string') return test
  const placed = place(catcher, { status: finding.status, test: `${test}(${named.name})`, statement }, source)
  if ('reason' in placed) return placed
  return [...named.edits, ...(makeAsync ? [insertAsync(makeAsync)] : []), ...placed]
}

function throwing(catcher: Catcher, finding: CheckFinding, name: string, exits: Exits, planning: Planning): { statement: string; makeAsync: Node | undefined } | Refusal {
  const { source } = planning
  if (isCaughtAndIgnored(catcher.body, false, source)) return refuse('caught-here')
  if (throwsAnswer(catcher.body, source)) return refuse('server-answer')
  const failing = failAt(catcher.body, exits, finding, planning)
  if ('reason' in failing) return failing
  const statement = failing.statement(`fromError(${name})`)
  return typeof statement === 'string' ? { statement, makeAsync: failing.makeAsync } : statement
}

function notification(name: string, { imports }: Planning): string | Refusal {
  const notify = imports.name('notifyPaymentRequired')
  return typeof notify === 'string' ? `${notify}(${name})` : notify
}

function place({ kind, node, body }: Catcher, branch: Branch, source: Source): readonly Edit[] | Refusal {
  if (body.type === 'BlockStatement') return [insertFirst(body, branch, source)]
  return kind === 'callback' ? insertIntoArrow(node, branch, source) : refuse('catch-site')
}

function exitsOf({ body }: Catcher, finding: CheckFinding, source: Source): Exits {
  const finder = new ExitFinder(source, new AnswerTests(finding))
  return body.type === 'BlockStatement' ? finder.statement(body) : finder.value(body)
}

function throws(exits: Exits): boolean {
  return [...exits].every((exit) => exit === 'throw' || exit === 'reject')
}

/** What the error is called; a catcher that takes none is given one. */
function nameOf({ kind, node, parameter }: Catcher, source: Source): { readonly name: string; readonly edits: readonly Edit[] } | Refusal {
  if (parameter?.type === 'Identifier') return { name: parameter['name'] as string, edits: [] }
  if (parameter !== undefined) return refuse('destructured-response')
  const name = freeName(functionOf(node, source))
  if (name === undefined) return refuse('catch-site')
  const code = source.text.slice(startOf(node))
  if (kind === 'clause') return { name, edits: [insertion(startOf(node) + 'catch'.length, ` (${name})`)] }
  const empty = /^(?:async\s*)?(?:function\s*\w*\s*)?\(\s*\)/.exec(code)
  return empty ? { name, edits: [insertion(startOf(node) + empty[0].length - 1, name)] } : refuse('catch-site')
}

function freeName(within: Node): string | undefined {
  const taken = new Set<string>()
  walk(within, (node) => {
    if (node.type === 'Identifier') taken.add(node['name'] as string)
  })
  return ['error', 'err', 'cause', 'reason'].find((name) => !taken.has(name))
}
