import type { Node } from '../syntax/estree.ts'
import type { Binding } from '../syntax/scopes.ts'
import { classOf } from './classes.ts'
import type { Env } from './environment.ts'
import { testAndGoOn } from './branches.ts'
import { leaveOut } from './left-out.ts'
import { endIfForgotten } from './forgotten.ts'
import type { Hurry } from './hurry.ts'
import { iterate } from './loops.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Completion } from './sinks.ts'
import { binary } from './operators.ts'
import { executeTry } from './exceptions.ts'
import { endIfLeftPast, endIfPast, toGoOn } from './relevance.ts'
import { forkState, UNHANDLED, type State } from './state.ts'
import { Carries, carriesOf, join, optionsOf, truthiness, UNDEFINED, type Value } from './values.ts'

/** Executes a statement (ECMA-262 clause 14). Returns where it completes normally; else leaves by PATH_ENDS. */
export function execute(machine: Machine, node: Node, env: Env): void {
  machine.steps.take()
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
    case 'Program':
    case 'TSModuleBlock':
      executeAll(machine, node, env)
      break
    case 'ExpressionStatement':
      expressionStatement(machine, node, env)
      break
    case 'VariableDeclaration':
      for (const declarator of node['declarations'] as Node[]) declare(machine, node, declarator, env)
      break
    case 'IfStatement':
      ifStatement(machine, node, env)
      break
    case 'ReturnStatement':
      returnStatement(machine, node, env)
      break
    case 'ThrowStatement':
      endIfLeftPast(machine, node, node['argument'] as Node)
      machine.throwValue(machine.evaluate(node['argument'] as Node, env))
      break
    case 'TryStatement':
      executeTry(machine, node, env)
      break
    case 'SwitchStatement':
      switchStatement(machine, node, env)
      break
    case 'BreakStatement':
    case 'ContinueStatement':
      jump(machine, node)
      break
    case 'LabeledStatement':
      labeled(machine, node, env)
      break
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
      iterate(machine, node, env)
      break
    case 'ClassDeclaration':
      // It gives itself its name.
      classOf(machine, node, env)
      break
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      exported(machine, node, env)
      break
    // Functions, enums and imports are hoisted: they are read where they are named.
  }
}

/** Executes a statement of a block. */
function executeNext(machine: Machine, statement: Node, env: Env): void {
  machine.execute(statement, env)
  if (machine.state.sent === 0 && machine.lookAhead?.within(statement)) endIfPast(machine, statement)
}

function executeAll(machine: Machine, block: Node, env: Env): void {
  const { hurry } = machine
  if (hurry) executeBriefly(machine, hurry, block, env)
  else for (const statement of block['body'] as Node[]) executeNext(machine, statement, env)
}

/** Executes the statements of a block, less those that may be left out, and as far as they have to do with the answer. */
function executeBriefly(machine: Machine, hurry: Hurry, block: Node, env: Env): void {
  let unsent: State | undefined
  for (const statement of block['body'] as Node[]) {
    if (leaveOut(machine, hurry, statement, env)) continue
    if (machine.state.sent === 0 && machine.lookAhead?.within(statement)) {
      unsent = machine.state
      machine.state = forkState(unsent)
    }
    executeNext(machine, statement, env)
    if (unsent && machine.state.sent > 0) endIfForgotten(machine, statement, unsent, env)
  }
}

function expressionStatement(machine: Machine, node: Node, env: Env): void {
  const expression = node['expression'] as Node
  const isVoid = expression.type === 'UnaryExpression' && expression['operator'] === 'void'
  evaluateUnused(machine, isVoid ? (expression['argument'] as Node) : expression, env)
}

/** Nobody waits for a promise that is used no further: its failure leaves to the host, and what it does may come later than what follows. */
function evaluateUnused(machine: Machine, expression: Node, env: Env): Value {
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const value = machine.evaluate(expression, env)
  const promises = optionsOf(value).flatMap((option) => machine.object(option)?.promise ?? [])
  for (const { rejected, isUnheard } of promises) if (rejected && !isUnheard) machine.effect(UNHANDLED, [rejected], 'rejection')
  return promises.length > 0 ? machine.meet(ancestor, [{ value, state: forkState(ancestor) }, { value, state: machine.state }]) : value
}

function declare(machine: Machine, declaration: Node, declarator: Node, env: Env): void {
  const init = declarator['init'] as Node | null
  if (!init && declaration['kind'] === 'var') return
  const name = declarator['id'] as Node
  const value = init && (isUnused(machine.tree.bindingOf.get(name)) ? evaluateUnused(machine, init, env) : machine.evaluate(init, env))
  machine.bind(name, value ?? UNDEFINED, env)
}

function isUnused(binding: Binding | undefined): boolean {
  return binding !== undefined && !binding.exported && binding.references.length === 0
}

