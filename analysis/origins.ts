import { HTTP_SERVICE } from './clients/angularjs.ts'
import { clientFunctionAt, instanceOfType } from './clients/index.ts'
import { injectedBy, injectedInto, isTypeOfService } from './injected.ts'
import { wrapsClient } from './interpreter/callees.ts'
import { isInstanceOrigin, type Origin } from './interpreter/values.ts'
import { memberOrigin, pathOfGlobal } from './interpreter/windows.ts'
import { functionOf, returnedBy } from './syntax/calls.ts'
import { defaultOf, isNamed, onlyValueOf, valuesOf } from './syntax/declarations.ts'
import type { Node } from './syntax/estree.ts'
import { classAround, fieldSources, fieldSourcesIn, type FieldSources } from './syntax/fields.ts'
import { classOfInstance, lineage, lookedUpIn } from './syntax/methods.ts'
import { importOf, isInterop } from './syntax/modules.ts'
import { isOfThis, memberPath, membersOf, nameOf, parameterOf, parametersOf, propertyName, unwrap, withoutDefault } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'

/** The module or host name that an expression stands for, followed through constants. */
export function originOf(expression: Node, tree: ScopeTree, depth = 0): Origin | undefined {
  const node = unwrap(expression)
  if (depth > 12) return undefined
  switch (node.type) {
    case 'Identifier':
      return originOfName(node, tree, depth)
    case 'MemberExpression': {
      const { type } = unwrap(node['object'] as Node)
      if (type === 'Super') return inheritedMember(node, tree, depth)
      if (type === 'ThisExpression' || standsForThis(unwrap(node['object'] as Node), tree)) return originOfField(node, tree, depth) ?? inheritedMember(node, tree, depth)
      const object = originOf(node['object'] as Node, tree, depth + 1)
      const name = propertyName(node)
      if (!object && name !== undefined) return originOfPart(node['object'] as Node, name, tree, depth)
      if (!object || name === undefined) return undefined
      return memberOrigin({ module: object.module, path: object.path }, name)
    }
    case 'ConditionalExpression':
    case 'LogicalExpression': {
      const sides = [(node['left'] ?? node['consequent']) as Node, (node['right'] ?? node['alternate']) as Node].map((side) => originOf(side, tree, depth + 1))
      // One of two modules with the same interface: `secure ? https : http`.
      const either = node.type === 'ConditionalExpression' && sides.every((side) => side) ? sides[0] : undefined
      return sides.find((side) => side && isClientOrigin(side)) ?? either
    }
    case 'AwaitExpression':
      return originOf(node['argument'] as Node, tree, depth + 1)
    case 'ImportExpression':
      return importedModule(node, tree)
    case 'CallExpression':
      return requiredModule(node, tree) ?? injectedBy(node) ?? boundFunction(node, tree, depth) ?? instanceMade(node, tree, depth) ?? clientReturned(node, tree, depth)
    case 'NewExpression':
      return instanceMade(node, tree, depth)
    default:
      return undefined
  }
}

/** `self` of `const self = this`. */
function standsForThis(node: Node, tree: ScopeTree): boolean {
  const binding = tree.bindingOf.get(node)
  const value = binding && isNamed(binding.definition) ? onlyValueOf(binding) : undefined
  return value !== undefined && unwrap(value).type === 'ThisExpression'
}

/** `this.http` of a class that says what it is: by its initialiser, by an assignment, by its type. */
function originOfField(access: Node, tree: ScopeTree, depth: number): Origin | undefined {
  return originOfSources(fieldSources(access, tree), tree, depth)
}

