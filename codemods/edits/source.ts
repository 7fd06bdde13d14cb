import type { Range } from '../../analysis/findings.ts'
import type { Node, Program } from '../../analysis/syntax/estree.ts'
import { eachChild } from '../../analysis/syntax/children.ts'
import { isClass, isFunction, rangeOf } from '../../analysis/syntax/nodes.ts'
import { ScopeBuilder, type Binding, type ScopeTree } from '../../analysis/syntax/scopes.ts'

/** A parsed text and its names. The program's ranges point into the text, which has no byte order mark. */
export interface Source {
  readonly program: Program
  readonly text: string
  readonly tree: ScopeTree
}

const known = new WeakMap<Program, Source>()

/** The source of a program; its names are resolved once. */
export function readSource(program: Program, text: string): Source {
  let source = known.get(program)
  if (source?.text !== text) {
    source = { program, text, tree: ScopeBuilder.build(program) }
    known.set(program, source)
  }
  return source
}

export function startOf(node: Node): number {
  return rangeOf(node)[0]
}

export function endOf(node: Node): number {
  return rangeOf(node)[1]
}

/** As `endOf`, but without a semicolon on a later line: where semicolons are rare, it guards what follows. */
export function codeEnd(node: Node, { text }: Source): number {
  const code = text.slice(startOf(node), endOf(node))
  return endOf(node) - (/\s*[\r\n]\s*;$/.exec(code)?.[0].length ?? 0)
}

export function textOf(node: Node, { text }: Source): string {
  return text.slice(startOf(node), endOf(node))
}

export function contains(outer: Node, [start, end]: Range): boolean {
  return startOf(outer) <= start && end <= endOf(outer)
}

/** The innermost node that lies exactly at a range, or undefined. */
export function nodeAt({ program }: Source, range: Range): Node | undefined {
  let node: Node = program
  for (;;) {
    let inner: Node | undefined
    eachChild(node, (child) => {
      if (contains(child, range)) inner ??= child
    })
    if (inner === undefined) break
    node = inner
  }
  return startOf(node) === range[0] && endOf(node) === range[1] ? node : undefined
}

export function parentOf(node: Node, { tree }: Source): Node | undefined {
  return tree.parents.get(node)
}

/** What encloses a node, innermost first; the program is the last. */
export function* ancestorsOf(node: Node, { tree }: Source): Generator<Node> {
  for (let at = tree.parents.get(node); at; at = tree.parents.get(at)) yield at
}

/** The function whose call runs a node, or the program. */
export function functionOf(node: Node, source: Source): Node {
  for (const ancestor of ancestorsOf(node, source)) {
    if (isFunction(ancestor) || ancestor.type === 'StaticBlock') return ancestor
  }
  return source.program
}

/** What a name stands for, or undefined for a global one. */
export function bindingOf(identifier: Node, { tree }: Source): Binding | undefined {
  return tree.bindingOf.get(identifier)
}

/** Calls `visit` for a node and all below it, outermost first; not for what is below one that it answers `false` for. */
export function walk(node: Node, visit: (node: Node) => unknown): void {
  if (visit(node) === false) return
  eachChild(node, (child) => walk(child, visit))
}

/** As `walk`, but not into functions and classes inside: only what runs when the node itself runs. */
export function walkOwn(node: Node, visit: (node: Node) => unknown): void {
  walk(node, (inner) => (inner !== node && (isFunction(inner) || isClass(inner)) ? false : visit(inner)))
}

/** The list of statements that a node holds, or undefined for a node that holds none. */
export function statementList(node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return node['body'] as readonly Node[]
    case 'SwitchCase':
      return node['consequent'] as readonly Node[]
    default:
      return undefined
  }
}
