import { enclosingFunction, outward } from './around.ts'
import { eachChild } from './children.ts'
import { coroutineOf, stateMachineBody } from './coroutines.ts'
import { defaultOf, initOf, isNamed } from './declarations.ts'
import type { Node } from './estree.ts'
import { classAround } from './fields.ts'
import { methodsOfElement } from './list-elements.ts'
import { mayName, methodAt } from './methods.ts'
import { isFunction, isOfThis, memberName, memberPath, nameOf, propertyName, unwrap } from './nodes.ts'
import { prototypesOf } from './prototypes.ts'
import type { Binding, ScopeTree } from './scopes.ts'

/** The function as it was written, of a state machine that a compiler has put into it; a generator can be run as it is. */
export function writtenFunction(fn: Node, tree: ScopeTree): Node {
  const call = tree.parents.get(fn)
  if (fn['generator'] || call?.type !== 'CallExpression' || (coroutineOf(call)?.generator !== fn && stateMachineBody(call) !== fn)) return fn
  const around = enclosingFunction(call, tree)
  return isFunction(around) ? writtenFunction(around, tree) : fn
}

/** The function of this file that an expression is: one that is written there, one by its name, one of an object or a class. */
export function functionOf(expression: Node, tree: ScopeTree): Node | undefined {
  const node = unwrap(expression)
  if (isFunction(node)) return node
  if (node.type === 'MemberExpression') return methodAt(node, tree)
  const binding = node.type === 'Identifier' ? tree.bindingOf.get(node) : undefined
  if (!binding || binding.writes.length > 0) return undefined
  if (binding.kind === 'function' && isFunction(binding.definition)) return binding.definition
  const init = initOf(binding) ?? defaultOf(binding, tree)
  return init && isFunction(unwrap(init)) ? unwrap(init) : undefined
}

/** Each call of a function asks what it returns; that is in its text alone, whatever program is read. */
const returned = new WeakMap<Node, readonly Node[]>()

/** What a function returns: the arguments of its `return`s, or its body. */
export function returnedBy(fn: Node): readonly Node[] {
  let values = returned.get(fn)
  if (!values) returned.set(fn, (values = readReturned(fn)))
  return values
}

function readReturned(fn: Node): readonly Node[] {
  const body = fn['body'] as Node | null
  if (body?.type !== 'BlockStatement') return body ? [body] : []
  const values: Node[] = []
  const visit = (node: Node): void => {
    if (node.type === 'ReturnStatement' && node['argument']) values.push(node['argument'] as Node)
    if (!isFunction(node)) eachChild(node, visit)
  }
  visit(body)
  return values
}

/** Built-in functions that call what they are given and whose result follows from it. */
const CALLS_BACK = new Set([
  'then', 'catch', 'finally', 'map', 'forEach', 'filter', 'find', 'some', 'every', 'flatMap', 'reduce', 'findIndex', 'from', 'findLast',
])
const CALLS_BACK_GLOBALS = new Set(['setTimeout', 'setInterval', '$timeout', '$interval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback', 'Promise', 'nextTick'])

/** Constants that are made of constants are followed this far. */
const FARTHEST = 4

/** How a function is used, from its place in the text. */
export interface Uses {
  /** Nodes of this file at which it is called, or handed to something that is known to call it. */
  readonly calls: readonly Node[]
  /** It can be called by code that is not seen, or from where it is kept (a list, a default, an object of the file). */
  readonly escapes: boolean
  /** It is kept somewhere in the file, and that is the only way in which it escapes. */
  readonly isKept: boolean
}

/** Finds the uses of functions; `isModelled` says which calls of libraries are understood, and which run later what they are given. */
export class FunctionUses {
  private readonly known = new Map<Node, Uses>()
  /** Constants and fields whose uses are being looked for. */
  private readonly aliases = new Set<Binding | string>()
  private readonly tree: ScopeTree
  private readonly isModelled: (call: Node) => boolean | 'later'
  private ofElements: readonly { access: Node; methods: readonly Node[] }[] | undefined

  constructor(tree: ScopeTree, isModelled: (call: Node) => boolean | 'later') {
    this.tree = tree
    this.isModelled = isModelled
  }

  of(fn: Node): Uses {
    let uses = this.known.get(fn)
    if (!uses) {
      this.known.set(fn, ESCAPES)
      uses = this.find(fn)
      this.known.set(fn, uses)
    }
    return uses
  }

  /** The call of a function of this file that a function is handed to, so that its value is what the rest of the code has. */
  wrapperOf(fn: Node): Node | undefined {
    const { node, parent } = outward(fn, this.tree)
    if (parent?.type !== 'CallExpression' || !(parent['arguments'] as Node[]).includes(node)) return undefined
    return this.isSeenCallee(parent['callee'] as Node) ? parent : undefined
  }

