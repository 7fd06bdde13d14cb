import { HTTP_SERVICE } from './clients/angularjs.ts'
import type { Origin } from './interpreter/values.ts'
import type { Node } from './syntax/estree.ts'
import { classAround } from './syntax/fields.ts'
import { importOf } from './syntax/modules.ts'
import { memberName, memberPath, membersOf, nameOf, parameterOf, parametersOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'

/** Services that are known. */
const SERVICES = [...HTTP_SERVICE.path, '$q']
const KNOWN: ReadonlySet<unknown> = new Set(SERVICES)

/** Services by which a function is told that AngularJS calls: other frameworks have a `$http` too, which is an axios or what has its name. */
const OTHER_SERVICES = /^\$(?:scope|rootScope|q|timeout|interval|log|location|window|document|filter|compile|parse|interpolate|sce|injector|resource|cookies|cookieStore|routeParams|state|stateParams|templateCache|cacheFactory|httpParamSerializer|element|uibModal|uibModalInstance|modal|modalInstance|mdDialog|mdToast|translate)$/

/** The service of AngularJS that a parameter is: by its place in a list of names, or by its own name where the code says that AngularJS calls it. */
export function injectedInto(binding: Binding, tree: ScopeTree): Origin | undefined {
  const { definition, name } = binding
  const listed = namesBefore(definition, tree)
  if (!listed && !KNOWN.has(name)) return undefined
  const params = parametersOf(definition).map(parameterOf)
  const index = params.findIndex((param) => tree.bindingOf.get(param) === binding)
  if (index < 0) return undefined
  if (listed) return serviceNamed(listed[index])
  const isInjected = params.some((param) => OTHER_SERVICES.test(nameOf(param) ?? '')) || isMarked(definition, tree) || namesAngularJs(tree)
  return isInjected ? serviceNamed(name) : undefined
}

/** `$injector.get('$http')`, `angular.injector(['ng']).get('$http')`. */
export function injectedBy(call: Node): Origin | undefined {
  const [name, more] = call['arguments'] as Node[]
  return memberName(call['callee'] as Node) === 'get' && !more ? serviceNamed(name?.['value']) : undefined
}

function serviceNamed(name: unknown): Origin | undefined {
  return KNOWN.has(name) ? { module: HTTP_SERVICE.module, path: [String(name)] } : undefined
}

/** Whether a text names a service that is known. */
export function namesService(text: string): boolean {
  return SERVICES.some((name) => text.includes(name))
}

/** Whether a name is one of a service that AngularJS's injector gives. */
export function isOfInjector({ module }: Origin): boolean {
  return module === HTTP_SERVICE.module
}

/** `ng.IHttpService`, `IHttpService`: the type of the service. */
export function isTypeOfService(typeName: Node): boolean {
  return ((typeName['right'] ?? typeName) as Node)['name'] === 'IHttpService'
}

/** The names in front of a function: `['$scope', '$http', function (a, b) {}]`. */
function namesBefore(fn: Node, tree: ScopeTree): readonly unknown[] | undefined {
  const list = tree.parents.get(fn)
  if (list?.type !== 'ArrayExpression') return undefined
  const elements = list['elements'] as (Node | null)[]
  const names = elements.slice(0, -1).map((element): unknown => element?.['value'])
  return elements.at(-1) === fn && names.length > 0 && names.every((name) => typeof name === 'string') ? names : undefined
}

/** `'ngInject'` at the start of a function, `static $inject = [...]` in the class that it makes. */
function isMarked(fn: Node, tree: ScopeTree): boolean {
  const owner = classAround(fn, tree)
  if (owner && membersOf(owner).some((member) => member['key'] && propertyName(member) === '$inject')) return true
  const body = fn['body'] as Node
  const [first] = body.type === 'BlockStatement' ? (body['body'] as Node[]) : []
  return first?.type === 'ExpressionStatement' && unwrap(first['expression'] as Node)['value'] === 'ngInject'
}

const NAMING = new WeakMap<ScopeTree, boolean>()

/** Whether a file says `angular.module(...)`, imports AngularJS, or gives a function its `$inject`. */
function namesAngularJs(tree: ScopeTree): boolean {
  let found = NAMING.get(tree)
  if (found === undefined) {
    const isAngular = (member: Node): boolean => memberPath(member)?.[0] === 'angular'
    NAMING.set(tree, (found = tree.accesses.has('$inject') || tree.members.some(isAngular) || importsAngularJs(tree)))
  }
  return found
}

function importsAngularJs(tree: ScopeTree): boolean {
  const bindings = [...(tree.scopes.get(tree.program)?.bindings.values() ?? [])]
  return bindings.some((binding) => binding.kind === 'import' && importOf(binding.definition, tree)?.module === 'angular')
}
