import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, propertyName, unwrap, withoutDefault } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { insertion } from '../edits/insertion.ts'
import { bindingOf, endOf, startOf, textOf, type Source } from '../edits/source.ts'
import type { Situation, StatusTest } from './candidate.ts'
import { classTest, placeAt, testOf } from './status-tests.ts'
import { conditionalStop, insertFirst, joined } from './writing.ts'

/** What a predicate answers. */
export type Answer =
  /** True: send again. */
  | 'again'
  /** True: that was the last. */
  | 'stop'
  /** False stops; anything else leaves it to the library. */
  | 'false-stops'
  /** A delay in milliseconds; 0 stops. */
  | 'delay'
  /** A delay in milliseconds, 0 too; undefined stops. */
  | 'undefined-stops'
  /** It is no answer that counts but what the function does. */
  | Statement

/** A statement by which a callback ends the tries. */
export interface Statement {
  /** `throw error` */
  readonly does: (parameters: readonly string[]) => string
  /** The last parameter that it uses. */
  readonly upTo: number
}

/** How a function gets what the request ended with. */
export interface Parameter {
  /** Which parameter it is. */
  readonly index: number
  /** The property of that parameter, where it is one. */
  readonly property?: string
  /** It is a response and not an error. */
  readonly isResponse?: boolean
  /** The library's types say nothing of it: in TypeScript it needs one where it is new. */
  readonly isUntyped?: boolean
}

/** Where the status is in it, and whether the library's types say so; the place is the analysis' own, if left out. */
export interface Subject {
  readonly place?: string
  readonly isTyped?: boolean
  /** Another place, which the types do not know, for answers that have nothing in the first. */
  readonly otherPlace?: string
}

/** A name for what a function gets, with the edits that bring it there. */
interface Named {
  readonly name: string
  readonly edits: readonly Edit[]
}

/**
 * Edits after which a function of the code stops for the status; undefined where it can't be written so, or where the
 * function names the status itself: then it is there on purpose.
 */
export function amendFunction(fn: Node, parameter: Parameter, names: readonly string[], answer: Answer, subject: Subject, situation: Situation): Edit[] | undefined {
  const { source, finding } = situation
  if (new RegExp(String.raw`\b${finding.status}\b`).test(textOf(fn, source))) return undefined
  if (typeof answer === 'object') return amendCallback(fn, parameter, names, answer, subject, situation)
  const named = nameOf(fn, parameter, names, source, annotationFor(parameter, situation))
  if (!named) return undefined
  const test = subjectTest(named.name, parameter, subject, situation, fn)
  return test && [...named.edits, ...stopIn(fn, test, answer, source)]
}

/** `(error) => { log(error) }` becomes `(error) => { if (error?.status === 402) throw error; log(error) }`. */
function amendCallback(fn: Node, parameter: Parameter, names: readonly string[], { does, upTo }: Statement, subject: Subject, situation: Situation): Edit[] | undefined {
  const { source } = situation
  const last = nameOf(fn, { index: upTo }, names, source)
  const params = parametersOf(fn).map((param) => param['name'] as string | undefined)
  const spoken = usedName(fn, parameter.index, source)
  const known = names.map((name, index) => (index === parameter.index ? spoken?.name : undefined) ?? params[index] ?? (index === upTo ? last?.name : name))
  const test = subjectTest(known[parameter.index] ?? '', parameter, subject, situation, fn)
  if (!last || !test || params.includes(undefined) || known.includes(undefined)) return undefined
  const edits = [...new Map([...last.edits, ...(spoken?.edits ?? [])].map((edit) => [edit.start, edit])).values()]
  const body = fn['body'] as Node
  const statement = does(known as string[])
  if (body.type === 'BlockStatement') return [...edits, insertFirst(body, conditionalStop(test.is, statement), source)]
  return [...edits, insertion(startOf(body), `{ if (${test.is}) ${statement}; return `), insertion(endOf(body), ' }')]
}