  private find(fn: Node): Uses {
    if (fn.type === 'Program') return ESCAPES
    if (fn.type === 'FunctionDeclaration') return this.ofName(this.tree.bindingOf.get(fn['id'] as Node))
    return this.ofExpression(fn)
  }

  /** The uses of a function expression where it stands. */
  private ofExpression(expression: Node): Uses {
    const { node, parent } = outward(expression, this.tree)
    switch (parent?.type) {
      case 'VariableDeclarator':
        return (parent['id'] as Node).type === 'Identifier' ? this.ofName(this.tree.bindingOf.get(parent['id'] as Node)) : ESCAPES
      case 'AssignmentExpression':
        return this.ofAssigned(parent, node)
      case 'CallExpression':
      case 'NewExpression':
        return this.ofArgument(node, parent)
      case 'MethodDefinition':
      case 'PropertyDefinition':
        return this.ofMember(parent)
      case 'Property':
        return this.ofOption(parent, undefined) ?? this.ofMember(parent)
      case 'ArrayExpression':
        return this.ofElement(parent)
      case 'MemberExpression':
        return this.ofBound(parent)
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.ofReturned(expression)
      // `queryFn: id ? () => load(id) : skipToken`.
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return this.ofExpression(parent)
      default:
        return ESCAPES
    }
  }

  /** A function that another gives: each call of that one stands for it, and what is made of it there need not be seen. */
  private ofReturned(expression: Node): Uses {
    const maker = enclosingFunction(expression, this.tree)
    if (!isFunction(maker) || maker['async'] || maker['generator']) return ESCAPES
    const made = this.of(maker).calls.filter((call) => call['callee'] && functionOf(call['callee'] as Node, this.tree) === maker)
    return { calls: made.flatMap((call) => this.ofExpression(call).calls), escapes: true, isKept: false }
  }

