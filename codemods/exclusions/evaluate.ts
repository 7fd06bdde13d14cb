import type { Node } from '../../analysis/syntax/estree.ts'
import { propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Binding } from '../../analysis/syntax/scopes.ts'
import { namedFunction, returnedExpression } from '../edits/functions.ts'
import { calledMethod, calledObject, referenceKey } from '../edits/references.ts'
import { bindingOf, type Source } from '../edits/source.ts'

/** Stands for the response itself among the values. */
const RESPONSE = Symbol('response')

/** What an expression is worth; `undefined` where that can't be told. */
type Known = { readonly value: unknown } | undefined

/** How deep calls and constants are followed. */
const DEPTH = 6

/**
 * Evaluates tests for one status of one response. Small on purpose: it only has to see which branch of a guard the
 * status takes, and to say `undefined` where something else decides too. The meaning of a branch is the analysis's to say.
 */
export class StatusTest {
  private readonly source: Source
  private readonly status: number
  private readonly response: string | undefined
  private readonly values: ReadonlyMap<Binding, Known>
  private readonly depth: number

  /**
   * @param response key of the reference that holds the response (`referenceKey`), or undefined where there is none
   * @param values what parameters are worth, inside a function that is called
   */
  constructor(
    source: Source,
    status: number,
    response: string | undefined,
    values: ReadonlyMap<Binding, Known> = new Map(),
    depth = 0,
  ) {
    this.source = source
    this.status = status
    this.response = response
    this.values = values
    this.depth = depth
  }

  /** Is the test true, false, or is it undecided by the status? */
  truth(test: Node): boolean | undefined {
    const node = unwrap(test)
    if (node.type === 'UnaryExpression' && node['operator'] === '!') {
      const inner = this.truth(node['argument'] as Node)
      return inner === undefined ? undefined : !inner
    }
    if (node.type === 'LogicalExpression' && node['operator'] !== '??') {
      const decisive = node['operator'] === '||'
      const left = this.truth(node['left'] as Node)
      if (left === decisive) return decisive
      const right = this.truth(node['right'] as Node)
      if (right === decisive) return decisive
      return left === undefined || right === undefined ? undefined : !decisive
    }
    const known = this.evaluate(node)
    return known === undefined ? undefined : Boolean(known.value)
  }

  /** The evaluator to use inside a function of the same file that is called with these arguments. */
  inside(callee: Node, args: readonly Node[]): StatusTest | undefined {
    if (this.depth >= DEPTH) return undefined
    const values = new Map<Binding, Known>()
    const scope = this.source.tree.scopes.get(callee)
    for (const [index, parameter] of (callee['params'] as readonly Node[]).entries()) {
      const argument = args[index]
      const binding = parameter.type === 'Identifier' ? scope?.bindings.get(parameter['name'] as string) : undefined
      if (binding && argument && binding.writes.length === 0) values.set(binding, this.evaluate(argument))
    }
    return new StatusTest(this.source, this.status, undefined, values, this.depth + 1)
  }

  evaluate(expression: Node): Known {
    const node = unwrap(expression)
    if (this.response !== undefined && referenceKey(node) === this.response) return { value: RESPONSE }
    switch (node.type) {
      case 'Literal':
        return { value: node['value'] }
      case 'Identifier':
        return this.identifier(node)
      case 'MemberExpression':
        return this.member(node)
      case 'TemplateLiteral':
        return this.template(node)
      case 'UnaryExpression':
        return this.unary(node)
      case 'BinaryExpression':
        return this.binary(node)
      case 'ConditionalExpression': {
        const truth = this.truth(node['test'] as Node)
        return truth === undefined ? undefined : this.evaluate(node[truth ? 'consequent' : 'alternate'] as Node)
      }
      case 'LogicalExpression': {
        const left = this.evaluate(node['left'] as Node)
        if (node['operator'] === '??' && left) {
          const isAbsent = left.value === null || left.value === undefined
          return isAbsent ? this.evaluate(node['right'] as Node) : left
        }
        const truth = this.truth(node)
        return truth === undefined ? undefined : { value: truth }
      }
      case 'ArrayExpression':
        return this.array(node['elements'] as readonly (Node | null)[])
      case 'NewExpression':
        return this.set(node)
      case 'CallExpression':
        return this.call(node)
      default:
        return undefined
    }
  }

  private identifier(node: Node): Known {
    const binding = bindingOf(node, this.source)
    if (binding === undefined) return node['name'] === 'undefined' ? { value: undefined } : undefined
    if (this.values.has(binding)) return this.values.get(binding)
    if (binding.kind !== 'const' || this.depth >= DEPTH) return undefined
    const { definition } = binding
    const init = definition['init'] as Node | null | undefined
    if (!init) return undefined
    const target = definition['id'] as Node
    if (target.type === 'Identifier') return this.deeper().evaluate(init)
    const held = this.deeper().evaluate(init)
    return held?.value === RESPONSE ? this.field(boundProperty(target, binding.name)) : undefined
  }

  private deeper(): StatusTest {
    return new StatusTest(this.source, this.status, this.response, this.values, this.depth + 1)
  }

  private field(name: string | undefined): Known {
    if (name === 'status' || name === 'statusCode') return { value: this.status }
    return name === 'ok' ? { value: this.status >= 200 && this.status <= 299 } : undefined
  }

  private member(node: Node): Known {
    const object = this.evaluate(node['object'] as Node)
    const name = propertyName(node)
    if (object?.value === RESPONSE) return this.field(name)
    return Array.isArray(object?.value) && name === 'length' ? { value: object.value.length } : undefined
  }

