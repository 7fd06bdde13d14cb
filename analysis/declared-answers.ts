import type { Node } from './syntax/estree.ts'
import { propertyName } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'

/** What a response has and the data of a program has not. */
const OF_RESPONSE = /^(?:headers|statusText|body|bodyUsed|redirected|json|text|blob|arrayBuffer|formData|bytes|clone|config|request)$/

/**
 * Whether the code declares that what a call gives is data of its own, whose `status` or `ok` its server has put there:
 * `await apiCall<{ status: number; license: License }>('/license')`, `const res: { ok: boolean } = await load()`.
 */
export function isDeclaredData(call: Node, binding: Binding, tree: ScopeTree): boolean {
  const argument = ((call['typeArguments'] ?? call['typeParameters']) as { params?: readonly Node[] } | undefined)?.params?.[0]
  return [argument, annotationOf(binding, tree)].some((type) => type !== undefined && isDataWithStatus(type))
}

function annotationOf({ definition }: Binding, tree: ScopeTree): Node | undefined {
  const id = definition.type === 'VariableDeclarator' ? (definition['id'] as Node) : undefined
  return id && tree.bindingOf.has(id) ? ((id['typeAnnotation'] as Node | null | undefined)?.['typeAnnotation'] as Node | undefined) : undefined
}

function isDataWithStatus(type: Node): boolean {
  if (type.type !== 'TSTypeLiteral') return false
  const members = type['members'] as Node[]
  return members.some(isStatus) && !members.some((member) => OF_RESPONSE.test(nameOfMember(member)))
}

function isStatus(member: Node): boolean {
  const type = ((member['typeAnnotation'] as Node | null | undefined)?.['typeAnnotation'] as Node | undefined)?.type
  return type === 'TSNumberKeyword' ? /^status(?:Code)?$/.test(nameOfMember(member)) : type === 'TSBooleanKeyword' && nameOfMember(member) === 'ok'
}

function nameOfMember(member: Node): string {
  return (member['key'] ? propertyName(member) : undefined) ?? ''
}