/** A client that an object of the file has: `new Api().http`, or `api.http` of `const api = { http: axios.create() }`. */
function originOfPart(object: Node, name: string, tree: ScopeTree, depth: number): Origin | undefined {
  const made = classOfInstance(object, tree)
  if (made) {
    const origins = lineage(made, tree).map((owner) => originOfSources(fieldSourcesIn(owner, name, tree), tree, depth))
    return origins.find((origin) => origin && isClientOrigin(origin))
  }
  const binding = tree.bindingOf.get(unwrap(object))
  const value = binding && onlyValueOf(binding)
  const written = value && unwrap(value)
  const part = written?.type === 'ObjectExpression' ? (written['properties'] as Node[]).find((property) => property.type === 'Property' && propertyName(property) === name) : undefined
  const origin = part && originOf(part['value'] as Node, tree, depth + 1)
  return origin && isClientOrigin(origin) ? origin : undefined
}

function originOfSources({ values, types }: FieldSources, tree: ScopeTree, depth: number): Origin | undefined {
  const origins = values.map((value) => originOf(value, tree, depth + 1)).filter((origin) => origin !== undefined)
  return origins.find(isClientOrigin) ?? firstTyped(types, tree)
}

/** What a class has from a client's class: `super.request` in a class that extends `HttpClient`, `this.request` where it has none itself. */
function inheritedMember(access: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const name = propertyName(access)
  const classes = lookedUpIn(access, tree)
  const parent = (classes.at(-1) ?? classAround(access, tree))?.['superClass'] as Node | null | undefined
  if (!parent || name === undefined || classes.some((around) => hasMember(around, name))) return undefined
  const constructor = originOf(parent, tree, depth + 1)
  const instance = constructor && clientFunctionAt(constructor)?.function.instance
  // An instance that depends on what its maker is given is none that a class extends.
  return constructor && Array.isArray(instance) ? { module: constructor.module, path: [...(instance as readonly string[]), name] } : undefined
}

function hasMember(classNode: Node, name: string): boolean {
  return membersOf(classNode).some((member) => member['key'] && propertyName(member) === name)
}

function isClientOrigin(origin: Origin): boolean {
  return clientFunctionAt(origin) !== undefined || isInstanceOrigin(origin)
}

function firstTyped(types: readonly Node[], tree: ScopeTree): Origin | undefined {
  for (const type of types) {
    const origin = originOfType(type, tree)
    if (origin) return origin
  }
  return undefined
}

/** A value whose type is a client's, or a promise of it: `http: AxiosInstance`. */
function originOfType(annotation: Node, tree: ScopeTree): Origin | undefined {
  const type = (annotation.type === 'TSTypeAnnotation' ? annotation['typeAnnotation'] : annotation) as Node
  if (type.type === 'TSTypeQuery') return originOfQuery(type['exprName'] as Node, tree)
  if (type.type === 'TSTypeLiteral') return hasFetch(type) ? { module: '', path: [] } : undefined
  if (type.type !== 'TSTypeReference') return undefined
  const typeName = type['typeName'] as Node
  if (isTypeOfService(typeName)) return HTTP_SERVICE
  if (typeName.type !== 'Identifier') return undefined
  const [awaited] = ((type['typeArguments'] ?? type['typeParameters']) as { params?: readonly Node[] } | undefined)?.params ?? []
  if (typeName['name'] === 'Promise' && awaited) return originOfType(awaited, tree)
  const program = tree.scopes.get(tree.program)
  const binding = program?.bindings.get(typeName['name'] as string)
  const origin = binding?.kind === 'import' ? importOf(binding.definition, tree) : undefined
  return origin && instanceOfType(origin)
}

/** `typeof fetch`, `typeof globalThis.fetch`: a name of the host, or what is imported. */
function originOfQuery(name: Node, tree: ScopeTree): Origin | undefined {
  if (name.type === 'Identifier') {
    const binding = tree.scopes.get(tree.program)?.bindings.get(name['name'] as string)
    return binding ? (binding.kind === 'import' ? importOf(binding.definition, tree) : undefined) : { module: '', path: pathOfGlobal(name['name'] as string) }
  }
  if (name.type !== 'TSQualifiedName') return undefined
  const object = originOfQuery(name['left'] as Node, tree)
  return object && memberOrigin(object, (name['right'] as Node)['name'] as string)
}

