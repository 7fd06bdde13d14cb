import { enclosingFunction, outward } from '../syntax/around.ts'
import { isTask } from '../syntax/coroutines.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, memberName, sourceOf, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { WrittenCall } from './state.ts'

const LONGEST_CALLEE = 48
const LONGEST_ARGUMENT = 60

/** How a call stands in the code, for those who read what it does; few do, and it is written when they ask. */
export class CallAsWritten implements WrittenCall {
  readonly site: Node
  private readonly text: string
  private readonly tree: ScopeTree

  constructor(site: Node, { text, tree }: { readonly text: string; readonly tree: ScopeTree }) {
    this.site = site
    this.text = text
    this.tree = tree
  }

  get callee(): string {
    return calleeOf(this.site, this.text)
  }

  get args(): readonly string[] | undefined {
    const args = this.site['arguments'] as readonly Node[] | undefined
    return args?.every(({ type }) => type !== 'SpreadElement') ? args.map((arg) => argumentOf(arg, this.text)) : undefined
  }

  get isUsed(): boolean {
    return isUsed(this.site, this.tree)
  }
}

function calleeOf(site: Node, text: string): string {
  const callee = (site['callee'] ?? site['tag'] ?? site) as Node
  const line = sourceOf(callee, text, LONGEST_CALLEE).replaceAll(/ ?(\??\.) ?/g, '$1')
  const name = memberName(callee)
  return line.endsWith('…') && name !== undefined ? `….${name}` : line
}

function argumentOf(arg: Node, text: string): string {
  const node = unwrap(arg)
  const line = sourceOf(node, text, LONGEST_ARGUMENT)
  if (isFunction(node)) return '…'
  if (!line.endsWith('…')) return line
  if (node.type === 'ObjectExpression') return '{ … }'
  const [first, ...others] = node.type === 'CallExpression' ? (node['arguments'] as Node[]) : []
  return first ? `${calleeOf(node, text)}(${argumentOf(first, text)}${others.length > 0 ? ', …' : ''})` : line
}

/** Whether the code goes on with what an expression gives: what stands alone, or only ends its function, is done for its effect. */
export function isUsed(expression: Node, tree: ScopeTree): boolean {
  const { node, parent } = outward(expression, tree)
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return false
    case 'AwaitExpression':
      return isUsed(parent, tree)
    case 'YieldExpression':
      return !isTask(enclosingFunction(parent, tree)) || isUsed(parent, tree)
    case 'UnaryExpression':
      return parent['operator'] !== 'void'
    case 'LogicalExpression':
      return parent['left'] === node || isUsed(parent, tree)
    case 'ConditionalExpression':
      return parent['test'] === node || isUsed(parent, tree)
    case 'SequenceExpression':
      return (parent['expressions'] as Node[]).at(-1) === node && isUsed(parent, tree)
    default:
      return true
  }
}
