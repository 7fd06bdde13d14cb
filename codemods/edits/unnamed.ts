import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { walk } from './source.ts'
import type { NonThrowing } from '../options.ts'
import type { Edit } from './apply.ts'
import { isCaughtAndIgnored } from './catches.ts'
import { ExitFinder } from './exits.ts'
import { failAt, type Planning } from './fail.ts'
import { placeOnFailure } from './failure.ts'
import type { Guard } from './guard.ts'
import { unnamedResponse } from './held.ts'
import { refuse, type Refusal } from './refusals.ts'
import { clientGivesStatus } from './response.ts'
import { nodeAt, parentOf, statementList, textOf, type Source } from './source.ts'
import type { AnswerTests } from './tests.ts'

/**
 * Plans the branch for a response that has no name at its check: it gets one where it is awaited, and the branch behind
 * that.
 *
 * @returns undefined where it can't be given one
 */
export function planUnnamed(guard: Guard, finding: CheckFinding, tests: AnswerTests, nonThrowing: NonThrowing, planning: Planning): readonly Edit[] | Refusal | undefined {
  const { source, imports } = planning
  const request = nodeAt(source, finding.range)
  const unnamed = request && unnamedResponse(request, source)
  if (unnamed === undefined) return undefined
  const { statement, name } = unnamed
  if (!clientGivesStatus(finding.client) || (finding.isSupposed === true && !/\bstatus\b/.test(textOf(statement, source)))) return refuse('not-a-response')
  const test = `${name}.status === ${finding.status}`
  const exits = guard.kind === 'arrow' ? undefined : new ExitFinder(source, tests).from(guard.node)
  const throws = exits !== undefined && [...exits].every((exit) => exit === 'throw' || exit === 'reject')
  const isSafe = throws && isNext(statement, guard.node, source) && placeOnFailure(guard, tests, source) === guard.node
  if (isSafe && !isCaughtAndIgnored(guard.node, false, source)) {
    const failing = failAt(guard.node, exits, finding, planning)
    if (!('reason' in failing) && failing.makeAsync === undefined) {
      const written = failing.statement(`from(${name})`)
      return typeof written === 'string' ? unnamed.edits({ status: finding.status, test, statement: written }) : written
    }
  }
  if (nonThrowing !== 'notify') return refuse(throws ? 'guard-does-more' : 'guard-returns-a-value')
  const notify = imports.name('notifyPaymentRequired')
  if (typeof notify !== 'string') return notify
  return unnamed.edits({ status: finding.status, test, statement: `${notify}(${name})` })
}

/** Does nothing happen between a statement and the guard? Then a throw behind the one is a throw before the other. */
function isNext(statement: Node, guard: Node, source: Source): boolean {
  if (statement === guard) return true
  const list = statementList(parentOf(statement, source)!)
  const [from, to] = [list?.indexOf(statement) ?? -1, list?.indexOf(guard) ?? -1]
  return from >= 0 && to > from && list!.slice(from + 1, to).every(isQuiet)
}

function isQuiet(statement: Node): boolean {
  let quiet = statement.type === 'VariableDeclaration'
  walk(statement, (node) => {
    if (/^(?:Call|New|Await|Yield|Assignment|Update|TaggedTemplate)Expression$/.test(node.type)) quiet = false
    return quiet
  })
  return quiet
}