/** The test on what a predicate is given. */
export function subjectTest(name: string, { isResponse = false, property, index }: Parameter, { place, isTyped = false, otherPlace }: Subject, situation: Situation, fn?: Node): StatusTest | undefined {
  if (situation.errorClass !== undefined) return isResponse ? undefined : classTest(name, situation.errorClass)
  const seen = place ?? (fn && (spokenPlace(name, fn, situation.source) ?? seenPlace(fn, situation))) ?? placeAt(situation.construct, situation)
  if (seen === undefined) return undefined
  const param = fn && property === undefined ? parametersOf(fn)[index] : undefined
  const annotation = param?.['typeAnnotation'] as Node | null | undefined
  const saysSo = annotation ? !/^:?\s*(?:unknown|Error)\s*$/.test(textOf(annotation, situation.source)) : isTyped
  const isKnown = saysSo || (fn !== undefined && readsAsItIs(name, seen, fn, situation.source))
  // Libraries call back with no response where none came.
  const test = testOf(name, seen, { isError: !isResponse, isTyped: isKnown || isResponse, isSure: isTyped && saysSo && !isResponse && property !== 'response' }, situation)
  if (otherPlace === undefined) return test
  const other = testOf(name, otherPlace, { isError: true, isTyped: false }, situation)
  return { is: `(${test.is} || ${other.is})`, isNot: `${test.isNot} && ${other.isNot}` }
}

/** Where errors of several clients have the status. */
const PLACES = ['status', 'statusCode', 'response.status', 'response.statusCode']

/** Where a function itself looks for the status, if in one place only. */
function spokenPlace(name: string, fn: Node, source: Source): string | undefined {
  const code = textOf(fn, source)
  const [only, ...others] = PLACES.filter((place) => reads(name, place, code))
  return others.length === 0 ? only : undefined
}

/** Does code read `error.response?.status`, for the place `response.status`? */
function reads(name: string, place: string, code: string): boolean {
  return new RegExp(String.raw`(?<![.\w$])${[name, ...place.split('.')].join(String.raw`\??\.`)}\b`).test(code)
}

/** Does a function read the place already, without a cast and without asking what it has? Then the compiler knows it there. */
function readsAsItIs(name: string, place: string, fn: Node, source: Source): boolean {
  const code = textOf(fn, source)
  return reads(name, place, code) && !mayNarrow(name, code)
}

/** `error instanceof HttpError && error.status === 503`, `isHttpError(error)`: what the compiler knows behind it, it does not know in front. */
function mayNarrow(name: string, code: string): boolean {
  return new RegExp(String.raw`(?<![.\w$])${name}\s+instanceof\b|\bin\s+${name}(?![\w$])|[\w$]\(\s*${name}\s*\)`).test(code)
}

function seenPlace(fn: Node, situation: Situation): string | undefined {
  const nodes = [fn, ...parametersOf(fn).flatMap((param) => identifiersOf(param))]
  return nodes.map((node) => placeAt(node, situation)).find((place) => place !== undefined)
}

function identifiersOf(pattern: Node): Node[] {
  if (pattern.type === 'Identifier') return [pattern]
  if (pattern.type !== 'ObjectPattern') return []
  return (pattern['properties'] as readonly Node[]).flatMap((property) => (property.type === 'Property' ? identifiersOf(property['value'] as Node) : []))
}

const STOPS: Readonly<Record<Exclude<Answer, Statement>, string>> = { again: 'false', stop: 'true', 'false-stops': 'false', delay: '0', 'undefined-stops': 'undefined' }

function stopIn(fn: Node, test: StatusTest, answer: Exclude<Answer, Statement>, source: Source): Edit[] {
  const body = fn['body'] as Node
  const stop = STOPS[answer]
  if (body.type === 'BlockStatement') return [insertFirst(body, conditionalStop(test.is, `return ${stop}`), source)]
  const value = unwrap(body)
  if (answer === 'again') {
    if (value.type === 'Literal' && value['value'] === true) return [{ start: startOf(body), end: endOf(body), text: test.isNot }]
    return joined(body, '&&', test.isNot, 'before', source)
  }
  if (answer === 'stop') return joined(body, '||', test.is, 'before', source)
  const needsParentheses = value.type === 'SequenceExpression' || value.type === 'ObjectExpression'
  return needsParentheses ? [] : [insertion(startOf(body), `${test.is} ? ${stop} : `)]
}

/** The type that a new parameter needs: `: unknown`, or none. */
function annotationFor({ isUntyped = false }: Parameter, { isTypeScript }: Situation): string {
  return isUntyped && isTypeScript ? ': unknown' : ''
}