function exported(machine: Machine, node: Node, env: Env): void {
  const declaration = node['declaration'] as Node | null
  if (!declaration) return
  if (declaration.type.endsWith('Declaration')) machine.execute(declaration, env)
  else machine.evaluate(declaration, env)
}

function ifStatement(machine: Machine, node: Node, env: Env): void {
  testAndGoOn(machine, node, env, (outcome) => {
    const taken = node[outcome ? 'consequent' : 'alternate'] as Node | null
    if (taken) machine.execute(taken, env)
    return UNDEFINED
  })
}

function returnStatement(machine: Machine, node: Node, env: Env): void {
  const argument = node['argument'] as Node | null
  endIfLeftPast(machine, node, argument)
  const value = argument ? machine.evaluate(argument, env) : UNDEFINED
  endIfLeftPast(machine, node, null)
  machine.sinks.returns.push({ value, state: machine.state })
  throw PATH_ENDS
}

/** The statement that a `break` or `continue` leaves or goes on with. */
function targetOf(machine: Machine, node: Node): Node | undefined {
  const label = (node['label'] as Node | null)?.['name'] as string | undefined
  let at = machine.tree.parents.get(node)
  while (at) {
    if (label === undefined) {
      if (LOOPS.test(at.type) || (at.type === 'SwitchStatement' && node.type === 'BreakStatement')) return at
    } else if (at.type === 'LabeledStatement' && (at['label'] as Node)['name'] === label) {
      return node.type === 'ContinueStatement' ? (at['body'] as Node) : at
    }
    at = machine.tree.parents.get(at)
  }
  return undefined
}

const LOOPS = /^(?:For|While|DoWhile)\w*Statement$/

function jump(machine: Machine, node: Node): void {
  const target = targetOf(machine, node)
  const kind = node.type === 'BreakStatement' ? 'break' : 'continue'
  if (target) machine.sinks.jumps.push({ kind, target, state: machine.state })
  throw PATH_ENDS
}

function labeled(machine: Machine, node: Node, env: Env): void {
  withBreaks(machine, node, () => machine.execute(node['body'] as Node, env))
}

/** Runs a statement out of which `break` leads to what follows it. */
function withBreaks(machine: Machine, target: Node, run: () => void): void {
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const ends: Completion[] = []
  try {
    run()
    ends.push({ value: UNDEFINED, state: machine.state })
  } catch (signal) {
    if (signal !== PATH_ENDS) throw signal
  }
  const { jumps } = machine.sinks
  for (const jump of jumps) if (jump.target === target) ends.push({ value: UNDEFINED, state: jump.state })
  machine.sinks.jumps = jumps.filter((jump) => jump.target !== target)
  machine.meet(ancestor, toGoOn(machine, ancestor, ends, target))
}

function switchStatement(machine: Machine, node: Node, env: Env): void {
  const discriminant = machine.evaluate(node['discriminant'] as Node, env)
  const cases = node['cases'] as Node[]
  const ways = entries(machine, discriminant, cases, env)
  const parting = { sides: ways.length, outer: machine.state.gate }
  withBreaks(machine, node, () => machine.fork(ways.map((entry) => () => {
    if (!machine.lookAhead?.fromClause(cases, entry.index)) endIfPast(machine, node)
    if (entry.gated) {
      const bits = carriesOf(discriminant)
      const isWord = (bits & (Carries.body | Carries.text)) !== 0
      machine.gateOn(isWord && cases[entry.index]?.['test'] ? bits | Carries.words : bits, parting)
      machine.readsBody ||= isWord
    }
    for (const clause of cases.slice(entry.index)) {
      for (const statement of clause['consequent'] as Node[]) machine.execute(statement, env)
    }
    return UNDEFINED
  })))
}

interface CaseEntry {
  readonly index: number
  readonly gated: boolean
}

/** The clauses at which a `switch` may begin; past the last one where none fits and there is no default. */
function entries(machine: Machine, discriminant: Value, cases: readonly Node[], env: Env): CaseEntry[] {
  const found: CaseEntry[] = []
  const isTrueSwitch = discriminant.kind === 'primitive' && !discriminant.told && discriminant.value === true
  for (const [index, clause] of cases.entries()) {
    if (!clause['test']) continue
    const testNode = clause['test'] as Node
    const test = machine.evaluate(testNode, env)
    const equal = join(optionsOf(discriminant).flatMap((a) => optionsOf(test).map((b) => binary('===', a, b))))
    const truth = truthiness(equal)
    machine.decide(testNode, isTrueSwitch ? test : equal, truth)
    if (truth === false) continue
    found.push({ index, gated: truth === undefined })
    if (truth === true) return found
  }
  const fallback = cases.findIndex((clause) => !clause['test'])
  return [...found, { index: fallback === -1 ? cases.length : fallback, gated: found.length > 0 }]
}