/** `{ fetch(url: RequestInfo, init?: RequestInit): Promise<Response> }`, as the global object has it. */
function hasFetch(type: Node): boolean {
  return (type['members'] as readonly Node[]).some((member) => {
    const result = (member['returnType'] ?? member['typeAnnotation']) as Node | undefined
    const promise = result?.['typeAnnotation'] as Node | undefined
    const [awaited] = ((promise?.['typeArguments'] ?? promise?.['typeParameters']) as { params?: readonly Node[] } | undefined)?.params ?? []
    return member.type === 'TSMethodSignature' && propertyName(member) === 'fetch' && (awaited?.['typeName'] as Node | undefined)?.['name'] === 'Response'
  })
}

function originOfName(node: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const name = node['name'] as string
  const binding = tree.bindingOf.get(node)
  if (!binding) return { module: '', path: pathOfGlobal(name) }
  if (binding.kind === 'import') return importOf(binding.definition, tree)
  const { definition } = binding
  if (definition.type === 'VariableDeclarator' && binding.writes.length > 0) return assignedOrigin(binding, tree, depth)
  if (binding.writes.length > 0 || definition.type !== 'VariableDeclarator' || !definition['init']) return originOfParameter(binding, tree, depth)
  const init = originOf(definition['init'] as Node, tree, depth + 1)
  const pattern = definition['id'] as Node
  if (pattern.type === 'Identifier') return init
  const property = (pattern['properties'] as Node[] | undefined)?.find((item) => tree.bindingOf.get(identifierOf(item)) === binding)
  const key = property?.type === 'Property' ? propertyName(property) : undefined
  return init && key !== undefined ? memberOrigin({ module: init.module, path: init.path }, key) : undefined
}

/** A variable that is given one client, here or there: `if (!openai) openai = new OpenAI()`. What else it is given is taken for one like it. */
function assignedOrigin(binding: Binding, tree: ScopeTree, depth: number): Origin | undefined {
  const known = assigned.get(binding)
  if (known !== undefined) return known ?? undefined
  // Until it is known, what it is made of itself says nothing.
  assigned.set(binding, null)
  const origin = clientAmong(binding, tree, depth)
  assigned.set(binding, origin ?? null)
  return origin
}

/** A variable may be given something in many places, each of which may ask for it. */
const assigned = new WeakMap<Binding, Origin | null>()

function clientAmong(binding: Binding, tree: ScopeTree, depth: number): Origin | undefined {
  const clients = valuesOf(binding, tree).flatMap((value) => originOf(value, tree, depth + 4) ?? []).filter(isClientOrigin)
  const names = new Set(clients.map((origin) => clientFunctionAt(origin)?.client.name ?? origin.module))
  return names.size === 1 ? clients[0] : undefined
}

function identifierOf(property: Node): Node {
  return withoutDefault((property['value'] ?? property['argument']) as Node)
}

/** A parameter whose default is a client: `function f(url, fetcher = fetch)`, or into which one is injected. */
function originOfParameter(binding: Binding, tree: ScopeTree, depth: number): Origin | undefined {
  if (binding.kind !== 'param' || binding.writes.length > 0) return undefined
  const typed = typeOfParameter(binding, tree)
  if (typed && (typed['typeAnnotation'] as Node).type !== 'TSAnyKeyword') return originOfType(typed, tree)
  const usual = defaultOf(binding, tree)
  return usual ? originOf(usual, tree, depth + 1) : injectedInto(binding, tree)
}

function typeOfParameter(binding: Binding, tree: ScopeTree): Node | undefined {
  return parametersOf(binding.definition).map(parameterOf).find((param) => tree.bindingOf.get(param) === binding)?.['typeAnnotation'] as Node | undefined
}

/** `require('x')`: the module itself, which a default export may be. */
function requiredModule(call: Node, tree: ScopeTree): Origin | undefined {
  const callee = call['callee'] as Node
  if (isInterop(memberPath(callee)?.at(-1) ?? '')) {
    const inner = (call['arguments'] as Node[])[0]
    const module = inner && unwrap(inner).type === 'CallExpression' ? requiredModule(unwrap(inner), tree)?.module : undefined
    return module === undefined ? undefined : { module, path: [] }
  }
  if (callee.type !== 'Identifier' || callee['name'] !== 'require' || tree.bindingOf.has(callee)) return undefined
  const [argument] = call['arguments'] as Node[]
  return argument?.type === 'Literal' ? { module: tree.moduleNamed(String(argument['value'])), path: ['default'] } : undefined
}

