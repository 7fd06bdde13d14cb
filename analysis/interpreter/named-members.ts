import type { Node } from '../syntax/estree.ts'
import { propertyName, unwrap } from '../syntax/nodes.ts'
import type { Binding, ScopeTree } from '../syntax/scopes.ts'

/** Properties of a file by their names, whatever object they are of: where they are read, and which functions they are. */
export class NamedMembers {
  private readonly tree: ScopeTree
  private readonly byPattern: () => ReadonlyMap<string, readonly Binding[]>
  private readonly byFunction: () => ReadonlyMap<string, readonly Node[]>

  constructor(tree: ScopeTree) {
    this.tree = tree
    this.byPattern = once(() => grouped(tree.bindingOf, ([identifier]) => this.keyOf(identifier), ([, binding]) => binding))
    this.byFunction = once(() => grouped(tree.functions, (fn) => this.nameOf(fn), (fn) => fn))
  }

  /** `x.name`. */
  accesses(name: string): readonly Node[] {
    return this.tree.accesses.get(name) ?? []
  }

  /** `{ name: a }` in a pattern. */
  destructured(name: string): readonly Binding[] {
    return this.byPattern().get(name) ?? []
  }

  /** Methods of that name, and functions that a property of that name is given. */
  functions(name: string): readonly Node[] {
    return this.byFunction().get(name) ?? []
  }

  private keyOf(identifier: Node): string | undefined {
    const parent = this.tree.parents.get(identifier)
    const property = parent?.type === 'AssignmentPattern' ? this.tree.parents.get(parent) : parent
    return property?.type === 'Property' && this.tree.parents.get(property)?.type === 'ObjectPattern' ? propertyName(property) : undefined
  }

  private nameOf(fn: Node): string | undefined {
    const parent = this.tree.parents.get(fn)
    switch (parent?.type) {
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'Property':
        return propertyName(parent)
      case 'AssignmentExpression': {
        const target = unwrap(parent['left'] as Node)
        return target.type === 'MemberExpression' ? propertyName(target) : undefined
      }
      case 'CallExpression': {
        // `load = debounce(() => ...)`, `load: useCallback(...)`.
        const around = this.tree.parents.get(parent)
        return around?.type === 'PropertyDefinition' || around?.type === 'Property' ? propertyName(around) : undefined
      }
      default:
        return undefined
    }
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function grouped<T, U>(items: Iterable<T>, nameOf: (item: T) => string | undefined, valueOf: (item: T) => U): ReadonlyMap<string, readonly U[]> {
  const groups = new Map<string, U[]>()
  for (const item of items) {
    const name = nameOf(item)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group) group.push(valueOf(item))
    else groups.set(name, [valueOf(item)])
  }
  return groups
}
