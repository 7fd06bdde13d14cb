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
  return [argument, annotationOf(binding, tree)].some((type) => type !== undefined && isDataWithStatus(type, tree))
}

/** The same of a parameter: `(response?: { body: Plan; status?: 200 } | Resolver) => ...`. */
export function isDeclaredDataParameter(identifier: Node, tree: ScopeTree): boolean {
  const type = typeIn(identifier)
  return type !== undefined && isDataWithStatus(type, tree)
}

function annotationOf({ definition }: Binding, tree: ScopeTree): Node | undefined {
  const id = definition.type === 'VariableDeclarator' ? (definition['id'] as Node) : undefined
  return id && tree.bindingOf.has(id) ? typeIn(id) : undefined
}

function typeIn(annotated: Node): Node | undefined {
  return (annotated['typeAnnotation'] as Node | null | undefined)?.['typeAnnotation'] as Node | undefined
}

function isDataWithStatus(type: Node, tree: ScopeTree): boolean {
  switch (type.type) {
    case 'TSUnionType':
      return (type['types'] as Node[]).some((option) => isDataWithStatus(option, tree))
    case 'TSTypeLiteral':
      return isData(type['members'] as Node[])
    case 'TSTypeReference': {
      const members = membersOf(type, tree)
      // What a program calls its answer and gives `data` may hold the status of the server.
      return members !== undefined && isData(members) && (members.some(isNotOfEach) || !members.some((member) => nameOfMember(member) === 'data'))
    }
    default:
      return false
  }
}

function isData(members: readonly Node[]): boolean {
  return members.some(isNotOfEach) || (members.some(isStatus) && !members.some((member) => OF_RESPONSE.test(nameOfMember(member))))
}

/** The members of a type that the file declares by itself. */
function membersOf(reference: Node, tree: ScopeTree): Node[] | undefined {
  const name = (reference['typeName'] as Node)['name'] as string | undefined
  for (const statement of tree.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' && statement['declaration'] ? (statement['declaration'] as Node) : statement
    if ((declaration['id'] as Node | null | undefined)?.['name'] !== name) continue
    const type = declaration['typeAnnotation'] as Node | undefined
    if (declaration.type === 'TSTypeAliasDeclaration') return type?.type === 'TSTypeLiteral' ? (type['members'] as Node[]) : undefined
    // What it extends may be a response.
    if (declaration.type === 'TSInterfaceDeclaration') return (declaration['extends'] as Node[] | null | undefined)?.length ? undefined : ((declaration['body'] as Node)['body'] as Node[])
  }
  return undefined
}

/** A status that may be missing, or is always the same: that of each response is any number. */
function isNotOfEach(member: Node): boolean {
  return /^status(?:Code)?$/.test(nameOfMember(member)) && (member['optional'] === true || (typeIn(member)?.type === 'TSLiteralType'))
}

function isStatus(member: Node): boolean {
  const type = typeIn(member)?.type
  return type === 'TSNumberKeyword' ? /^status(?:Code)?$/.test(nameOfMember(member)) : type === 'TSBooleanKeyword' && nameOfMember(member) === 'ok'
}

function nameOfMember(member: Node): string {
  return (member['key'] ? propertyName(member) : undefined) ?? ''
}
