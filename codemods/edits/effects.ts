import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop, unwrap } from '../../analysis/syntax/nodes.ts'
import { isLogger } from './catches.ts'
import { casePaths } from './exits.ts'
import { namedFunction } from './functions.ts'
import { calledMethod, calledObject } from './references.ts'
import { bindingOf, functionOf, type Source } from './source.ts'
import type { AnswerTests } from './tests.ts'

/** Calls that make ready, read or free what is at hand, though their value is not used. */
const HARMLESS_METHODS = new Set(['json', 'text', 'arrayBuffer', 'blob', 'cancel', 'captureStackTrace'])
/** How deep functions of the same file are followed. */
const DEPTH = 3

/**
 * Finds statements that do something for others, beside computing the values for a throw: set a state, call what is not
 * seen and drop its answer. A branch that is put in front of them would leave them out. Logs do not count.
 */
export class EffectFinder {
  private readonly source: Source
  private readonly tests: AnswerTests
  private readonly depth: number

  constructor(source: Source, tests: AnswerTests, depth = 0) {
    this.source = source
    this.tests = tests
    this.depth = depth
  }

  /** The same for the body of a function or a `catch` clause. */
  body(node: Node): boolean {
    return node.type === 'BlockStatement' ? this.has(node) : this.does(node)
  }

  any(statements: readonly Node[]): boolean {
    return statements.some((statement) => this.has(statement))
  }

  /** Has what the status runs of a statement an effect? */
  has(node: Node): boolean {
    switch (node.type) {
      case 'BlockStatement':
        return this.any(node['body'] as readonly Node[])
      case 'IfStatement': {
        const truth = this.tests.truth(node['test'] as Node)
        const alternate = node['alternate'] as Node | null
        return (
          (truth !== false && this.has(node['consequent'] as Node)) ||
          (truth !== true && alternate !== null && this.has(alternate))
        )
      }
      case 'TryStatement': {
        const handler = node['handler'] as Node | null
        const finalizer = node['finalizer'] as Node | null
        const parts = [node['block'] as Node, handler && (handler['body'] as Node), finalizer]
        return parts.some((part) => part && this.has(part))
      }
      case 'SwitchStatement':
        return casePaths(node, this.tests).some((path) => this.any(path))
      case 'LabeledStatement':
        return this.has(node['body'] as Node)
      case 'ExpressionStatement':
        return this.does(node['expression'] as Node)
      case 'ReturnStatement':
      case 'ThrowStatement':
        return node['argument'] !== null && this.leaves(node['argument'] as Node)
      default:
        return isLoop(node) && this.has(node['body'] as Node)
    }
  }

  /** Has an expression an effect whose value is dropped? */
  private does(expression: Node): boolean {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return this.does(node['argument'] as Node)
      case 'UnaryExpression':
        return node['operator'] === 'delete' || this.does(node['argument'] as Node)
      case 'ConditionalExpression':
        return this.does(node['consequent'] as Node) || this.does(node['alternate'] as Node)
      case 'LogicalExpression':
        return this.does(node['right'] as Node)
      case 'AssignmentExpression':
        return !this.isOwn(node['left'] as Node)
      case 'UpdateExpression':
        return !this.isOwn(node['argument'] as Node)
      case 'CallExpression':
        return this.calls(node)
      default:
        return /^(?:New|Yield|Import|TaggedTemplate|Sequence)Expression$/.test(node.type)
    }
  }

  /** What is returned or thrown is the failure itself; but a function of this file that makes it may do more. */
  private leaves(argument: Node): boolean {
    const node = unwrap(argument)
    if (node.type === 'AwaitExpression') return this.leaves(node['argument'] as Node)
    return node.type === 'CallExpression' && this.inside(node) === true
  }

  private calls(node: Node): boolean {
    const callee = node['callee'] as Node
    if (isLogger(callee)) return false
    const inside = this.inside(node)
    if (inside !== undefined) return inside
    if (HARMLESS_METHODS.has(calledMethod(node) ?? '')) return false
    const object = calledObject(node)
    if (object === undefined) return true
    if (this.isOwn(object)) return false
    const [target] = node['arguments'] as readonly Node[]
    return !(unwrap(object)['name'] === 'Object' && target !== undefined && this.isOwn(target))
  }

  /** Does a function of the same file, when called, do something? Undefined where it can't be seen. */
  private inside(call: Node): boolean | undefined {
    const callee = namedFunction(call['callee'] as Node, this.source)
    if (callee === undefined || this.depth >= DEPTH) return undefined
    const finder = new EffectFinder(this.source, this.tests, this.depth + 1)
    const body = callee['body'] as Node
    return body.type === 'BlockStatement' ? finder.has(body) : finder.does(body)
  }

  /** Is it a variable of the function itself, or a part of an object that the function made? */
  private isOwn(target: Node): boolean {
    let root = unwrap(target)
    const isPart = root.type === 'MemberExpression'
    while (root.type === 'MemberExpression') root = unwrap(root['object'] as Node)
    const binding = root.type === 'Identifier' ? bindingOf(root, this.source) : undefined
    if (binding === undefined || binding.kind === 'param') return false
    if (binding.scope.owner.node !== functionOf(root, this.source)) return false
    if (!isPart && target.type === 'Identifier' && binding.kind !== 'const') return true
    const init = binding.definition['init'] as Node | null | undefined
    return Boolean(init) && /^(?:New|Object|Array)Expression$/.test(unwrap(init!).type) && !isFunction(unwrap(init!))
  }
}
