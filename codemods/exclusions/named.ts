import type { Node } from '../../analysis/syntax/estree.ts'
import { propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { insertion } from '../edits/insertion.ts'
import { endOf, parentOf, startOf, textOf, walk, type Source } from '../edits/source.ts'
import { lineStart, nextLine } from '../edits/style.ts'
import type { Candidate, Situation } from './candidate.ts'
import { outerRange } from './writing.ts'

/** The ways to take the status off where the code names it: lists, ranges, tables, alternatives, cases. */
export function* namedCandidates({ source, finding: { status } }: Situation): Generator<Candidate> {
  const found: Edit[][] = []
  walk(source.program, (node) => {
    const edits = takenOff(node, status, source)
    if (edits) found.push(edits)
  })
  for (const edits of found) yield { edits }
  // A status may be named in several places that the same retry reads.
  if (found.length > 1 && found.length <= 4) yield { edits: found.flat() }
}

function takenOff(node: Node, status: number, source: Source): Edit[] | undefined {
  switch (node.type) {
    case 'ArrayExpression':
      return offList(node, status, source)
    case 'ObjectExpression': {
      const property = (node['properties'] as readonly Node[]).find((item) => item.type === 'Property' && propertyName(item) === String(status))
      return property && [withoutElement(node['properties'] as readonly Node[], property, source)]
    }
    case 'LogicalExpression':
      return offAlternatives(node, status, source)
    case 'SwitchCase':
      return offCases(node, status, source)
    default:
      return undefined
  }
}

function offList(list: Node, status: number, source: Source): Edit[] | undefined {
  const elements = (list['elements'] as readonly (Node | null)[]).filter((element) => element !== null)
  const named = elements.find((element) => isStatus(element, status))
  if (named) return [withoutElement(elements, named, source)]
  const range = elements.map((element) => rangeIn(element)).find((item) => item !== undefined && item.from <= status && status <= item.to)
  return range && splitRange(range, status, elements, source)
}

/** A range of statuses: `[400, 599]`. */
interface StatusRange {
  readonly node: Node
  readonly from: number
  readonly to: number
}

function rangeIn(element: Node): StatusRange | undefined {
  const node = unwrap(element)
  const ends = node.type === 'ArrayExpression' ? (node['elements'] as readonly (Node | null)[]).map((end) => end && (unwrap(end)['value'] as unknown)) : []
  const [from, to] = ends
  return ends.length === 2 && typeof from === 'number' && typeof to === 'number' && from >= 100 && to <= 599 ? { node, from, to } : undefined
}

function splitRange({ node, from, to }: StatusRange, status: number, elements: readonly Node[], source: Source): Edit[] {
  const parts = [from < status && [from, status - 1], status < to && [status + 1, to]].filter((part) => part !== false)
  if (parts.length === 0) return [withoutElement(elements, node, source)]
  return [{ start: startOf(node), end: endOf(node), text: parts.map(([first, last]) => `[${first}, ${last}]`).join(', ') }]
}

/** Is it the status, as a number, as text, or by the name that libraries give it? */
function isStatus(element: Node, status: number): boolean {
  const node = unwrap(element)
  if (node.type === 'Literal') return node['value'] === status || node['value'] === String(status)
  return status === 402 && node.type === 'MemberExpression' && /^payment_?required(?:_402)?$/i.test(propertyName(node) ?? '')
}

/** Removes an element with the comma that goes with it; its line too, where it has one for itself. */
function withoutElement(elements: readonly Node[], element: Node, { text }: Source): Edit {
  const at = elements.indexOf(element)
  const next = elements[at + 1]
  const previous = elements[at - 1]
  const end = endOf(element) + (/^\s*,/.exec(text.slice(endOf(element)))?.[0].length ?? 0)
  const isOwnLine = text.slice(lineStart(text, startOf(element)), startOf(element)).trim() === '' && /^[^\S\r\n]*(?:\/\/[^\r\n]*)?[\r\n]/.test(text.slice(end))
  if (isOwnLine) return { start: lineStart(text, startOf(element)), end: nextLine(text, end), text: '' }
  if (next) return { start: startOf(element), end: startOf(next), text: '' }
  return { start: previous ? endOf(previous) : startOf(element), end: previous ? endOf(element) : end, text: '' }
}

/** `status === 402 || status === 429` becomes `status === 429`. */
function offAlternatives(node: Node, status: number, source: Source): Edit[] | undefined {
  if (node['operator'] !== '||') return undefined
  const [left, right] = [node['left'] as Node, node['right'] as Node]
  const kept = comparesWith(left, status) ? right : comparesWith(right, status) ? left : undefined
  if (!kept) return undefined
  // What is left needs no parentheses of its own any more.
  const [start, end] = unwrap(kept).type === 'LogicalExpression' ? [startOf(node), endOf(node)] : outerRange(node, source)
  return [{ start, end: startOf(kept), text: '' }, { start: endOf(kept), end, text: '' }].filter((edit) => edit.end > edit.start)
}

function comparesWith(expression: Node, status: number): boolean {
  const node = unwrap(expression)
  if (node.type !== 'BinaryExpression' || (node['operator'] !== '===' && node['operator'] !== '==')) return false
  return isStatus(node['left'] as Node, status) || isStatus(node['right'] as Node, status)
}

/** Removes the label `case 402:` that shares the statements of the next one. */
function offCases(node: Node, status: number, source: Source): Edit[] | undefined {
  const test = node['test'] as Node | null
  const cases = parentOf(node, source)?.['cases'] as readonly Node[] | undefined
  if (!test || !cases || !isStatus(test, status) || cases.at(-1) === node || (node['consequent'] as readonly Node[]).length > 0) return undefined
  const { text } = source
  const isOwnLine = text.slice(lineStart(text, startOf(node)), nextLine(text, endOf(node))).trim() === textOf(node, source)
  return [isOwnLine ? { start: lineStart(text, startOf(node)), end: nextLine(text, endOf(node)), text: '' } : { start: startOf(node), end: startOf(cases[cases.indexOf(node) + 1] as Node), text: '' }]
}

/** The ways to add the status to a list of those that are not sent again. */
export function* deniedCandidates({ source, finding: { status } }: Situation): Generator<Candidate> {
  const found: Edit[] = []
  walk(source.program, (node) => {
    if (node.type !== 'ArrayExpression') return
    const elements = (node['elements'] as readonly (Node | null)[]).filter((element) => element !== null)
    const numbers = elements.map((element): unknown => unwrap(element)['value'])
    const isList = numbers.length > 1 && numbers.every((value) => typeof value === 'number' && value >= 400 && value <= 599)
    if (!isList || numbers.includes(status)) return
    const before = elements.filter((_, index) => (numbers[index] as number) < status).at(-1)
    found.push(before ? insertion(endOf(before), `, ${status}`) : insertion(startOf(elements[0] as Node), `${status}, `))
  })
  for (const edit of found) yield { edits: [edit] }
}