  /** A function among the options of a call that is understood: `useQuery({ queryFn: () => ... })`. */
  private ofOption<T>(property: Node, otherwise: T): Uses | T {
    let object = this.tree.parents.get(property)
    for (let depth = 0; object && depth < 4; depth++) {
      const { node, parent } = outward(object, this.tree)
      if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
        return ((parent['arguments'] as Node[]).includes(node) && this.byModel(parent)) || otherwise
      }
      object = parent?.type === 'Property' ? this.tree.parents.get(parent) : undefined
    }
    return otherwise
  }

  /** `(function () {}).call(this)` and `.bind(this)`. */
  private ofBound(member: Node): Uses {
    const call = this.tree.parents.get(member)
    if (call?.type !== 'CallExpression' || call['callee'] !== member) return ESCAPES
    if (propertyName(member) !== 'bind') return calledAt(call)
    // Who is given what is bound may keep it.
    return outward(call, this.tree).parent?.type === 'CallExpression' ? together([this.ofReference(call), ESCAPES]) : this.ofReference(call)
  }

  private ofArgument(node: Node, call: Node): Uses {
    if (unwrap(call['callee'] as Node) === unwrap(node)) return calledAt(call)
    const path = memberPath(call['callee'] as Node)
    const name = path?.at(-1) ?? memberName(call['callee'] as Node)
    if (name === 'useCallback' || name === 'useEvent' || name === 'useEffectEvent') return this.ofExpression(call)
    const coroutine = coroutineOf(call)
    if (coroutine) return coroutine.isCalled ? calledAt(call) : this.ofExpression(call)
    if (stateMachineBody(call)) return calledAt(call)
    const callsBack = name !== undefined && (CALLS_BACK.has(name) || CALLS_BACK_GLOBALS.has(name))
    return this.byModel(call) || (callsBack || this.isSeenCallee(call['callee'] as Node) ? calledAt(call) : ESCAPES)
  }

  /** Where a call of a library calls what it is given; false where the library is not known. */
  private byModel(call: Node): Uses | false {
    const isModelled = this.isModelled(call)
    return isModelled === 'later' ? this.startedAt(call, 0) : isModelled && calledAt(call)
  }

  /** Where what a call of the module makes is started: where the constant that holds it is used. */
  private startedAt(call: Node, depth: number): Uses {
    let at = call
    for (;;) {
      const { node, parent } = outward(at, this.tree)
      const chained = parent?.type === 'MemberExpression' && parent['object'] === node ? this.tree.parents.get(parent) : undefined
      if (chained?.type === 'CallExpression' && chained['callee'] === parent) at = chained
      else if (parent?.type === 'CallExpression' && unwrap(parent['callee'] as Node) !== unwrap(node) && this.isModelled(parent)) at = parent
      else if (parent?.type === 'VariableDeclarator' && (parent['id'] as Node).type === 'Identifier' && enclosingFunction(parent, this.tree) === this.tree.program) {
        const binding = this.tree.bindingOf.get(parent['id'] as Node)
        const references = binding && !binding.exported && binding.writes.length === 0 && depth < FARTHEST ? binding.references : []
        const calls = references.flatMap((reference) => this.startedAt(reference, depth + 1).calls)
        return calls.length > 0 ? { calls, escapes: false, isKept: false } : calledAt(call)
      } else return calledAt(call)
    }
  }

  /** Accesses whose object is an element of a list of the file, with the functions that they may name. */
  private get accessesOfElements(): readonly { access: Node; methods: readonly Node[] }[] {
    this.ofElements ??= this.tree.members.flatMap((access) => {
      const methods = methodsOfElement(access, this.tree)
      return methods.length > 0 ? [{ access, methods }] : []
    })
    return this.ofElements
  }

  /** A function of a class or an object: called by the name that it has there, and from anywhere unless it is private. */
  private ofMember(member: Node): Uses {
    const name = propertyName(member)
    if (name === undefined || member['kind'] === 'get' || member['kind'] === 'constructor') return ESCAPES
    const uses = (this.tree.accesses.get(name) ?? [])
      .filter((access) => mayName(access, unwrap(member['value'] as Node), this.tree))
      .concat(this.accessesOfElements.filter(({ methods }) => methods.includes(unwrap(member['value'] as Node))).map(({ access }) => access))
      .map((access) => this.ofReference(access))
    return { calls: uses.flatMap((use) => use.calls), escapes: !isPrivate(name, member) || uses.some((use) => use.escapes), isKept: false }
  }

  /** A function that is the only one that a variable gets, after its declaration, or one that a field or a prototype is given. */
  private ofAssigned(assignment: Node, fn: Node): Uses {
    const left = assignment['left'] as Node
    if (isOfThis(left) && assignment['right'] === fn) return this.ofField(left)
    if (left.type === 'MemberExpression') return this.ofPrototype(left, unwrap(fn))
    const binding = left.type === 'Identifier' && assignment['right'] === fn ? this.tree.bindingOf.get(left) : undefined
    return binding && isAssignedOnce(binding) && assignment['operator'] === '=' ? this.ofName(binding) : ESCAPES
  }

  /** `F.prototype.load = ...`: called by its name in `F` and in its methods, under whatever name these have `this`, and from anywhere. */
  private ofPrototype(member: Node, fn: Node): Uses {
    const { makers } = prototypesOf(this.tree)
    const maker = makers.get(fn)
    const within = (access: Node): boolean => {
      let at: Node | undefined = access
      while (at && makers.get(at) !== maker) at = this.tree.parents.get(at)
      return at !== undefined
    }
    const accesses = maker ? (this.tree.accesses.get(propertyName(member) ?? '') ?? []).filter((access) => access !== member && within(access)) : []
    return together([...accesses.map((access) => this.ofReference(access)), ESCAPES])
  }

  private ofName(binding: Binding | undefined): Uses {
    if (!binding) return ESCAPES
    const uses = binding.references.filter((reference) => !binding.writes.includes(reference)).map((reference) => this.ofReference(reference))
    const isOut = binding.exported || (binding.writes.length > 0 && !isAssignedOnce(binding))
    return together(isOut ? [...uses, ESCAPES] : uses)
  }

  private ofReference(reference: Node): Uses {
    const { node, parent } = outward(reference, this.tree)
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return this.ofArgument(node, parent)
    if (parent?.type === 'MemberExpression' && parent['object'] === node) return this.ofBound(parent)
    if (parent?.type === 'AssignmentPattern') return this.ofDefault(parent)
    if (parent?.type === 'AssignmentExpression' && parent['right'] === node) return isOfThis(unwrap(parent['left'] as Node)) ? this.ofField(unwrap(parent['left'] as Node)) : ESCAPES
    if (parent?.type === 'PropertyDefinition' && parent['value'] === node) return this.ofField(parent)
    // A list of what effects depend on hands nothing out.
    if (parent?.type === 'ArrayExpression' && this.isDependencyList(parent)) return UNUSED
    if (parent?.type === 'Property') return this.ofOption(parent, KEPT)
    if (parent?.type === 'ArrayExpression') return this.ofElement(parent)
    // `const send = custom ?? sendByFetch`, `mirrored ? sendToMirror : send`.
    if (parent?.type === 'LogicalExpression' || (parent?.type === 'ConditionalExpression' && parent['test'] !== node)) return this.ofReference(parent)
    if (parent?.type === 'VariableDeclarator' && parent['init'] === node) return this.ofAlias(this.tree.bindingOf.get(parent['id'] as Node))
    return parent?.type === 'ReturnStatement' ? this.ofReturned(reference) : ESCAPES
  }

  /** A function that a name begins with: it is another name of it, until it is given something else. */
  private ofAlias(binding: Binding | undefined): Uses {
    return binding ? this.once(binding, () => this.ofName(binding), ESCAPES) : ESCAPES
  }

  /** Finds the uses of an alias, less those that lead back to it: `this.send = this.send.bind(this)`. */
  private once(alias: Binding | string, find: () => Uses, again: Uses): Uses {
    if (this.aliases.has(alias)) return again
    this.aliases.add(alias)
    try {
      return find()
    } finally {
      this.aliases.delete(alias)
    }
  }

  /** A function that a name stands for where nothing else is given: `(send = sendByFetch) => send(url)`. */
  private ofDefault(pattern: Node): Uses {
    const name = this.ofAlias(this.tree.bindingOf.get(pattern['left'] as Node))
    const parameter = this.tree.parents.get(pattern)
    return parameter?.type === 'TSParameterProperty' ? together([name, this.ofField(parameter, nameOf(pattern['left'] as Node))]) : name
  }

  /** A function that a field of the class around is given: it is called where the class calls that, and from anywhere unless it is private. */
  private ofField(keeper: Node, name = propertyName(keeper)): Uses {
    const owner = classAround(keeper, this.tree)
    if (name === undefined || !owner) return ESCAPES
    const reads = (this.tree.accesses.get(name) ?? []).filter((access) => isOfThis(access) && classAround(access, this.tree) === owner && !isTarget(access, this.tree))
    const uses = this.once(name, () => together(reads.map((access) => this.ofReference(access))), UNUSED)
    return isPrivate(name, keeper) ? uses : together([uses, KEPT])
  }

  /** A function in a list: `pAll([load, save])` calls it, else it is kept. */
  private ofElement(list: Node): Uses {
    const { node, parent } = outward(list, this.tree)
    return (parent?.type === 'CallExpression' && (parent['arguments'] as Node[]).includes(node) && this.byModel(parent)) || KEPT
  }

  private isDependencyList(list: Node): boolean {
    const call = this.tree.parents.get(list)
    return call?.type === 'CallExpression' && /^use[A-Z]/.test(memberPath(call['callee'] as Node)?.at(-1) ?? '')
  }

  /** Whether a callee is a function of this file. */
  isSeenCallee(callee: Node): boolean {
    const node = unwrap(callee)
    if (isFunction(node)) return true
    if (node.type === 'Identifier') return isSeenName(this.tree.bindingOf.get(node))
    if (node.type !== 'MemberExpression') return false
    const name = propertyName(node)
    if (name === 'call' || name === 'apply') return this.isSeenCallee(node['object'] as Node)
    return methodAt(node, this.tree) !== undefined || methodsOfElement(node, this.tree).length > 0
  }
}

