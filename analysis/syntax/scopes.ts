import type { Node, Program } from './estree.ts'
import { eachChild } from './children.ts'
import { isInterop } from './modules.ts'
import { isFunction, memberPath, parametersOf, propertyName, unwrap } from './nodes.ts'
import { packageNamed } from './packages.ts'
import { Parents } from './parents.ts'

export type BindingKind = 'param' | 'const' | 'let' | 'var' | 'function' | 'class' | 'import' | 'catch' | 'enum'

/** One declared name. */
export interface Binding {
  readonly id: number
  readonly name: string
  readonly kind: BindingKind
  readonly scope: Scope
  /** The declarator, function, class, import specifier, catch clause or enum that gives it its first value. */
  readonly definition: Node
  /** Assignments after the definition. */
  readonly writes: Node[]
  /** Reads of the name, in source order. */
  readonly references: Node[]
  exported: boolean
}

/** A region of names. `owner` is the function (or the program) whose call makes its bindings anew. */
export interface Scope {
  readonly node: Node
  readonly parent: Scope | undefined
  readonly owner: Scope
  readonly bindings: Map<string, Binding>
}

/** Everything that is asked of a file's syntax: who is whose parent, which name means what, where the calls are. */
export interface ScopeTree {
  readonly program: Program
  readonly parents: Pick<Parents, 'get'>
  readonly scopes: ReadonlyMap<Node, Scope>
  readonly bindingOf: ReadonlyMap<Node, Binding>
  /** Calls and `new`, in source order. */
  readonly calls: readonly Node[]
  /** Member accesses, in source order. */
  readonly members: readonly Node[]
  /** The same by the name of the property. */
  readonly accesses: ReadonlyMap<string, readonly Node[]>
  readonly functions: readonly Node[]
  readonly tries: readonly Node[]
  /** By what name the clients know the module of a specifier. */
  readonly moduleNamed: (specifier: string) => string
}

/** Identifiers that stand for themselves and are no references. */
function isName(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent['property'] === node && !parent['computed']
    case 'Property':
      return parent['key'] === node && !parent['computed'] && parent['value'] !== node && !parent['shorthand']
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSEnumMember':
      return (parent['key'] ?? parent['id']) === node && !parent['computed']
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'MetaProperty':
    case 'ExportAllDeclaration':
      return true
    case 'ExportSpecifier':
      return parent['local'] !== node
    default:
      return false
  }
}

/** Calls `found` for each identifier that a pattern binds. */
function eachBound(pattern: Node | null | undefined, found: (identifier: Node) => void): void {
  switch (pattern?.type) {
    case 'Identifier':
      return found(pattern)
    case 'ObjectPattern':
      for (const property of pattern['properties'] as Node[]) eachBound((property['value'] ?? property['argument']) as Node, found)
      return
    case 'ArrayPattern':
      for (const element of pattern['elements'] as (Node | null)[]) eachBound(element, found)
      return
    case 'AssignmentPattern':
      return eachBound(pattern['left'] as Node, found)
    case 'RestElement':
      return eachBound(pattern['argument'] as Node, found)
    case 'TSParameterProperty':
      return eachBound(pattern['parameter'] as Node, found)
  }
}

/** Resolves every name of a program by the rules of ECMA-262; types are no names here. One walk, no host needed. */
export class ScopeBuilder {
  private readonly parents: Parents
  private readonly scopes = new Map<Node, Scope>()
  private readonly bindingOf = new Map<Node, Binding>()
  private readonly calls: Node[] = []
  private readonly members: Node[] = []
  private readonly accesses = new Map<string, Node[]>()
  private readonly functions: Node[] = []
  private readonly tries: Node[] = []
  private readonly pending: { node: Node; parent: Node; scope: Scope; write: boolean }[] = []
  private nextId = 1

  private constructor(program: Program) {
    this.parents = new Parents(program)
  }

  /** @param moduleNamed by what name the clients know the module of a specifier; that of its package, if left out */
  static build(program: Program, moduleNamed = packageNamed): ScopeTree {
    const builder = new ScopeBuilder(program)
    const scope = builder.open(program, undefined, true)
    eachChild(program, builder.visit, scope)
    builder.resolve()
    return { program, moduleNamed, ...builder.result() }
  }

  private result(): Omit<ScopeTree, 'program' | 'moduleNamed'> {
    const { parents, scopes, bindingOf, calls, members, accesses, functions, tries } = this
    return { parents, scopes, bindingOf, calls, members, accesses, functions, tries }
  }

  private open(node: Node, parent: Scope | undefined, owns: boolean): Scope {
    const scope = { node, parent, bindings: new Map<string, Binding>() } as { -readonly [K in keyof Scope]: Scope[K] }
    scope.owner = owns || !parent ? scope : parent.owner
    this.scopes.set(node, scope)
    return scope
  }

  private declare(pattern: Node | null | undefined, kind: BindingKind, scope: Scope, definition: Node, exported = false): void {
    eachBound(pattern, (identifier) => {
      const name = identifier['name'] as string
      let binding = scope.bindings.get(name)
      if (!binding || (kind === 'function' && binding.kind === 'var')) {
        binding = { id: this.nextId++, name, kind, scope, definition, writes: [], references: [], exported }
        scope.bindings.set(name, binding)
      } else if (kind === 'var' || kind === 'function') {
        binding.writes.push(definition)
      }
      this.bindingOf.set(identifier, binding)
    })
  }

