import type { Node } from '../../analysis/syntax/estree.ts'
import { codeEnd, endOf, functionOf, parentOf, startOf, statementList, walk, type Source } from './source.ts'

/** How inserted lines are to look. */
export interface Style {
  /** What ends a line. */
  readonly eol: string
  /** One step of indentation. */
  readonly unit: string
  /** `;` or nothing. */
  readonly semicolon: string
  /** What stands between a block and the statement behind it: an empty line, or nothing. */
  readonly gap: string
  /** What an `if` does stands in braces, however short it is. */
  readonly hasBraces: boolean
}

const LINE_END = /\r\n|[\n\r]/

/** Offset of the first character of the line that an offset lies in. */
export function lineStart(text: string, offset: number): number {
  let start = offset
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--
  return start
}

/** Offset of the line end behind an offset, before the characters that end the line. */
export function lineEnd(text: string, offset: number): number {
  const rest = text.slice(offset).search(LINE_END)
  return rest === -1 ? text.length : offset + rest
}

/** Offset of the line after the one that an offset lies in. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset)
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0)
}

/** The white space that a line begins with. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[^\S\r\n]*/.exec(text.slice(start, offset + 200))![0]
}

/** What ends the lines around an offset: a file may have both. */
export function eolAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  if (start > 0) return text.slice(0, start).endsWith('\r\n') ? '\r\n' : text[start - 1]!
  return LINE_END.exec(text)?.[0] ?? '\n'
}

/** How the code around a node is written. */
export function styleAt(node: Node, source: Source): Style {
  const eol = eolAt(source.text, startOf(node))
  const { setsApart, hasBraces } = blockStyle(source)
  return {
    eol,
    unit: unitAt(node, source),
    semicolon: usesSemicolons(functionOf(node, source), source) ? ';' : '',
    gap: setsApart ? eol : '',
    hasBraces,
  }
}

/** How a file writes its blocks. */
interface BlockStyle {
  readonly setsApart: boolean
  readonly hasBraces: boolean
}

const BLOCK_STYLES = new WeakMap<Source, BlockStyle>()
const BLOCKS = /^(?:If|For|ForIn|ForOf|While|Try|Switch)Statement$/
/** Behind a block, but for a comment. */
const EMPTY_LINE = /^[^\S\r\n]*(?:\/\/[^\r\n]*)?[\r\n][^\S\r\n]*[\r\n]/
/** Fewer may be chance. */
const FEWEST_TO_TELL = 2

/** What all blocks of a file have in common. */
function blockStyle(source: Source): BlockStyle {
  const known = BLOCK_STYLES.get(source)
  if (known) return known
  const count = { followed: 0, apart: 0, braced: 0, bare: 0 }
  walk(source.program, (node) => {
    if (node.type === 'IfStatement') count[(node['consequent'] as Node).type === 'BlockStatement' ? 'braced' : 'bare']++
    const list = statementList(node) ?? []
    list.slice(1).forEach((next, index) => {
      const before = list[index]!
      if (!BLOCKS.test(before.type) || source.text[endOf(before) - 1] !== '}') return
      count.followed++
      if (EMPTY_LINE.test(source.text.slice(endOf(before), startOf(next)).replaceAll('\r\n', '\n'))) count.apart++
    })
  })
  const style = { setsApart: count.followed >= FEWEST_TO_TELL && count.apart === count.followed, hasBraces: count.bare === 0 && count.braced >= FEWEST_TO_TELL }
  BLOCK_STYLES.set(source, style)
  return style
}

/** One step of indentation: that of the node against what it stands in, else what the file has most of. */
function unitAt(node: Node, source: Source): string {
  const { text } = source
  const own = indentationAt(text, startOf(node))
  const inner = firstInside(node)
  if (inner) {
    const step = stepBetween(own, indentationAt(text, startOf(inner)))
    if (step !== undefined) return step
  }
  for (let parent = parentOf(node, source); parent; parent = parentOf(parent, source)) {
    const step = stepBetween(indentationAt(text, startOf(parent)), own)
    if (step !== undefined) return step
  }
  return commonUnit(text)
}

function firstInside(node: Node): Node | undefined {
  const block = (node['consequent'] ?? node['body']) as Node | readonly Node[] | undefined
  const body = block && !Array.isArray(block) ? ((block as Node)['body'] as readonly Node[] | undefined) : undefined
  return Array.isArray(body) ? (body[0] as Node | undefined) : undefined
}

function stepBetween(outer: string, inner: string): string | undefined {
  if (!inner.startsWith(outer) || inner === outer) return undefined
  const step = inner.slice(outer.length)
  return /^(?:\t| {1,8})$/.test(step) ? step : undefined
}

function commonUnit(text: string): string {
  const steps = new Map<string, number>()
  let before = ''
  for (const line of text.split(LINE_END)) {
    if (line.trim() === '' || line.trimStart().startsWith('*')) continue
    const indentation = /^\s*/.exec(line)![0]
    const step = stepBetween(before, indentation)
    if (step !== undefined) steps.set(step, (steps.get(step) ?? 0) + 1)
    before = indentation
  }
  const [common] = [...steps].sort((a, b) => b[1] - a[1])
  return common?.[0] ?? '  '
}

const SIMPLE_STATEMENTS = new Set([
  'ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'ThrowStatement', 'ImportDeclaration',
  'BreakStatement', 'ContinueStatement',
])

/** Do the statements of a function end in semicolons? Where it has too few to tell, those of the whole file. */
export function usesSemicolons(node: Node, source: Source): boolean {
  const near = countSemicolons(node, source)
  if (near.with + near.without >= 2 && near.with !== near.without) return near.with > near.without
  const all = countSemicolons(source.program, source)
  return all.with >= all.without
}

function countSemicolons(node: Node, source: Source): { with: number; without: number } {
  const count = { with: 0, without: 0 }
  walk(node, (inner) => {
    if (!SIMPLE_STATEMENTS.has(inner.type)) return
    const end = codeEnd(inner, source)
    if (source.text[end - 1] === ';') count.with++
    // The last statement of a one-line block often has none, also where all others do.
    else if (!/^[^\S\r\n]*[)}\]]/.test(source.text.slice(end, end + 40))) count.without++
  })
  return count
}

/** The quote that strings are written in: that of the import sources, else of all strings; undefined where there are none. */
export function quoteOf(source: Source): string | undefined {
  const count = { single: 0, double: 0, importSingle: 0, importDouble: 0 }
  walk(source.program, (node) => {
    if (node.type !== 'Literal' || typeof node['value'] !== 'string') return
    const holder = parentOf(node, source)?.type ?? ''
    const isSource = /^(?:Import|Export)/.test(holder)
    const quote = source.text[startOf(node)]
    if (quote === "'") count[isSource ? 'importSingle' : 'single']++
    else if (quote === '"' && holder !== 'JSXAttribute') count[isSource ? 'importDouble' : 'double']++
  })
  if (count.importSingle !== count.importDouble) return count.importSingle > count.importDouble ? "'" : '"'
  if (count.single + count.double === 0) return undefined
  return count.double > count.single ? '"' : "'"
}