/** The name under which a function has a parameter; it is added where it is not there. */
function nameOf(fn: Node, { index, property }: Parameter, names: readonly string[], source: Source, annotation = ''): Named | undefined {
  const params = parametersOf(fn)
  const param = params[index]
  if (!param) return addParameters(fn, index, property === undefined ? names : names.map((name, at) => (at === index ? `{ ${property} }` : name)), property, source, annotation)
  const pattern = withoutDefault(param)
  if (pattern.type === 'Identifier') {
    const { name, edits } = usedName(fn, index, source) ?? { name: pattern['name'] as string, edits: [] }
    return { name: property === undefined ? name : `${name}.${property}`, edits }
  }
  if (pattern.type !== 'ObjectPattern') return undefined
  if (property === undefined) return undefined
  const found = (pattern['properties'] as readonly Node[]).find((item) => item.type === 'Property' && propertyName(item) === property)
  if (found) {
    const local = found['value'] as Node
    return local.type === 'Identifier' ? { name: local['name'] as string, edits: [] } : undefined
  }
  if (isNameUsed(property, fn, source)) return undefined
  const [first] = pattern['properties'] as readonly Node[]
  return { name: property, edits: [first ? insertion(startOf(first), `${property}, `) : { start: startOf(pattern), end: startOf(pattern) + source.text.slice(startOf(pattern)).indexOf('}') + 1, text: `{ ${property} }` }] }
}

/** `_error` says that it is not used: where that is so, what uses it now takes the mark off. */
function usedName(fn: Node, index: number, source: Source): Named | undefined {
  const param = parametersOf(fn)[index]
  const marked = /^_+(\w+)$/.exec((param?.['name'] as string | undefined) ?? '')
  if (!param || !marked?.[1] || isNameUsed(marked[1], fn, source)) return undefined
  const binding = source.tree.scopes.get(fn)?.bindings.get(marked[0])
  return binding?.references.length !== 0 ? undefined : { name: marked[1], edits: [{ start: startOf(param), end: startOf(param) + marked[0].length, text: marked[1] }] }
}

function addParameters(fn: Node, index: number, names: readonly string[], property: string | undefined, source: Source, annotation: string): Named | undefined {
  const { text } = source
  const params = parametersOf(fn)
  const last = (fn['params'] as readonly Node[]).at(-1)
  if (last?.type === 'RestElement') return undefined
  const added = names.slice(params.length, index + 1)
  const name = property ?? freeName(added.at(-1) ?? 'error', fn, source)
  if (name === undefined || isNameUsed(name, fn, source)) return undefined
  const list = [...added.slice(0, -1), (property === undefined ? name : `{ ${property} }`) + annotation].join(', ')
  if (!last) {
    const open = text.indexOf('(', keyEnd(fn, source))
    return { name, edits: [insertion(open + 1, list)] }
  }
  const hasParentheses = /^\s*,?\s*\)/.test(text.slice(last['typeAnnotation'] ? endOf(last['typeAnnotation'] as Node) : endOf(last)))
  if (hasParentheses) return { name, edits: [insertion(endOf(last), `, ${list}`)] }
  return { name, edits: [insertion(startOf(last), '('), insertion(endOf(last), `, ${list})`)] }
}

/** Where a function begins that is a method: behind its name. */
function keyEnd(fn: Node, { tree }: Source): number {
  const holder = tree.parents.get(fn)
  const isMethod = holder?.type === 'MethodDefinition' || (holder?.type === 'Property' && holder['method'] === true)
  return isMethod ? endOf(holder['key'] as Node) : startOf(fn)
}

const OTHER_NAMES = ['failure', 'reason', 'cause']

/** A name that means nothing else inside of a function. */
export function freeName(wanted: string, within: Node, source: Source): string | undefined {
  return [wanted, ...OTHER_NAMES].find((name) => !isNameUsed(name, within, source))
}

function isNameUsed(name: string, within: Node, source: Source): boolean {
  return new RegExp(String.raw`(?<![.\w$])${name}(?![\w$]|\s*:)`).test(textOf(within, source))
}

/** The function that an expression is, or that a name of the file stands for. */
export function functionAt(expression: Node, source: Source): Node | undefined {
  const node = unwrap(expression)
  if (isFunction(node)) return node
  if (node.type !== 'Identifier') return undefined
  const definition = bindingOf(node, source)?.definition
  if (!definition) return undefined
  if (definition.type === 'FunctionDeclaration') return definition
  const init = definition.type === 'VariableDeclarator' ? (definition['init'] as Node | null) : null
  return init && isFunction(unwrap(init)) ? unwrap(init) : undefined
}
