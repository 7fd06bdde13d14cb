import type { Node } from '../../analysis/syntax/estree.ts'
import type { Edit } from './apply.ts'
import type { Branch } from './branch.ts'
import { endOf, parentOf, startOf, statementList, type Source } from './source.ts'
import { indentationAt, lineEnd, lineStart, styleAt } from './style.ts'

/** Inserts a branch in front of a statement, in the layout of the lines around it. */
export function insertBefore(statement: Node, branch: Branch, source: Source): Edit {
  const { text } = source
  const style = styleAt(statement, source)
  const at = startOf(statement)
  const list = statementList(parentOf(statement, source)!)
  const indentation = indentationAt(text, at)
  if (list === undefined) {
    // No list to insert into: `if (a) if (!res.ok) throw ...`, `else if (!res.ok)`, a label, a loop without braces.
    const lines = branch.lines(style).join(style.eol + indentation)
    return insertion(at, `${lines} else `)
  }
  if (!beginsLine(text, at)) return insertion(at, `${branch.line()} `)
  const lowest = lowestStart(statement, list, source)
  const lines = branch.lines(style).map((line) => indentation + line + style.eol)
  return insertion(aboveComments(text, at, lowest), lines.join(''))
}

/** Inserts `case 402:` in front of the first case, where no other case can fall into it. */
export function insertCase(node: Node, branch: Branch, source: Source): Edit {
  const { text } = source
  const [first] = node['cases'] as readonly [Node]
  const at = startOf(first)
  if (!beginsLine(text, at)) return insertion(at, `${branch.caseLine()} `)
  const style = styleAt(first, source)
  const indentation = indentationAt(text, at)
  const lines = branch.caseLines(style).map((line) => indentation + line + style.eol)
  return insertion(aboveComments(text, at, endOf(node['discriminant'] as Node)), lines.join(''))
}

/** Puts the branch in front of an expression, as a conditional whose last part the expression becomes. */
export function insertExpression(expression: Node, branch: Branch, source: Source): Edit {
  const at = startOf(expression)
  const code = branch.conditional()
  if (!beginsLine(source.text, at)) return insertion(at, code)
  return insertion(at, code.trimEnd() + styleAt(expression, source).eol + indentationAt(source.text, at))
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

/** Does only white space, or a comment, stand before an offset on its line? */
function beginsLine(text: string, offset: number): boolean {
  return /^\s*(?:\/\*.*\*\/\s*)?$/.test(text.slice(lineStart(text, offset), offset))
}

/** What stands between this offset and the statement is white space and comments. */
function lowestStart(statement: Node, list: readonly Node[], source: Source): number {
  const previous = list[list.indexOf(statement) - 1]
  const parent = parentOf(statement, source)!
  if (previous) return endOf(previous)
  return parent.type === 'Program' ? 0 : startOf(parent) + 1
}

/**
 * The start of the line of a statement, or of the comments that stand directly above it: a comment that explains a
 * guard, and still more a directive such as `@ts-expect-error` or `eslint-disable-next-line`, has to stay with it.
 */
function aboveComments(text: string, offset: number, lowest: number): number {
  let top = lineStart(text, offset)
  for (;;) {
    if (top === 0) return top
    const above = lineStart(text, top - (text.slice(0, top).endsWith('\r\n') ? 2 : 1))
    const line = text.slice(above, lineEnd(text, above)).trim()
    let start = above
    if (line.endsWith('*/')) {
      start = lineStart(text, text.lastIndexOf('/*', lineEnd(text, above)))
      if (!/^\s*\/\*/.test(text.slice(start, lineEnd(text, start)))) return top
    } else if (!line.startsWith('//')) return top
    if (start < lowest) return top
    top = start
  }
}
