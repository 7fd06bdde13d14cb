import { enclosingFunction } from '../syntax/around.ts'
import { eachChild } from '../syntax/children.ts'
import { declaredAs } from '../syntax/declarations.ts'
import type { Node } from '../syntax/estree.ts'
import { isClass, isFunction, isTransparent, isWithin, membersOf, nameOf, parametersOf, propertyName, rangeOf, unwrap } from '../syntax/nodes.ts'
import type { Binding, ScopeTree } from '../syntax/scopes.ts'
import type { NamedMembers } from './named-members.ts'

/** What a value leads to: `call` by being called, or by what it holds; `wait` by being waited for, as a request that is built. */
export type Lead = 'call' | 'wait'

/** Of a request that more places lead to, all is taken to lead to it. */
const MOST_MENTIONS = 1_000

/** Functions of the language that call at once what they are given; what they give leads no further. */
const CALLS_AT_ONCE = /^(?:then|catch|finally|forEach|map|flatMap|reduce|from|all|allSettled|race|any|some|every|find|findIndex|findLast|findLastIndex|filter|sort|setTimeout|setInterval|\$timeout|\$interval|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|requestIdleCallback|addEventListener|on|once|emit|subscribe|Promise|useEffect|useLayoutEffect)$/
/** Those of lists among them: they keep nothing of it. */
const GOES_THROUGH = /^(?:forEach|map|flatMap|reduce|some|every|find|findIndex|findLast|findLastIndex|filter|sort)$/
/** Methods of collections and functions, which give what they hold. */
const GIVES_OWN = /^(?:get|at|pop|shift|slice|concat|values|entries|next|bind|reverse|splice|flat|map|flatMap|reduce|filter|find|findLast|with|toSorted|toReversed)$/
/** What the language itself calls: where it does can't be told by a name. */
const CALLED_UNNAMED = /^(?:then|toString|valueOf|toJSON|return|throw|Symbol)$/
/** Parents in which a value ends: it is tested, computed with, or leaves for code that is not seen. */
const ENDS_IN = /^(?:ExpressionStatement|IfStatement|WhileStatement|DoWhileStatement|ForStatement|ForInStatement|SwitchStatement|SwitchCase|ThrowStatement|BinaryExpression|UnaryExpression|UpdateExpression|TemplateLiteral|TaggedTemplateExpression|ImportExpression|Export\w+|JSX\w+|BlockStatement|Program|StaticBlock|LabeledStatement|Decorator|TSExportAssignment|TSEnumMember|TSModuleBlock)$/

/**
 * Where the code of a file names what may send a request: the request itself, the functions that hold it, and whatever these
 * are kept in, followed through names, properties, arguments and results. Nothing is run: it is rather too much than too little.
 */
export class Mentions {
  /** Offsets of the last characters of all mentions, in order. */
  readonly offsets: readonly number[]
  /** It can't be told: any place may lead to the request. */
  isEverywhere = false
  private readonly request: Node
  private readonly tree: ScopeTree
  private readonly text: string
  private readonly members: NamedMembers
  private readonly found = new Set<number>()
  private readonly done = { call: new Set<Node | Binding | string>(), wait: new Set<Node | Binding | string>() }
  /** Parameters that an argument was followed into. */
  private readonly handed = { call: new Set<Binding>(), wait: new Set<Binding>() }
  /** Calls of what leads to the request, and what all functions that lead there are seen to give. */
  private readonly calls: Node[] = []
  private readonly given = new Set<Lead>()
  private readonly pending: { readonly node: Node; readonly lead: Lead }[] = []

