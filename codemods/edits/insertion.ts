import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop } from '../../analysis/syntax/nodes.ts'
import type { Edit } from './apply.ts'
import { caseLine, caseLines, ifAt, ifLine, ifLines, type Branch } from './branch.ts'
import { endOf, parentOf, startOf, statementList, type Source } from './source.ts'
import { indentationAt, lineEnd, lineStart, styleAt } from './style.ts'

/** Inserts a branch that ends the function in front of a statement, in the layout of the lines around it. */
export function insertBefore(statement: Node, branch: Branch, source: Source): Edit {
  const { text } = source
  const at = startOf(statement)
  const list = statementList(parentOf(statement, source)!)
  const indentation = indentationAt(text, at)
  // No list to insert into: `if (a) if (!res.ok) throw ...`, `else if (!res.ok)`, a label, a loop without braces.
  if (list === undefined) return insertion(at, `${ifAt(statement, branch, indentation, source)} else `)
  if (!beginsLine(text, at)) return insertion(at, `${ifLine(branch)} `)
  const style = styleAt(statement, source)
  const lowest = lowestStart(statement, list, source)
  const lines = ifLines(branch, style).map((line) => indentation + line + style.eol)
  return insertion(aboveComments(text, at, lowest), lines.join('') + style.gap)
}

/** The statement that holds a node and stands in a list; undefined where a loop or a function is in between. */
export function listedStatement(node: Node, source: Source): Node | undefined {
  let child = node
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (statementList(parent)) return child
    if (isLoop(parent) || isFunction(parent)) return undefined
  }
  return undefined
}

/** Inserts a branch at the start of a block. */
export function insertFirst(block: Node, branch: Branch, source: Source): Edit {
  const [first] = block['body'] as readonly Node[]
  if (first) return insertBefore(first, branch, source)
  const { text } = source
  const at = startOf(block) + 1
  const style = styleAt(block, source)
  const outer = indentationAt(text, startOf(block))
  const lines = ifLines(branch, style).map((line) => style.eol + outer + style.unit + line)
  const isEmptyLine = /^\s*\}/.test(text.slice(at, endOf(block)))
  return insertion(at, lines.join('') + (isEmptyLine && !/^[^\S\r\n]*[\r\n]/.test(text.slice(at)) ? style.eol + outer : ''))
}

/** Inserts a branch behind a statement. */
export function insertAfter(statement: Node, branch: Branch, source: Source): Edit {
  return insertBehind(statement, ifLines(branch, styleAt(statement, source)), ifLine(branch), source)
}

/** Inserts lines behind a statement, or one where it has no line of its own. */
export function insertBehind(statement: Node, lines: readonly string[], line: string, source: Source): Edit {
  const { text } = source
  const at = endOf(statement)
  const rest = text.slice(at, lineEnd(text, at))
  if (!beginsLine(text, startOf(statement)) || !/^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/.test(rest)) return insertion(at, ` ${line}`)
  const { eol } = styleAt(statement, source)
  const indentation = indentationAt(text, startOf(statement))
  return insertion(lineEnd(text, at), lines.map((one) => eol + indentation + one).join(''))
}

/**
 * Inserts `case 402:` in front of the default where no other case falls into it, else in front of the first case: no case
 * can fall into that.
 */
export function insertCase(node: Node, branch: Branch, source: Source): Edit {
  const { text } = source
  const cases = node['cases'] as readonly Node[]
  const last = cases.at(-1)!
  const previous = cases.at(-2)
  const isFallback = last['test'] === null && previous !== undefined && endsAbruptly(previous)
  const place = isFallback ? last : cases[0]!
  const at = startOf(place)
  if (!beginsLine(text, at)) return insertion(at, `${caseLine(branch)} `)
  const style = styleAt(place, source)
  const indentation = indentationAt(text, at)
  const lines = caseLines(branch, style).map((line) => indentation + line + style.eol)
  const lowest = isFallback ? endOf(previous) : endOf(node['discriminant'] as Node)
  return insertion(aboveComments(text, at, lowest), lines.join(''))
}

function endsAbruptly(clause: Node): boolean {
  let last = (clause['consequent'] as readonly Node[]).at(-1)
  while (last?.type === 'BlockStatement') last = (last['body'] as readonly Node[]).at(-1)
  return last !== undefined && /^(?:Return|Throw|Break|Continue)Statement$/.test(last.type)
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

/** Does only white space, or a comment, stand before an offset on its line? */
export function beginsLine(text: string, offset: number): boolean {
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
