import type { Node } from '../../analysis/syntax/estree.ts'
import { parametersOf, propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { insertion } from '../edits/insertion.ts'
import { bindingOf, endOf, startOf, textOf, walk, type Source } from '../edits/source.ts'
import type { Candidate, Situation } from './candidate.ts'
import { amendFunction, functionAt, subjectTest, type Answer, type Parameter, type Subject } from './functions.ts'
import { addArgument, addFirstArgument, addProperty } from './writing.ts'

/** Where a call takes its options. */
export interface OptionsPlace {
  /** Which argument. */
  readonly index: number
  /** The objects in it that lead there: `['attempts']`. */
  readonly path?: readonly string[]
  /** What a number in place of the object stands for: `retries`. */
  readonly countAs?: string
  /** They come before the arguments that are there. */
  readonly isFirst?: boolean
}

/** An option of a library that is a function and decides. */
export interface PredicateOption {
  readonly name: string
  readonly parameter: Parameter
  /** Its parameters, as they are written where the function is new. */
  readonly names: readonly string[]
  /** The type that a new function's parameters are given in TypeScript, where the library's types leave them open. */
  readonly type?: string
  readonly answer: Answer
  readonly subject?: Subject
  /** Where it goes if it is absent; left out where a new one would take the place of what the library decides by itself. */
  readonly place?: OptionsPlace
  /** What decides where the option is absent, as code; joined by `&&`. */
  readonly usual?: { readonly code: string; readonly isFirst?: boolean }
  /** What a value that is no function says, as code; empty: nothing more. Undefined: it is not understood. */
  readonly literal?: (value: unknown) => string | undefined
}

/** The ways to have a predicate of a library leave the status out: the ones that are written, then a new one. */
export function* predicateCandidates(option: PredicateOption, call: Node, situation: Situation): Generator<Candidate> {
  const { source } = situation
  const written = propertiesNamed(option.name, call, source)
  for (const property of written) {
    const edits = amendProperty(property, option, situation)
    if (edits) yield { edits }
  }
  const code = option.place && newPredicate(option, situation)
  const edits = option.place && code && addOption(call, option.place, `${option.name}: ${code}`, source)
  if (edits) yield { edits }
}

/** The properties of a name: in the call, in objects that it names, then anywhere in the file. */
function propertiesNamed(name: string, call: Node, source: Source): Node[] {
  const found = new Set<Node>()
  const collect = (node: Node): void => walk(node, (inner) => {
    if (inner.type === 'Property' && propertyName(inner) === name) found.add(inner)
  })
  collect(call)
  for (const argument of (call['arguments'] ?? []) as readonly Node[]) {
    const object = objectAt(argument, source)
    if (object) collect(object)
  }
  collect(source.program)
  return [...found]
}

function amendProperty(property: Node, option: PredicateOption, situation: Situation): Edit[] | undefined {
  const value = property['value'] as Node
  const inner = unwrap(value)
  if (inner.type === 'ArrowFunctionExpression' || inner.type === 'FunctionExpression') {
    return amendFunction(inner, option.parameter, option.names, option.answer, option.subject ?? {}, situation)
  }
  if (inner.type === 'Literal' || inner.type === 'UnaryExpression') {
    const said = inner.type === 'Literal' ? option.literal?.(inner['value']) : undefined
    const code = said === undefined ? undefined : newPredicate({ ...option, usual: { code: said } }, situation)
    return code === undefined ? undefined : [{ start: startOf(value), end: endOf(value), text: code }]
  }
  return inner.type === 'Identifier' ? wrapNamed(property, inner, option, situation) : undefined
}

/** `shouldRetry: isRetryable` becomes `shouldRetry: (error) => error?.status !== 402 && isRetryable(error)`. */
function wrapNamed(property: Node, name: Node, option: PredicateOption, situation: Situation): Edit[] | undefined {
  if (option.answer !== 'again') return undefined
  const { source } = situation
  const fn = functionAt(name, source)
  const count = fn ? parametersOf(fn).length : option.names.length
  const { property: part } = option.parameter
  const isWhole = part === undefined || count === 0
  const parameters = isWhole ? option.names : option.names.map((item, at) => (at === option.parameter.index ? 'context' : item))
  const test = subjectTest(part === undefined ? (option.names[option.parameter.index] ?? 'error') : `context.${part}`, option.parameter, option.subject ?? {}, situation)
  if (!test) return undefined
  const call = `${textOf(name, source)}(${parameters.slice(0, count).join(', ')})`
  const shown = part === undefined ? parameters : parameters.map((item, at) => (at === option.parameter.index ? 'context' : item))
  const start = property['shorthand'] ? `${option.name}: ` : ''
  return [{ start: startOf(name), end: endOf(name), text: `${start}(${shown.join(', ')}) => ${test.isNot} && ${call}` }]
}

function newPredicate({ parameter, names, type, answer, subject = {}, usual }: PredicateOption, situation: Situation): string | undefined {
  const { index, property } = parameter
  const name = property ?? names[index] ?? 'error'
  const test = subjectTest(name, parameter, subject, situation)
  if (!test) return undefined
  const shown = property === undefined ? names : names.map((item, at) => (at === index ? `{ ${property} }` : item))
  const list = type !== undefined && situation.isTypeScript ? shown.map((item) => `${item}: ${type}`) : shown
  const rest = usual && usual.code !== '' ? usual : undefined
  const head = `(${list.join(', ')}) => `
  if (typeof answer === 'object') return `${head}{ if (${test.is}) ${answer.does(names)} }`
  switch (answer) {
    case 'again': {
      // What comes first says that it is there.
      const parts = rest ? (rest.isFirst ? [rest.code, test.isNot.replace(`${name}?.`, `${name}.`)] : [test.isNot, rest.code]) : [test.isNot]
      return head + parts.join(' && ')
    }
    case 'false-stops':
      return `${head}(${test.is} ? false : ${rest?.code ?? 'undefined'})`
    default:
      return undefined
  }
}

/** Adds an option to the options that a call takes; undefined where these are written elsewhere, and for what is no call: a loop around one. */
export function addOption(call: Node, { index, path = [], countAs, isFirst = false }: OptionsPlace, option: string, source: Source): Edit[] | undefined {
  const args = call['arguments'] as readonly Node[] | undefined
  if (!args) return undefined
  const argument = args[index]
  const wrapped = (names: readonly string[]): string => names.reduceRight((inner, name) => `{ ${name}: ${inner} }`, `{ ${option} }`)
  if (isFirst && (!argument || !isOptions(argument))) {
    const edit = addFirstArgument(call, wrapped(path))
    return edit && [edit]
  }
  if (!argument) return args.length === index ? [addArgument(call, wrapped(path), source)] : undefined
  return addInside(argument, path, countAs, option, source)
}

function isOptions(argument: Node): boolean {
  const { type } = unwrap(argument)
  return type === 'ObjectExpression' || type === 'Literal'
}

function addInside(value: Node, path: readonly string[], countAs: string | undefined, option: string, source: Source): Edit[] | undefined {
  const node = unwrap(value)
  const [name, ...rest] = path
  if (node.type === 'Literal' && typeof node['value'] === 'number' && name === undefined && countAs !== undefined) {
    return [insertion(startOf(node), `{ ${countAs}: `), insertion(endOf(node), `, ${option} }`)]
  }
  const object = objectAt(value, source)
  if (!object) return undefined
  if (name === undefined) return [addProperty(object, option, source)]
  const property = (object['properties'] as readonly Node[]).find((item) => item.type === 'Property' && propertyName(item) === name)
  if (property) return addInside(property['value'] as Node, rest, countAs, option, source)
  const inner = rest.reduceRight((code, item) => `{ ${item}: ${code} }`, `{ ${option} }`)
  return [addProperty(object, `${name}: ${inner}`, source)]
}

/** The object literal that an expression is, or that a constant of the file holds. */
export function objectAt(expression: Node, source: Source): Node | undefined {
  const node = unwrap(expression)
  if (node.type === 'ObjectExpression') return node
  if (node.type !== 'Identifier') return undefined
  const binding = bindingOf(node, source)
  if (binding?.kind !== 'const' || binding.definition.type !== 'VariableDeclarator') return undefined
  const init = binding.definition['init'] as Node | null
  return init && unwrap(init).type === 'ObjectExpression' && (binding.definition['id'] as Node).type === 'Identifier' ? unwrap(init) : undefined
}