  /** @param leads what may be done with the value of the request's call to send it */
  constructor(request: Node, tree: ScopeTree, text: string, members: NamedMembers, leads: readonly Lead[]) {
    this.request = request
    this.tree = tree
    this.text = text
    this.members = members
    if (request.type === 'CallExpression' || request.type === 'NewExpression') {
      this.mention(request)
      for (const lead of leads) this.flow(request, lead)
    } else {
      this.isEverywhere = true
    }
    for (let next = this.pending.pop(); next && !this.isEverywhere; next = this.pending.pop()) this.flow(next.node, next.lead)
    this.offsets = [...this.found].sort((a, b) => a - b)
  }

  /**
   * Notes a place; the functions that it is in lead to the request too.
   *
   * @param given the function that leads there only where it is given what does: each call that does so is noted by itself
   */
  private mention(node: Node, given?: Node): void {
    this.found.add(rangeOf(node)[1] - 1)
    if (this.found.size > MOST_MENTIONS) this.isEverywhere = true
    for (let fn = enclosingFunction(node, this.tree); isFunction(fn) && fn !== given; fn = enclosingFunction(fn, this.tree)) this.follow(fn, 'call')
  }

  /** Follows a value from where it stands, once. */
  private follow(node: Node, lead: Lead): void {
    if (this.isNew(node, lead)) this.pending.push({ node, lead })
  }

  private isNew(what: Node | Binding | string, lead: Lead): boolean {
    const done = this.done[lead]
    if (done.has(what)) return false
    done.add(what)
    return true
  }