/** `import('x')`: the namespace of the module. */
function importedModule(expression: Node, tree: ScopeTree): Origin | undefined {
  const source = expression['source'] as Node
  return source.type === 'Literal' ? { module: tree.moduleNamed(String(source['value'])), path: [] } : undefined
}

/** `fetch.bind(globalThis)` is `fetch`. */
function boundFunction(call: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const callee = unwrap(call['callee'] as Node)
  return callee.type === 'MemberExpression' && propertyName(callee) === 'bind' ? originOf(callee['object'] as Node, tree, depth + 1) : undefined
}

/** `axios.create()`, `new OpenAI()`: an instance of the client. */
function instanceMade(call: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const callee = originOf(call['callee'] as Node, tree, depth + 1)
  const [argument] = call['arguments'] as Node[]
  // Angular's `inject(HttpClient)` gives an instance of the class that it is given.
  if (callee?.module === '@angular/core' && callee.path.at(-1) === 'inject' && argument) {
    const token = originOf(argument, tree, depth + 1)
    return token && instanceOfType(token)
  }
  const instance = callee && clientFunctionAt(callee)?.function.instance
  return instance && { module: callee.module, path: typeof instance === 'function' ? instance(call) : instance }
}

/** A call that gives a client: `const getOctokit = () => github.getOctokit(token)`, `wrapOpenAI(new OpenAI())`. */
function clientReturned(call: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const callee = unwrap(call['callee'] as Node)
  const args = call['arguments'] as Node[]
  const fn = functionOf(callee, tree)
  if (!fn) return wrapsClient(nameOf(callee) ?? '') && args[0] ? instanceAt(args[0], tree, depth) : declaredResult(callee, tree)
  // Each function may return several things.
  const given = returnedBy(fn).map((value) => originOf(value, tree, depth + 4) ?? originOfGiven(value, fn, args, tree, depth)).find((origin) => origin && isClientOrigin(origin))
  const declared = fn['returnType'] as Node | null | undefined
  return given ?? (declared ? originOfType(declared, tree) : undefined)
}

/** What a parameter or a field is declared to give that is a function: `getDispatcher: () => Dispatcher`. */
function declaredResult(callee: Node, tree: ScopeTree): Origin | undefined {
  const binding = tree.bindingOf.get(callee)
  const types = binding?.kind === 'param' ? [typeOfParameter(binding, tree)] : isOfThis(callee) ? fieldSources(callee, tree).types : []
  for (const annotation of types) {
    const type = annotation?.type === 'TSTypeAnnotation' ? (annotation['typeAnnotation'] as Node) : annotation
    const result = type?.type === 'TSFunctionType' ? ((type['returnType'] ?? type['typeAnnotation']) as Node | undefined) : undefined
    if (result) return originOfType(result, tree)
  }
  return undefined
}

function instanceAt(expression: Node, tree: ScopeTree, depth: number): Origin | undefined {
  const origin = originOf(expression, tree, depth + 1)
  return origin && isInstanceOrigin(origin) ? origin : undefined
}

/** The parameter that a function gives back, as a call gives it: `setUp(axios.create())` for `function setUp(client) { ...; return client }`. */
function originOfGiven(value: Node, fn: Node, args: readonly Node[], tree: ScopeTree, depth: number): Origin | undefined {
  const binding = tree.bindingOf.get(unwrap(value))
  if (binding?.definition !== fn || binding.kind !== 'param' || binding.writes.length > 0) return undefined
  const given = args[parametersOf(fn).findIndex((param) => tree.bindingOf.get(param) === binding)]
  return given && instanceAt(given, tree, depth)
}
