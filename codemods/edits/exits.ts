import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, isLoop, unwrap } from '../../analysis/syntax/nodes.ts'
import { namedFunction } from './functions.ts'
import { calledMethod, calledObject } from './references.ts'
import { parentOf, statementList, type Source } from './source.ts'
import type { AnswerTests } from './tests.ts'

/**
 * How a piece of code can end, after ECMA-262's completions: `reject` is a return of a rejected promise, `leave` a bare
 * `return`, `normal` goes on with what follows.
 */
export type Exit = 'throw' | 'reject' | 'return' | 'leave' | 'break' | 'continue' | 'normal'

export type Exits = ReadonlySet<Exit>

const NORMAL: Exits = new Set(['normal'])
/** How deep functions of the same file are followed. */
const DEPTH = 4

/** Says how code ends for one status. */
export class ExitFinder {
  private readonly source: Source
  private readonly tests: AnswerTests
  private readonly depth: number

  constructor(source: Source, tests: AnswerTests, depth = 0) {
    this.source = source
    this.tests = tests
    this.depth = depth
  }

  /** How the function (or the program) ends when this statement of it is run and goes on with what follows it. */
  from(statement: Node): Exits {
    return this.then(this.statement(statement), () => this.after(statement))
  }

  /** How it goes on behind a statement, up to the end of the function. */
  private after(node: Node): Exits {
    const parent = parentOf(node, this.source)
    if (parent === undefined || isFunction(parent)) return NORMAL
    if (isLoop(parent)) return new Set(['continue'])
    const list = statementList(parent)
    if (list === undefined) {
      // What stands inside an expression ends with the statement around it, which is not ours to follow.
      return this.after(parent)
    }
    return this.then(this.list(list.slice(list.indexOf(node) + 1)), () => this.after(parent))
  }

  private then(first: Exits, next: () => Exits): Exits {
    if (!first.has('normal')) return first
    const all = new Set(first)
    all.delete('normal')
    return union(all, next())
  }

  private list(statements: readonly Node[]): Exits {
    let exits = NORMAL
    for (const statement of statements) {
      if (!exits.has('normal')) break
      exits = this.then(exits, () => this.statement(statement))
    }
    return exits
  }

  statement(node: Node): Exits {
    switch (node.type) {
      case 'ThrowStatement':
        return new Set(['throw'])
      case 'ReturnStatement':
        return node['argument'] ? this.value(node['argument'] as Node) : new Set(['leave'])
      case 'BreakStatement':
        return new Set(['break'])
      case 'ContinueStatement':
        return new Set(['continue'])
      case 'BlockStatement':
        return this.list(node['body'] as readonly Node[])
      case 'IfStatement':
        return this.branches(node)
      case 'LabeledStatement':
        return replace(this.statement(node['body'] as Node), 'break', 'normal')
      case 'TryStatement':
        return this.tried(node)
      case 'SwitchStatement':
        return this.switched(node)
      case 'ExpressionStatement':
        return this.effect(node['expression'] as Node)
      case 'VariableDeclaration':
        return this.effects((node['declarations'] as readonly Node[]).map((one) => one['init'] as Node | null))
      default:
        return isLoop(node) ? this.repeated(node) : NORMAL
    }
  }

  private branches(node: Node): Exits {
    const truth = this.tests.truth(node['test'] as Node)
    const alternate = node['alternate'] as Node | null
    const taken = (): Exits => this.statement(node['consequent'] as Node)
    const other = (): Exits => (alternate ? this.statement(alternate) : NORMAL)
    if (truth !== undefined) return truth ? taken() : other()
    return union(taken(), other())
  }

  private tried(node: Node): Exits {
    const handler = node['handler'] as Node | null
    let exits = this.statement(node['block'] as Node)
    if (handler) {
      const kept = new Set(exits)
      kept.delete('throw')
      exits = union(kept, this.statement(handler['body'] as Node))
    }
    const finalizer = node['finalizer'] as Node | null
    return finalizer ? this.then(this.statement(finalizer), () => exits) : exits
  }

  private switched(node: Node): Exits {
    let exits: Exits = new Set()
    for (const path of casePaths(node, this.tests)) exits = union(exits, this.list(path))
    return replace(exits, 'break', 'normal')
  }

  private repeated(node: Node): Exits {
    const body = this.statement(node['body'] as Node)
    return union(replace(replace(body, 'break', 'normal'), 'continue', 'normal'), NORMAL)
  }

  private effects(expressions: readonly (Node | null)[]): Exits {
    let exits = NORMAL
    for (const expression of expressions) {
      if (expression) exits = this.then(exits, () => this.effect(expression))
    }
    return exits
  }

  /** How an expression ends whose value is not returned. */
  effect(expression: Node): Exits {
    const exits = this.value(expression)
    return replace(replace(exits, 'return', 'normal'), 'reject', 'normal')
  }

  /** How a function ends that returns an expression. */
  value(expression: Node): Exits {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return replace(this.value(node['argument'] as Node), 'reject', 'throw')
      case 'ConditionalExpression': {
        const truth = this.tests.truth(node['test'] as Node)
        if (truth !== undefined) return this.value(node[truth ? 'consequent' : 'alternate'] as Node)
        return union(this.value(node['consequent'] as Node), this.value(node['alternate'] as Node))
      }
      case 'LogicalExpression': {
        const truth = this.tests.truth(node['left'] as Node)
        const right = this.value(node['right'] as Node)
        if (node['operator'] === '??' || truth === undefined) return union(right, new Set(['return']))
        return truth === (node['operator'] === '||') ? new Set(['return']) : right
      }
      case 'SequenceExpression':
        return this.value((node['expressions'] as readonly Node[]).at(-1)!)
      case 'CallExpression':
        return this.called(node)
      default:
        return new Set(['return'])
    }
  }

  private called(node: Node): Exits {
    const method = calledMethod(node)
    const object = calledObject(node)
    if (method === 'reject' && object && unwrap(object)['name'] === 'Promise') return new Set(['reject'])
    const callee = namedFunction(node['callee'] as Node, this.source)
    if (callee === undefined || callee['generator'] === true || this.depth >= DEPTH) return new Set(['return'])
    const inside = new ExitFinder(this.source, this.tests, this.depth + 1)
    const body = callee['body'] as Node
    const exits = body.type === 'BlockStatement' ? inside.statement(body) : inside.value(body)
    if (exits.size !== 1 || !(exits.has('throw') || exits.has('reject'))) return new Set(['return'])
    return callee['async'] === true ? new Set(['reject']) : exits
  }
}

/**
 * What a `switch` may run: the statements from the case that is entered on; for each case, where it can't be told which.
 * An empty list stands for going past all cases.
 */
export function casePaths(node: Node, tests: AnswerTests): readonly (readonly Node[])[] {
  const cases = node['cases'] as readonly Node[]
  const bodies = cases.map((one) => one['consequent'] as readonly Node[])
  const from = (index: number): readonly Node[] => bodies.slice(index).flat()
  const entry = tests.entry(node)
  if (entry !== undefined) return [from(entry)]
  const all = cases.map((_, index) => from(index))
  return cases.some((one) => one['test'] === null) ? all : [...all, []]
}

function union(left: Exits, right: Exits): Exits {
  return new Set([...left, ...right])
}

function replace(exits: Exits, old: Exit, by: Exit): Exits {
  if (!exits.has(old)) return exits
  const all = new Set(exits)
  all.delete(old)
  all.add(by)
  return all
}
