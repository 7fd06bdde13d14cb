import type { Node, Program } from '../../../analysis/syntax/estree.ts'
import { eachChild } from '../../../analysis/syntax/children.ts'
import { rangeOf } from '../../../analysis/syntax/nodes.ts'
import { ScopeBuilder, type Binding, type ScopeTree } from '../../../analysis/syntax/scopes.ts'
import { parseSource } from '../../../source/parse.ts'

/** A text with its tree and its names. */
export interface Resolved {
  readonly text: string
  readonly program: Program
  readonly tree: ScopeTree
}

/** Parses a text (TypeScript with JSX unless a path says otherwise) and resolves its names. */
export function resolve(text: string, path = 'file.tsx'): Resolved {
  const program = parseSource(text, path)
  return { text, program, tree: ScopeBuilder.build(program) }
}

/** All nodes below a program that pass a test, in source order. */
export function nodesOf(program: Program, test: (node: Node) => boolean): Node[] {
  const found: Node[] = []
  const visit = (node: Node): void => {
    if (test(node)) found.push(node)
    eachChild(node, visit)
  }
  visit(program)
  return found.sort((a, b) => rangeOf(a)[0] - rangeOf(b)[0])
}

/** The first node of a type whose source is, or begins with, some text. */
export function nodeAt({ text, program }: Resolved, source: string, type?: string): Node {
  const [node] = nodesOf(program, (candidate) => text.slice(...rangeOf(candidate)).startsWith(source) && (!type || candidate.type === type))
  if (!node) throw new Error(`nothing at ${source}`)
  return node
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** A binding as its kind and the line of its definition: `let@2`. */
export function nameBinding(text: string, binding: Binding | undefined): string {
  return binding ? `${binding.kind}@${lineOf(text, rangeOf(binding.definition)[0])}` : 'none'
}

/** What each occurrence of a name means, in source order: a binding, or `none` for globals, labels and property names. */
export function meanings(text: string, name: string, path?: string): string[] {
  const { program, tree } = resolve(text, path)
  const isNamed = (node: Node): boolean => /^(?:JSX)?Identifier$/.test(node.type) && node['name'] === name
  // Babel writes `{ x }` as two nodes in one place.
  const occurrences = new Map<number, Node>()
  for (const node of nodesOf(program, isNamed)) {
    const [start] = rangeOf(node)
    if (!occurrences.has(start) || tree.bindingOf.has(node)) occurrences.set(start, node)
  }
  return [...occurrences.values()].map((node) => nameBinding(text, tree.bindingOf.get(node)))
}

/** The one binding of a name, wherever it is declared. */
export function bindingNamed({ tree }: Resolved, name: string): Binding {
  const found = [...tree.scopes.values()].flatMap((scope) => scope.bindings.get(name) ?? [])
  if (found.length !== 1) throw new Error(`${found.length} bindings of ${name}`)
  return found[0]!
}
