import type { Node } from '../../analysis/syntax/estree.ts'
import type { Edit } from './apply.ts'
import { ifLines, type Branch } from './branch.ts'
import { insertion } from './insertion.ts'
import { refuse, type Refusal } from './refusals.ts'
import { endOf, startOf, type Source } from './source.ts'
import { indentationAt, styleAt } from './style.ts'

/** Makes a block of the body of an arrow function that is one expression, with the branch in front of it. */
export function insertIntoArrow(arrow: Node, branch: Branch, source: Source): readonly Edit[] | Refusal {
  const { text } = source
  const body = arrow['body'] as Node
  const behind = behindArrow(arrow, source)
  const code = text.slice(behind, endOf(arrow))
  const start = behind + code.search(/\S/)
  // A comment there could part `return` from its value.
  if (/^\s*\/[/*]/.test(code)) return refuse('unsupported-check')
  const style = styleAt(body, source)
  const outer = indentationAt(text, startOf(arrow))
  const startsLine = /[\r\n]/.test(text.slice(behind, start))
  // Around what is returned, parentheses are in the way; but a value on a later line needs them.
  const isWrapped = text[start] === '(' && start < startOf(body) && /^\(\s*$/.test(text.slice(start, startOf(body)))
  const unwrapped = isWrapped && !/[\r\n]/.test(text.slice(start, startOf(body))) && /^\s*\)$/.test(text.slice(endOf(body), endOf(arrow)))
  const ending = `${style.semicolon}${style.eol}${outer}}`
  // `})` closes a call on one line, where the body stood on lines of its own.
  const loose = startsLine ? (/^,?\s*[\r\n]\s*(?=\))/.exec(text.slice(endOf(arrow)))?.[0].length ?? 0) : 0
  const closing: Edit = { start: unwrapped ? endOf(body) : endOf(arrow), end: endOf(arrow) + loose, text: ending }
  const inner = startsLine ? indentationAt(text, start) : outer + style.unit
  const lines = [...ifLines(branch, style), 'return '].join(style.eol + inner)
  const opening = (written: string): Edit => ({ start, end: unwrapped ? startOf(body) : start, text: written })
  if (startsLine) return [insertion(behind, ' {'), opening(lines), closing]
  return [opening(`{${style.eol}${inner}${lines}`), closing]
}

/** The offset behind `=>`. */
function behindArrow(arrow: Node, { text }: Source): number {
  const parameters = arrow['params'] as readonly Node[]
  const type = arrow['returnType'] as Node | null | undefined
  const head = type ?? parameters.at(-1)
  return text.indexOf('=>', head ? endOf(head) : startOf(arrow)) + 2
}

/** Makes a function async that is written in place. */
export function insertAsync(fn: Node): Edit {
  return insertion(startOf(fn), 'async ')
}
