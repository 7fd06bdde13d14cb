import type { Node } from '../../../analysis/syntax/estree.ts'
import { memberPath, propertyName, unwrap } from '../../../analysis/syntax/nodes.ts'
import { insertion } from '../../edits/insertion.ts'
import { bindingOf, endOf, startOf, walk } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { addOption } from '../options.ts'

/** What @octokit/plugin-retry leaves alone unless told otherwise; an own list takes the place of it. */
const USUAL = [400, 401, 403, 404, 410, 422, 451]
/** The same before version 8, which octokit has from version 5 on. */
const USUAL_BEFORE_8 = [400, 401, 403, 404, 422, 451]

/** octokit: the list `doNotRetry`, in the options of the instance. */
export const octokitExclusion: Exclusion = {
  library: 'octokit',
  words: ['doNotRetry'],
  ways: [byWrittenList, byNewList],
}

function* byWrittenList({ source, finding: { status } }: Situation): Generator<Candidate> {
  const lists: Node[] = []
  walk(source.program, (node) => {
    if (node.type === 'Property' && propertyName(node) === 'doNotRetry') lists.push(unwrap(node['value'] as Node))
  })
  for (const list of lists) {
    if (list.type !== 'ArrayExpression') continue
    const elements = list['elements'] as readonly Node[]
    const before = elements.filter((element) => Number(element['value']) < status).at(-1)
    const [first] = elements
    if (before) yield { edits: [insertion(endOf(before), `, ${status}`)] }
    else yield { edits: [first ? insertion(startOf(first), `${status}, `) : insertion(startOf(list) + 1, String(status))] }
  }
}

function* byNewList(situation: Situation): Generator<Candidate> {
  const { source, finding, majorOf } = situation
  const isBefore8 = (majorOf('@octokit/plugin-retry') ?? 8) < 8 || (majorOf('octokit') ?? 5) < 5
  const list = [...(isBefore8 ? USUAL_BEFORE_8 : USUAL), finding.status].sort((a, b) => a - b).join(', ')
  for (const made of makers(situation)) {
    // `getOctokit(token, options, retry)` of @actions/github is no class.
    const index = made.type === 'NewExpression' ? 0 : 1
    const edits = addOption(made, { index, path: ['retry'] }, `doNotRetry: [${list}]`, source)
    if (edits) yield { edits }
  }
}

/** The calls that make instances: the finding's own, or those of the class that the plugin gave. */
function makers({ construct, source }: Situation): Node[] {
  if (construct.type === 'NewExpression' || memberPath(construct['callee'] as Node)?.at(-1) === 'getOctokit') return [construct]
  return source.tree.calls.filter((call) => {
    if (call.type !== 'NewExpression') return false
    const definition = bindingOf(unwrap(call['callee'] as Node), source)?.definition
    return definition?.type === 'VariableDeclarator' && definition['init'] === construct
  })
}
