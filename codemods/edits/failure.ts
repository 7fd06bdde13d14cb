import type { Node } from '../../analysis/syntax/estree.ts'
import { EffectFinder } from './effects.ts'
import { casePaths, ExitFinder } from './exits.ts'
import type { Guard } from './guard.ts'
import { parentOf, statementList, type Source } from './source.ts'
import type { AnswerTests } from './tests.ts'

/**
 * The statement to put the branch in front of: the guard itself where its failure path does nothing but fail, else the
 * statement on that path behind the last one that does more (sets a state, ends a spinner), so that this still happens.
 *
 * @returns undefined where the failure path does more in a way that no single place is behind of
 */
export function placeOnFailure(guard: Guard, tests: AnswerTests, source: Source): Node | undefined {
  const exits = new ExitFinder(source, tests)
  const effects = new EffectFinder(source, tests)
  const lists = failureLists(guard, tests, exits, source)
  const reached = lists.map((list) => reachedStatements(list, exits))
  if (!reached.some((list) => effects.any(list))) return guard.node
  const [path] = reached
  if (reached.length !== 1 || path === undefined) return undefined
  const last = path.findLastIndex((statement) => effects.has(statement))
  const next = path[last + 1]
  // An effect in the statement that fails, or in one that may fail: the branch can stand neither before nor behind.
  const before = path.slice(0, last + 1)
  return before.every((statement) => endsNormally(statement, exits)) ? next : undefined
}

/** The lists of statements that the failure may run: one, unless something else than the status decides as well. */
function failureLists(guard: Guard, tests: AnswerTests, exits: ExitFinder, source: Source): (readonly Node[])[] {
  const { kind, node } = guard
  if (kind === 'arrow') return []
  const rest = behind(node, source)
  if (kind === 'expression') return [[node, ...rest]]
  const taken = node.type === 'SwitchStatement' ? [...casePaths(node, tests)] : branchesOf(guard, tests)
  return exits.statement(node).has('normal') && rest.length > 0 ? [...taken, rest] : taken
}

function branchesOf({ node, test }: Guard, tests: AnswerTests): (readonly Node[])[] {
  const truth = tests.truth(test)
  const alternate = node['alternate'] as Node | null
  const taken = truth === false ? [] : [listOf(node['consequent'] as Node)]
  const other = truth === true || alternate === null ? [] : [listOf(alternate)]
  return [...taken, ...other]
}

function listOf(node: Node): readonly Node[] {
  return node.type === 'BlockStatement' ? (node['body'] as readonly Node[]) : [node]
}

function behind(node: Node, source: Source): readonly Node[] {
  const list = statementList(parentOf(node, source)!)
  return list ? list.slice(list.indexOf(node) + 1) : []
}

/** The statements of a list up to the one that ends it. */
function reachedStatements(list: readonly Node[], exits: ExitFinder): readonly Node[] {
  const end = list.findIndex((statement) => !exits.statement(statement).has('normal'))
  return end === -1 ? list : list.slice(0, end + 1)
}

function endsNormally(statement: Node, exits: ExitFinder): boolean {
  const found = exits.statement(statement)
  return found.size === 1 && found.has('normal')
}
