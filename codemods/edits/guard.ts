import type { Range } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop, isTransparent } from '../../analysis/syntax/nodes.ts'
import { refuse, type Refusal } from './refusals.ts'
import { findResponse } from './response.ts'
import { bindingOf, functionOf, nodeAt, parentOf, startOf, statementList, walkOwn, type Source } from './source.ts'

/**
 * What decides the failure path.
 *
 * - `statement`: an `if` or a `switch`
 * - `expression`: a conditional or a logical expression that is all a statement does: returned, awaited, assigned
 * - `arrow`: the same as the whole body of an arrow function
 */
export interface Guard {
  readonly kind: 'statement' | 'expression' | 'arrow'
  /** The `if`, the `switch`, or the statement that holds the expression; for `arrow` the arrow's body. */
  readonly node: Node
  /** The whole test of an `if` or a conditional, the discriminant of a `switch`. */
  readonly test: Node
  /** The test stands somewhere in the statement: nothing that ends the function may be put in front of it. */
  readonly isLoose?: boolean
}

/** Finds the guard that a test belongs to. */
export function findGuard(decision: Range, source: Source): Guard | Refusal {
  const node = nodeAt(source, decision)
  if (node === undefined) return refuse('no-check')
  return whole(node) ?? enclosing(node, source, 0) ?? refuse('unsupported-check')
}

/**
 * The guards behind a test that decides about a value alone (`{ outcome: res.ok ? 'success' : 'error' }`), in the same
 * function and over the same response.
 */
export function laterGuards(decision: Range, request: Range, source: Source): readonly Guard[] {
  const test = nodeAt(source, decision)!
  const response = findResponse(test, request, source)
  if ('reason' in response) return []
  const guards: Guard[] = []
  walkOwn(functionOf(test, source), (node) => {
    const guard = startOf(node) > decision[1] ? whole(node) : undefined
    const tested = guard && findResponse(guard.test, request, source)
    if (tested && 'key' in tested && tested.key === response.key) guards.push(guard)
  })
  return guards
}

/** The statement (or the arrow function) that holds a test of any kind: a place to make known what comes. */
export function looseGuard(decision: Range, source: Source): Guard | undefined {
  const test = nodeAt(source, decision)
  if (test === undefined) return undefined
  let child = test
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (parent.type === 'ArrowFunctionExpression' && parent['body'] === child) return { kind: 'arrow', node: child, test, isLoose: true }
    if (isFunction(parent) || isLoop(parent)) return undefined
    if (statementList(parent)) return { kind: 'statement', node: child, test, isLoose: true }
  }
  return undefined
}

/** The guard, where the decision is the statement itself and not its test. */
function whole(node: Node): Guard | undefined {
  if (node.type === 'IfStatement') return { kind: 'statement', node, test: node['test'] as Node }
  if (node.type === 'SwitchStatement') return { kind: 'statement', node, test: node['discriminant'] as Node }
  return undefined
}

function enclosing(decision: Node, source: Source, depth: number): Guard | undefined {
  let child = decision
  let parent = parentOf(child, source)
  while (parent) {
    if (parent.type === 'IfStatement') return parent['test'] === child ? whole(parent) : undefined
    if (parent.type === 'SwitchStatement') return parent['discriminant'] === child ? whole(parent) : undefined
    if (parent.type === 'SwitchCase') {
      return parent['test'] === child ? ofCase(parentOf(parent, source)!, child) : undefined
    }
    if (parent.type === 'ConditionalExpression' && parent['test'] === child) return ofExpression(parent, child, source)
    if (parent.type === 'VariableDeclarator') return depth < 3 ? ofConstant(parent, source, depth) : undefined
    if (parent.type === 'LogicalExpression' && !isTest(parent, source)) return ofExpression(parent, parent, source)
    if (!parent.type.endsWith('Expression') || /Function|Class|Assignment/.test(parent.type)) return undefined
    child = parent
    parent = parentOf(child, source)
  }
  return undefined
}

/** The discriminant is what is tested, but in `switch (true) { case !res.ok: ... }` the case is. */
function ofCase(node: Node, test: Node): Guard {
  const discriminant = node['discriminant'] as Node
  return { kind: 'statement', node, test: discriminant.type === 'Literal' ? test : discriminant }
}

/** A constant that holds the answer of the test: the guard is where it is looked at first. */
function ofConstant(declarator: Node, source: Source, depth: number): Guard | undefined {
  const target = declarator['id'] as Node
  const binding = target.type === 'Identifier' ? bindingOf(target, source) : undefined
  if (binding?.kind !== 'const') return undefined
  for (const reference of binding.references) {
    const guard = enclosing(reference, source, depth + 1)
    if (guard) return guard
  }
  return undefined
}

/** Is a logical expression part of a larger test? Then its parts are not values of their own. */
function isTest(node: Node, source: Source): boolean {
  let child = node
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent['test'] === child
    const goesOn =
      isTransparent(parent) || parent.type === 'LogicalExpression' || parent.type === 'UnaryExpression' ||
      parent.type === 'CallExpression' || parent.type === 'BinaryExpression'
    if (!goesOn) return isLoop(parent) || parent.type === 'VariableDeclarator'
  }
  return false
}

/** Goes out from an expression to the statement that does nothing else, or to the arrow whose body it is. */
function ofExpression(expression: Node, test: Node, source: Source): Guard | undefined {
  let child = expression
  for (let parent = parentOf(child, source); parent; child = parent, parent = parentOf(child, source)) {
    switch (parent.type) {
      case 'ArrowFunctionExpression':
        return parent['body'] === child ? { kind: 'arrow', node: child, test } : undefined
      case 'ReturnStatement':
      case 'ExpressionStatement':
      case 'ThrowStatement':
        return { kind: 'expression', node: parent, test }
      case 'VariableDeclarator': {
        const declaration = parentOf(parent, source)!
        const only = (declaration['declarations'] as readonly Node[]).length === 1
        return only ? { kind: 'expression', node: declaration, test } : undefined
      }
      case 'AssignmentExpression':
        if (parent['right'] !== child || (parent['left'] as Node).type !== 'Identifier') return undefined
        break
      case 'AwaitExpression':
        break
      default:
        if (!isTransparent(parent)) return undefined
    }
  }
  return undefined
}