  private flow(node: Node, lead: Lead): void {
    if (node['id'] && (isFunction(node) || isClass(node))) this.named(this.tree.bindingOf.get(node['id'] as Node), lead)
    const parent = this.tree.parents.get(node)
    if (!parent || node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return
    if (isTransparent(parent)) return this.follow(parent, lead)
    switch (parent.type) {
      case 'AwaitExpression':
        return lead === 'call' ? this.follow(parent, lead) : undefined
      case 'YieldExpression':
        this.gives(lead)
        return lead === 'call' ? this.follow(parent, lead) : undefined
      case 'SequenceExpression':
        return (parent['expressions'] as Node[]).at(-1) === node ? this.follow(parent, lead) : undefined
      case 'ConditionalExpression':
        return parent['test'] === node ? undefined : this.follow(parent, lead)
      case 'LogicalExpression':
      case 'SpreadElement':
      case 'ArrayExpression':
      // What is spread into an object is reached by the names that it has already.
      case 'ObjectExpression':
        return this.follow(parent, lead)
      case 'ReturnStatement':
        return this.gives(lead)
      case 'ArrowFunctionExpression':
        return parent['body'] === node ? this.gives(lead) : undefined
      case 'VariableDeclarator':
        return parent['init'] === node ? this.intoPattern(parent['id'] as Node, lead) : undefined
      case 'AssignmentPattern':
        return parent['right'] === node ? this.intoPattern(parent['left'] as Node, lead) : undefined
      case 'AssignmentExpression':
        if (parent['right'] !== node) return undefined
        this.intoPattern(parent['left'] as Node, lead)
        return this.follow(parent, lead)
      case 'ForOfStatement':
        return parent['right'] === node ? this.intoPattern(parent['left'] as Node, lead) : undefined
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return parent['value'] === node ? this.intoMember(parent, lead) : undefined
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.follow(parent, lead)
      case 'MemberExpression':
        return parent['object'] === node ? this.follow(parent, lead) : undefined
      case 'CallExpression':
      case 'NewExpression':
        return parent['callee'] === node ? this.called(parent, lead) : this.handedTo(parent, node, lead)
      default:
        if (!ENDS_IN.test(parent.type)) this.isEverywhere = true
    }
  }

  /** A function that is seen to give what leads to the request: so may any that is called here. */
  private gives(lead: Lead): void {
    if (this.given.has(lead)) return
    this.given.add(lead)
    for (const call of this.calls) this.follow(call, lead)
  }

  private intoMember(member: Node, lead: Lead): void {
    const holder = this.tree.parents.get(member)
    if (!holder) return
    const name = propertyName(member)
    if (name !== 'constructor') this.property(name, lead)
    // A class is what its body stands in.
    const whole = holder.type === 'ClassBody' ? this.tree.parents.get(holder) : holder
    if (whole) this.follow(whole, lead)
  }

  /** What is bound by a pattern, or assigned to. */
  private intoPattern(pattern: Node, lead: Lead): void {
    const node = unwrap(pattern)
    if (node.type === 'Identifier') {
      if (this.isField(node)) this.property(nameOf(node), lead)
      return this.named(this.tree.bindingOf.get(node), lead)
    }
    if (node.type === 'MemberExpression') {
      this.property(propertyName(node), lead, node['computed'] === true)
      return this.held(node['object'] as Node, lead)
    }
    eachChild(node, (child) => this.intoPattern(child, lead))
  }

  /** What an object is given something that leads to the request: whoever has the object may use it. */
  private held(object: Node, lead: Lead): void {
    const node = unwrap(object)
    if (node.type === 'Identifier') this.named(this.tree.bindingOf.get(node), lead)
    else if (node.type === 'MemberExpression') {
      const name = propertyName(node)
      if (name !== undefined) this.property(name, lead)
      this.held(node['object'] as Node, lead)
    } else if (node.type === 'CallExpression') this.held(node['callee'] as Node, lead)
  }

  /** @param given the function of which it is a parameter that an argument brings it to */
  private named(binding: Binding | undefined, lead: Lead, given?: Node): void {
    if (!binding || this.done[lead].has(binding) || (given && this.handed[lead].has(binding))) return
    if (given) this.handed[lead].add(binding)
    else this.done[lead].add(binding)
    for (const reference of binding.references) {
      this.mention(reference, given)
      this.follow(reference, lead)
    }
  }

  /** What is kept under a name is reached wherever the name is. */
  private property(name: string | undefined, lead: Lead, isComputed = false): void {
    if (name === undefined ? !isComputed : CALLED_UNNAMED.test(name)) this.isEverywhere = true
    if (name === undefined || this.isEverywhere || !this.isNew(name, lead)) return
    for (const access of this.members.accesses(name)) {
      this.mention(access)
      this.follow(access, lead)
    }
    for (const binding of this.members.destructured(name)) this.named(binding, lead)
  }

  private called(call: Node, lead: Lead): void {
    const callee = unwrap(call['callee'] as Node)
    // A request that is built, link by link.
    if (lead === 'wait') return this.follow(call, lead)
    this.calls.push(call)
    for (const given of this.given) this.follow(call, given)
    if (call.type === 'NewExpression') this.follow(call, lead)
    if (callee.type !== 'MemberExpression') return
    const name = propertyName(callee) ?? ''
    const isSeen = this.members.functions(name).length > 0
    if (!isSeen && (GIVES_OWN.test(name) || !CALLS_AT_ONCE.test(name))) this.follow(call, lead)
    // What other code than the language's calls back with is not known in a run: `app.get(path, (context) => ...)` beside the request's own route.
    this.calledBack(call, lead, isSeen || CALLS_AT_ONCE.test(name))
  }

  /** `loaders.map((load) => load())`: what is called back may be given it. What the request stands in gets nothing by which it could be come to but by itself: `app.post(path, async (context) => ...)`. */
  private calledBack(call: Node, lead: Lead, isAtOnce = true): void {
    for (const argument of call['arguments'] as Node[]) {
      const inner = unwrap(argument)
      if (isFunction(inner)) for (const param of isAtOnce && !isWithin(this.request, inner) ? parametersOf(inner) : []) this.intoPattern(param, lead)
      else if (inner.type === 'CallExpression') this.calledBack(inner, lead)
    }
  }

  /** An argument: functions of the file have it in a parameter; what other code makes of it may lead there too. */
  private handedTo(call: Node, argument: Node, lead: Lead): void {
    const callee = unwrap(call['callee'] as Node)
    const name = nameOf(callee)
    const seen = this.functionsOf(callee)
    this.calls.push(call)
    for (const given of this.given) this.follow(call, given)
    if (callee.type === 'Super') this.isEverywhere = true
    const index = name === 'call' || name === 'apply' ? -1 : (call['arguments'] as Node[]).indexOf(argument)
    for (const fn of seen) this.intoParameters(fn, index, lead)
    if (seen.length === 0 && (lead === 'wait' || name === undefined || !CALLS_AT_ONCE.test(name))) this.follow(call, lead)
    if (!isFunction(unwrap(argument))) this.calledBack(call, lead)
    if (callee.type === 'MemberExpression' && !(lead === 'call' && seen.length === 0 && GOES_THROUGH.test(name ?? ''))) this.held(callee['object'] as Node, lead)
    // `Object.assign(target, { load })`, `add(queue, load)`.
    if (seen.some((fn) => this.mayKeep(parametersOf(fn)[index])) || name === 'assign' || name?.startsWith('define')) for (const other of call['arguments'] as Node[]) if (other !== argument) this.held(other, lead)
  }

  /** @param index of the argument; -1 where it is not known */
  private intoParameters(fn: Node, index: number, lead: Lead): void {
    const [start, end] = rangeOf(fn)
    if (this.text.slice(start, end).includes('arguments')) this.isEverywhere = true
    const params = parametersOf(fn)
    const at = params[index]
    for (const param of at && at.type !== 'RestElement' ? [at] : params) {
      if (param.type === 'Identifier') this.named(this.tree.bindingOf.get(param), lead, fn)
      else this.intoPattern(param, lead)
    }
  }

  /** Whether a function does more with what it is given than to call it: it may put it into something else that it is given. */
  private mayKeep(param: Node | undefined): boolean {
    const binding = param?.type === 'Identifier' ? this.tree.bindingOf.get(param) : undefined
    return !binding || this.isField(param as Node) || !binding.references.every((reference) => {
      const parent = this.tree.parents.get(reference)
      return parent !== undefined && (parent.type === 'CallExpression' ? parent['callee'] === reference : ENDS_IN.test(parent.type))
    })
  }

  /** `constructor(private readonly load: Load = loadByFetch)` keeps what it is given under its name. */
  private isField(name: Node): boolean {
    const parent = this.tree.parents.get(name)
    return (parent?.type === 'AssignmentPattern' ? this.tree.parents.get(parent) : parent)?.type === 'TSParameterProperty'
  }

  /** The functions of the file that a callee may be, as far as its name tells. */
  private functionsOf(callee: Node): readonly Node[] {
    if (isFunction(callee)) return [callee]
    if (callee.type === 'Identifier') return this.functionsIn(this.tree.bindingOf.get(callee))
    if (callee.type !== 'MemberExpression') return []
    const name = propertyName(callee)
    if (name === 'call' || name === 'apply' || name === 'bind') return this.functionsOf(unwrap(callee['object'] as Node))
    return name === undefined ? [] : this.members.functions(name)
  }

  private functionsIn(binding: Binding | undefined): readonly Node[] {
    if (!binding) return []
    const { definition } = binding
    if (isFunction(definition)) return binding.kind === 'function' ? [definition] : []
    const init = declaredAs(binding)
    if (isFunction(init)) return [init]
    if (isClass(init)) return this.constructorsOf(init)
    return init.type === 'CallExpression' ? (init['arguments'] as Node[]).filter(isFunction) : []
  }

  private constructorsOf(classNode: Node): readonly Node[] {
    const own = membersOf(classNode).filter((member) => member['kind'] === 'constructor').map((member) => member['value'] as Node)
    const parent = classNode['superClass'] as Node | null
    return own.length > 0 || parent?.type !== 'Identifier' ? own : this.functionsIn(this.tree.bindingOf.get(parent))
  }
}
