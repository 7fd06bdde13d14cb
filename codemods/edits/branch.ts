import type { Source } from './source.ts'
import { styleAt, type Style } from './style.ts'
import type { Node } from '../../analysis/syntax/estree.ts'

/** What is inserted: a test for the status, and what is done then. */
export interface Branch {
  readonly status: number
  /** `res.status === 402` */
  readonly test: string
  /** One statement without its semicolon. */
  readonly statement: string
}

/** An `if` with braces, line by line, without the indentation of its place. */
export function ifLines({ test, statement }: Pick<Branch, 'test' | 'statement'>, { unit, semicolon }: Style): readonly string[] {
  return [`if (${test}) {`, unit + statement + semicolon, '}']
}

export function ifLine({ test, statement }: Branch): string {
  return `if (${test}) ${statement};`
}

/** A `case` of a `switch` over the status. */
export function caseLines({ status, statement }: Branch, { unit, semicolon }: Style): readonly string[] {
  return [`case ${status}:`, unit + statement + semicolon]
}

export function caseLine({ status, statement }: Branch): string {
  return `case ${status}: ${statement};`
}

/** The lines of a branch at a node, with the line ends and the indentation of its place. */
export function ifAt(node: Node, branch: Branch, indentation: string, source: Source): string {
  const style = styleAt(node, source)
  return ifLines(branch, style).join(style.eol + indentation)
}
