import type { Node, Program } from '../../../analysis/syntax/estree.ts'
import { eachChild } from '../../../analysis/syntax/children.ts'
import { rangeOf } from '../../../analysis/syntax/nodes.ts'
import { ScopeBuilder, type ScopeTree } from '../../../analysis/syntax/scopes.ts'
import { parseSource } from '../../../source/parse.ts'

/** What is written for a node, with its children rewritten already: `text(child)`. Undefined: the node stays as it is. */
export type Rule = (node: Node, parent: Node, rewriter: Rewriter) => string | undefined

const STATEMENT_LISTS: ReadonlySet<string> = new Set(['Program', 'BlockStatement', 'SwitchCase', 'StaticBlock'])

/** Rewrites a text over the ranges of its tree, from the inside out; all between the nodes stays as it is. */
export class Rewriter {
  readonly source: string
  readonly tree: ScopeTree
  private readonly program: Program
  private readonly rule: Rule
  private readonly stack = new Set<Node>()

  constructor(source: string, path: string, rule: Rule) {
    this.source = source
    this.program = parseSource(source, path)
    this.tree = ScopeBuilder.build(this.program)
    this.rule = rule
  }

  rewrite(): string {
    const [start, end] = rangeOf(this.program)
    return this.source.slice(0, start) + this.within(this.program) + this.source.slice(end)
  }

  /** The rewritten text of a node. */
  text(node: Node): string {
    const parent = this.tree.parents.get(node)
    if (!parent || this.stack.has(node)) return this.within(node)
    this.stack.add(node)
    const written = this.rule(node, parent, this)
    this.stack.delete(node)
    const text = written ?? this.within(node)
    // A line that begins with a bracket would go on with the one before.
    return node.type === 'ExpressionStatement' && STATEMENT_LISTS.has(parent.type) && text.startsWith('(') ? `;${text}` : text
  }

  /** The text of a node as it stands, with its children rewritten. */
  within(node: Node): string {
    const children: Node[] = []
    eachChild(node, (child) => children.push(child))
    // The key and the value of a shorthand begin in one place: the value is the longer one.
    children.sort((a, b) => rangeOf(a)[0] - rangeOf(b)[0] || rangeOf(b)[1] - rangeOf(a)[1])
    const [start, end] = rangeOf(node)
    let at = start
    let written = ''
    for (const child of children) {
      const [from, to] = rangeOf(child)
      if (from < at) continue
      written += this.source.slice(at, from) + this.text(child)
      at = to
    }
    return written + this.source.slice(at, end)
  }
}
