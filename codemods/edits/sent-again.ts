import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop, rangeOf } from '../../analysis/syntax/nodes.ts'
import type { Planning } from './fail.ts'
import { ancestorsOf, contains, functionOf, nodeAt, parentOf, textOf, type Source } from './source.ts'

/**
 * Does the code around a node send the same request again, by a loop or by calling itself? Whether to, has to be decided
 * before a branch there makes anything known, which it would do for each try.
 */
export function isSentAgain(finding: CheckFinding, node: Node, { retries, source }: Planning): boolean {
  const runner = functionOf(node, source)
  if (![...ancestorsOf(node, source)].some(isLoop) && !callsItself(runner, source)) return false
  return retries().some(({ site, range, verdict, library }) => {
    if (site.join() !== finding.range.join() || verdict === 'filtered' || verdict === 'network') return false
    const construct = nodeAt(source, range)
    if (construct && isLoop(construct)) return contains(construct, rangeOf(node))
    return library === undefined && contains(runner, range)
  })
}

function callsItself(runner: Node, source: Source): boolean {
  if (!isFunction(runner)) return false
  const holder = parentOf(runner, source)
  const name = (runner['id'] ?? holder?.['id'] ?? holder?.['key']) as Node | null | undefined
  return name?.type === 'Identifier' && new RegExp(String.raw`(?<![\w$])${name['name'] as string}\(`).test(textOf(runner['body'] as Node, source))
}