  private template(node: Node): Known {
    const quasis = node['quasis'] as readonly { value: { cooked: string } }[]
    let text = quasis[0]!.value.cooked
    for (const [index, part] of (node['expressions'] as readonly Node[]).entries()) {
      const known = this.evaluate(part)
      if (known === undefined || !isPrimitive(known.value)) return undefined
      text += String(known.value) + quasis[index + 1]!.value.cooked
    }
    return { value: text }
  }

  private unary(node: Node): Known {
    if (node['operator'] === '!') {
      const truth = this.truth(node)
      return truth === undefined ? undefined : { value: truth }
    }
    const known = this.evaluate(node['argument'] as Node)
    if (known === undefined) return undefined
    if (node['operator'] === 'typeof') return { value: known.value === RESPONSE ? 'object' : typeof known.value }
    if (node['operator'] === '-' && typeof known.value === 'number') return { value: -known.value }
    return node['operator'] === '+' && isPrimitive(known.value) ? { value: Number(known.value) } : undefined
  }

  private binary(node: Node): Known {
    const operator = node['operator'] as string
    const left = this.evaluate(node['left'] as Node)
    if (operator === 'instanceof') return left?.value === RESPONSE ? { value: true } : undefined
    const right = this.evaluate(node['right'] as Node)
    if (left === undefined || right === undefined) return undefined
    return compare(operator, left.value, right.value)
  }

  private array(elements: readonly (Node | null)[]): Known {
    const values: unknown[] = []
    for (const element of elements) {
      const known = element && this.evaluate(element)
      if (!known) return undefined
      values.push(known.value)
    }
    return { value: values }
  }

  private set(node: Node): Known {
    const [items] = node['arguments'] as readonly Node[]
    if ((node['callee'] as Node)['name'] !== 'Set' || items === undefined) return undefined
    const known = this.evaluate(items)
    return Array.isArray(known?.value) ? { value: new Set(known.value) } : undefined
  }

  private call(node: Node): Known {
    const args = node['arguments'] as readonly Node[]
    const callee = namedFunction(node['callee'] as Node, this.source)
    if (callee) {
      const result = callee['async'] === true || callee['generator'] === true ? undefined : returnedExpression(callee)
      return result && this.inside(callee, args)?.evaluateOrTest(result)
    }
    const values: unknown[] = []
    for (const arg of args) {
      const known = this.evaluate(arg)
      if (known === undefined || !isPrimitive(known.value)) return undefined
      values.push(known.value)
    }
    const method = calledMethod(node)
    if (method === undefined) return convert(unwrap(node['callee'] as Node)['name'] as string | undefined, values)
    const object = calledObject(node)!
    if (unwrap(object)['name'] === 'Math') return round(method, values)
    const known = this.evaluate(object)
    return known && callMethod(known.value, method, values)
  }

  private evaluateOrTest(expression: Node): Known {
    const known = this.evaluate(expression)
    if (known) return known
    const truth = this.truth(expression)
    return truth === undefined ? undefined : { value: truth }
  }
}

/** The property that an object pattern binds to a name: `status` for `code` in `{ status: code }`. */
export function boundProperty(pattern: Node, name: string): string | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined
  for (const property of pattern['properties'] as readonly Node[]) {
    const value = property['value'] as Node | undefined
    if (value?.type === 'Identifier' && value['name'] === name) return propertyName(property)
  }
  return undefined
}

function isPrimitive(value: unknown): value is string | number | boolean | bigint | null | undefined {
  return value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
}

function compare(operator: string, left: unknown, right: unknown): Known {
  if (left === RESPONSE || right === RESPONSE) {
    if (!isPrimitive(left) && !isPrimitive(right)) return undefined
    if (operator === '==' || operator === '===') return { value: false }
    return operator === '!=' || operator === '!==' ? { value: true } : undefined
  }
  if (!isPrimitive(left) || !isPrimitive(right)) return undefined
  const operation = OPERATIONS[operator]
  return operation && { value: operation(left as number, right as number) }
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => unknown>> = {
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  // eslint-disable-next-line eqeqeq -- the operator of the evaluated code
  '==': (left, right) => left == right,
  // eslint-disable-next-line eqeqeq -- the operator of the evaluated code
  '!=': (left, right) => left != right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '|': (left, right) => left | right,
}

function convert(name: string | undefined, [value]: readonly unknown[]): Known {
  if (name === 'Boolean') return { value: Boolean(value) }
  if (name === 'String') return { value: String(value) }
  return name === 'Number' || name === 'parseInt' ? { value: Number(value) } : undefined
}

function round(method: string, [value]: readonly unknown[]): Known {
  if (typeof value !== 'number') return undefined
  if (method === 'floor') return { value: Math.floor(value) }
  if (method === 'trunc') return { value: Math.trunc(value) }
  return method === 'round' ? { value: Math.round(value) } : undefined
}

function callMethod(object: unknown, method: string, args: readonly unknown[]): Known {
  const [value] = args
  if (Array.isArray(object) && method === 'includes') return { value: object.includes(value) }
  if (Array.isArray(object) && method === 'indexOf') return { value: object.indexOf(value) }
  if (object instanceof Set && method === 'has') return { value: object.has(value) }
  if (object instanceof RegExp && method === 'test') {
    return { value: new RegExp(object.source, object.flags.replace('g', '')).test(String(value)) }
  }
  if (typeof object === 'number' && method === 'toString' && args.length === 0) return { value: String(object) }
  if (typeof object !== 'string') return undefined
  if (method === 'startsWith') return { value: object.startsWith(String(value)) }
  if (method === 'endsWith') return { value: object.endsWith(String(value)) }
  return method === 'charAt' ? { value: object.charAt(Number(value)) } : undefined
}
