import type { StatusPlace } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, rangeOf } from '../../analysis/syntax/nodes.ts'
import type { Binding, Scope } from '../../analysis/syntax/scopes.ts'
import { bindingOf, contains, nodeAt, startOf, textOf, type Source } from '../edits/source.ts'
import type { Situation, StatusTest } from './candidate.ts'

/** Clients whose error has the status in several places: the one that all their versions have. */
const OLDEST_PLACE: Readonly<Record<string, string>> = { axios: 'response.status', '@nestjs/axios': 'response.status', xior: 'response.status' }

const ERROR_NAME = /^(?:e|ex|err|cause|reason|failure|last|.*(?:error|err|exception|failure))$/i

/** A name that knows the status where it is visible. */
export interface Teller extends StatusTest {
  readonly name: string
  /** It is what a promise was rejected with, not a response. */
  readonly isError: boolean
  readonly binding: Binding
}

/** The place of the status in what a call of a library, a `catch` clause or a function without parameters gets. */
export function placeAt(node: Node, { finding }: Situation): string | undefined {
  const [start, end] = rangeOf(node)
  const found = finding.statusPlaces.find(({ range }) => range[0] === start && range[1] === end)
  return found && usualPlace(found, finding.client)
}

function usualPlace({ place }: StatusPlace, client: string): string {
  return place === 'status' ? (OLDEST_PLACE[client] ?? place) : place
}

/** The names that know the status and are visible at a node, the innermost first. */
export function tellersAt(node: Node, situation: Situation): Teller[] {
  const { source, finding } = situation
  const found = new Map<Binding, Teller>()
  if (situation.errorClass !== undefined) return errorsAt(node, situation.errorClass, source)
  for (const status of finding.statusPlaces) {
    const identifier = nodeAt(source, status.range)
    const binding = identifier?.type === 'Identifier' ? bindingOf(identifier, source) : undefined
    if (!identifier || !binding || found.has(binding) || !isVisible(binding, identifier, node)) continue
    const isError = isErrorLike(binding)
    const place = isError ? usualPlace(status, finding.client) : status.place
    found.set(binding, { ...testOf(binding.name, place, { isError, isTyped: isTyped(binding, source, isError, situation.isTypeScript) }, situation), name: binding.name, isError, binding })
  }
  return [...found.values()].sort((a, b) => startOf(b.binding.scope.node) - startOf(a.binding.scope.node))
}

/** The errors that a node can see: what a class of theirs is for, they are the ones to be asked. */
function errorsAt(node: Node, errorClass: string, source: Source): Teller[] {
  const found: Teller[] = []
  for (let scope = scopeAround(node, source); scope; scope = scope.parent) {
    for (const binding of scope.bindings.values()) {
      if (binding.kind === 'catch' || (binding.kind === 'param' && ERROR_NAME.test(binding.name))) found.push({ ...classTest(binding.name, errorClass), name: binding.name, isError: true, binding })
    }
  }
  return found
}

function scopeAround(node: Node, { tree }: Source): Scope | undefined {
  let at: Node | undefined = node
  while (at && !tree.scopes.has(at)) at = tree.parents.get(at)
  return at && tree.scopes.get(at)
}

/** `error instanceof PaymentRequiredError` and its opposite. */
export function classTest(name: string, errorClass: string): StatusTest {
  return { is: `${name} instanceof ${errorClass}`, isNot: `!(${name} instanceof ${errorClass})` }
}

function isVisible(binding: Binding, identifier: Node, node: Node): boolean {
  return contains(binding.scope.node, rangeOf(node)) && startOf(identifier) < startOf(node)
}

function isErrorLike({ kind, name, definition }: Binding): boolean {
  return kind === 'catch' || ERROR_NAME.test(name) || (kind === 'param' && isFunction(definition) && !/^r(?:es|esp|esponse|esult)?$|response|status|code/i.test(name))
}

/** Does its type say where the status is? Always in JavaScript. */
function isTyped({ definition, name }: Binding, source: Source, isError: boolean, isTypeScript: boolean): boolean {
  if (!isTypeScript || !isError) return true
  const pattern = definition.type === 'CatchClause' ? (definition['param'] as Node) : isFunction(definition) ? parametersOf(definition).find((param) => param['name'] === name) : undefined
  const annotation = pattern?.['typeAnnotation'] as Node | null | undefined
  return annotation ? !/^:?\s*(?:unknown|Error|\{\})\s*$/.test(textOf(annotation, source)) : false
}

/** Whether a value is an error, and whether its type knows the status. */
export interface ValueKind {
  readonly isError: boolean
  /** False in TypeScript where the compiler knows no such property. */
  readonly isTyped: boolean
  /** It is there whenever it is asked for: no `?.` in front of its first property. */
  readonly isSure?: boolean
}

/** The test on a value. Errors may be anything, also nothing. */
export function testOf(name: string, place: string, { isError, isTyped, isSure = !isError }: ValueKind, { finding, isTypeScript }: Pick<Situation, 'finding' | 'isTypeScript'>): StatusTest {
  const status = String(finding.status)
  const code = codeOf(name, place, isSure, isTyped || !isTypeScript)
  return { is: `${code} === ${status}`, isNot: `${code} !== ${status}` }
}

function codeOf(name: string, place: string, isSure: boolean, isTyped: boolean): string {
  if (place === '') return name
  const path = place.split('.').join('?.')
  if (isSure) return `${name}.${path}`
  if (isTyped) return `${name}?.${path}`
  const type = place.split('.').reduceRight((inner, part) => `{ ${/^[\w$]+$/.test(part) ? part : `'${part}'`}?: ${inner} }`, 'number')
  return `(${name} as ${type} | undefined)?.${path}`
}