const UNUSED: Uses = { calls: [], escapes: false, isKept: false }
const ESCAPES: Uses = { calls: [], escapes: true, isKept: false }
const KEPT: Uses = { calls: [], escapes: true, isKept: true }

/** What several uses are: a function is kept where it escapes in no other way. */
function together(uses: readonly Uses[]): Uses {
  return {
    calls: uses.flatMap((use) => use.calls),
    escapes: uses.some((use) => use.escapes),
    isKept: uses.some((use) => use.isKept) && uses.every((use) => !use.escapes || use.isKept),
  }
}

function isPrivate(name: string, member: Node): boolean {
  return name.startsWith('#') || member['accessibility'] === 'private'
}

function calledAt(call: Node): Uses {
  return { calls: [call], escapes: false, isKept: false }
}

function isSeenName(binding: Binding | undefined): boolean {
  if (!binding || binding.writes.length > 0) return false
  if (binding.kind === 'function' || binding.kind === 'class') return binding.definition['body'] != null
  const init = isNamed(binding.definition) ? initOf(binding) : undefined
  if (!init) return false
  const value = unwrap(init)
  if (isFunction(value)) return true
  const [first] = value.type === 'CallExpression' ? (value['arguments'] as Node[]) : []
  return first !== undefined && isFunction(first) && /^(?:useCallback|useEvent|useEffectEvent)$/.test(memberPath(value['callee'] as Node)?.at(-1) ?? '')
}

/** Whether something is assigned to an access. */
function isTarget(access: Node, tree: ScopeTree): boolean {
  const { node, parent } = outward(access, tree)
  return parent?.type === 'AssignmentExpression' && parent['left'] === node
}

/** `let f`, `let f = () => {}` or `let f = null` with one `f = ...` after it. */
function isAssignedOnce({ definition, writes }: Binding): boolean {
  if (writes.length !== 1 || definition.type !== 'VariableDeclarator') return false
  const init = definition['init'] ? unwrap(definition['init'] as Node) : undefined
  return !init || (isFunction(init) && isEmpty(init)) || (init.type === 'Literal' && init['value'] === null)
}

function isEmpty(fn: Node): boolean {
  return ((fn['body'] as Node)['body'] as Node[] | undefined)?.length === 0
}