  private readonly visit = (node: Node, parent: Node, scope: Scope): void => {
    this.parents.set(node, parent)
    let inner = scope
    switch (node.type) {
      case 'Identifier':
      case 'JSXIdentifier':
        if (!isName(node, parent) && !this.bindingOf.has(node)) this.refer(node, parent, scope)
        return
      case 'VariableDeclaration':
        this.declareVariables(node, parent, scope)
        break
      case 'FunctionDeclaration':
        this.declare(node['id'] as Node, 'function', scope, node, parent.type.startsWith('Export'))
        inner = this.enterFunction(node, scope)
        break
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        inner = this.enterFunction(node, scope)
        break
      case 'ClassDeclaration':
        this.declare(node['id'] as Node, 'class', scope, node, parent.type.startsWith('Export'))
        inner = this.enterClass(node, scope)
        break
      case 'ClassExpression':
        inner = this.enterClass(node, scope)
        break
      case 'TSEnumDeclaration':
        this.declare(node['id'] as Node, 'enum', scope, node, parent.type.startsWith('Export'))
        break
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        this.declare(node['local'] as Node, 'import', scope, node)
        break
      case 'TSImportEqualsDeclaration':
        this.declare(node['id'] as Node, 'import', scope, node)
        break
      case 'CallExpression':
      case 'NewExpression':
        this.calls.push(node)
        break
      case 'MemberExpression':
        this.noteMember(node)
        break
      case 'TryStatement':
        this.tries.push(node)
        break
      case 'CatchClause':
        inner = this.open(node, scope, false)
        this.declare(node['param'] as Node | null, 'catch', inner, node)
        break
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
      case 'TSModuleBlock':
        // A function and its body are one scope.
        if (!isFunction(parent)) inner = this.open(node, scope, false)
        break
    }
    eachChild(node, this.visit, inner)
  }

  private noteMember(node: Node): void {
    this.members.push(node)
    const name = propertyName(node)
    if (name === undefined) return
    const known = this.accesses.get(name)
    if (known) known.push(node)
    else this.accesses.set(name, [node])
  }

  private enterFunction(node: Node, scope: Scope): Scope {
    this.functions.push(node)
    const inner = this.open(node, scope, true)
    for (const param of parametersOf(node)) this.declare(param, 'param', inner, node)
    if (node.type === 'FunctionExpression' && node['id'] && !inner.bindings.has((node['id'] as Node)['name'] as string)) {
      this.declare(node['id'] as Node, 'function', inner, node)
    }
    return inner
  }

  private enterClass(node: Node, scope: Scope): Scope {
    const inner = this.open(node, scope, false)
    if (node.type === 'ClassExpression' && node['id']) this.declare(node['id'] as Node, 'class', inner, node)
    return inner
  }

  private declareVariables(node: Node, parent: Node, scope: Scope): void {
    const kind = node['kind'] as string
    const target = kind === 'var' ? scope.owner : scope
    const bindingKind: BindingKind = kind === 'var' ? 'var' : kind === 'let' ? 'let' : 'const'
    const exported = parent.type === 'ExportNamedDeclaration'
    for (const declarator of node['declarations'] as Node[]) {
      this.declare(declarator['id'] as Node, bindingKind, target, declarator, exported)
    }
  }

  private refer(node: Node, parent: Node, scope: Scope): void {
    if (node.type === 'JSXIdentifier' && !/^[A-Z]/.test(node['name'] as string)) return
    this.pending.push({ node, parent, scope, write: isWrite(node, parent, this.parents) })
  }

  /** `got = __toESM(got)`: the module stays what it is. */
  private isInteropOf(write: Node, binding: Binding): boolean {
    const assignment = this.parents.get(write)
    const value = assignment?.type === 'AssignmentExpression' ? unwrap(assignment['right'] as Node) : undefined
    if (value?.type !== 'CallExpression' || !isInterop(memberPath(value['callee'] as Node)?.at(-1) ?? '')) return false
    const [module] = value['arguments'] as Node[]
    return module?.type === 'Identifier' && module['name'] === binding.name
  }

  private resolve(): void {
    for (const { node, parent, scope, write } of this.pending) {
      let at: Scope | undefined = scope
      let binding: Binding | undefined
      while (at && !binding) {
        binding = at.bindings.get(node['name'] as string)
        at = at.parent
      }
      if (!binding) continue
      this.bindingOf.set(node, binding)
      if (write && !this.isInteropOf(node, binding)) binding.writes.push(node)
      else binding.references.push(node)
      if (isExport(parent)) binding.exported = true
    }
  }
}

function isExport(parent: Node): boolean {
  return parent.type === 'ExportSpecifier' || parent.type === 'ExportDefaultDeclaration'
}

/** An identifier that an assignment, an update or a loop head gives a new value. */
function isWrite(node: Node, parent: Node, parents: Parents): boolean {
  let child = node
  let at: Node | undefined = parent
  while (at) {
    switch (at.type) {
      case 'AssignmentExpression':
        return at['left'] === child
      case 'ForOfStatement':
      case 'ForInStatement':
        return at['left'] === child
      case 'UpdateExpression':
        return true
      case 'ArrayPattern':
      case 'ObjectPattern':
      case 'RestElement':
        break
      case 'AssignmentPattern':
        if (at['left'] !== child) return false
        break
      case 'Property':
        if (at['value'] !== child) return false
        break
      default:
        return false
    }
    child = at
    at = parents.get(at)
  }
  return false
}
