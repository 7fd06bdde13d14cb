import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { rangeOf, unwrap } from '../../analysis/syntax/nodes.ts'

/** What the tests of a file came out as in the analysis' run for the status of a finding. */
export class AnswerTests {
  private readonly outcomes: ReadonlyMap<string, boolean | undefined>

  constructor({ tests = [] }: Pick<CheckFinding, 'tests'>) {
    this.outcomes = new Map(tests.map(({ range, outcome }) => [range.join(), outcome]))
  }

  /** Is the test true, false, or is it undecided by the status? */
  truth(test: Node): boolean | undefined {
    const known = this.outcomes.get(rangeOf(test).join())
    if (known !== undefined) return known
    const node = unwrap(test)
    if (node !== test) return this.truth(node)
    if (node.type === 'Literal') return Boolean(node['value'])
    if (node.type === 'UnaryExpression' && node['operator'] === '!') {
      const inner = this.truth(node['argument'] as Node)
      return inner === undefined ? undefined : !inner
    }
    if (node.type !== 'LogicalExpression' || node['operator'] === '??') return undefined
    const decisive = node['operator'] === '||'
    const left = this.truth(node['left'] as Node)
    if (left === decisive) return decisive
    const right = this.truth(node['right'] as Node)
    if (right === decisive) return decisive
    return left === undefined || right === undefined ? undefined : !decisive
  }

  /**
   * Index of the clause of a `switch` that is entered; the number of clauses where none is, undefined where it can't be
   * told.
   */
  entry(node: Node): number | undefined {
    const cases = node['cases'] as readonly Node[]
    for (const [index, one] of cases.entries()) {
      if (one['test'] === null) continue
      const truth = this.outcomes.get(rangeOf(one['test'] as Node).join())
      if (truth === undefined) return undefined
      if (truth) return index
    }
    const fallback = cases.findIndex((one) => one['test'] === null)
    return fallback === -1 ? cases.length : fallback
  }
}
