import { Interpreter } from '../../../analysis/interpreter/interpreter.ts'
import type { Env } from '../../../analysis/interpreter/environment.ts'
import { callRoot } from '../../../analysis/interpreter/functions.ts'
import { lazyEnv } from '../../../analysis/interpreter/lookup.ts'
import type { SourceFile } from '../../../analysis/interpreter/machine.ts'
import { Heap } from '../../../analysis/interpreter/store.ts'
import { initialState, type State } from '../../../analysis/interpreter/state.ts'
import { Store } from '../../../analysis/interpreter/store.ts'
import { optionsOf, unknown, type Value } from '../../../analysis/interpreter/values.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { ScopeBuilder, type Scope } from '../../../analysis/syntax/scopes.ts'
import { parseSource } from '../../../source/parse.ts'
import { picture, type Picture } from './picture.ts'

/** How one abstract path left the function. */
export interface Ending {
  readonly kind: 'return' | 'throw'
  readonly value: Picture
}

/** Far more than a generated program takes. */
const BUDGET = 400_000

/**
 * Runs the first function of a text with the interpreter alone: no request, nothing of the host. What the
 * parameters are is not known.
 *
 * @param text a program that declares `function f(...) {...}` (async and generators too) at its top
 * @param clientFunction what libraries it may call
 * @returns how its paths end; a promise that it returns counts as what it is settled with
 * @throws BudgetExceeded where the interpreter gives up
 */
export function runAbstractly(text: string, clientFunction: SourceFile['clientFunction'] = () => undefined): Ending[] {
  const program = parseSource(text, 'program.ts')
  const tree = ScopeBuilder.build(program)
  const fn = program.body.find((node) => node.type === 'FunctionDeclaration')
  const scope = tree.scopes.get(program)
  if (!fn || !scope) throw new Error('no function at the top')
  const envs = new Map<Scope, Env>()
  const file: SourceFile = {
    heap: new Heap(),
    text,
    tree,
    prototypes: { methods: new Map(), makers: new Map() },
    clientFunction,
    envAround: () => lazyEnv(scope, envs, () => undefined),
    constantAt: () => undefined,
    outsideRequest: () => undefined,
    lookAheadTo: () => { throw new Error('no request is asked about') },
  }
  const base = initialState(Store.create())
  const machine = new Interpreter(file, base)
  machine.begin({ status: 200, site: undefined, others: 200 }, BUDGET)
  machine.startPath()
  const args = (fn['params'] as Node[]).map((param) => unknown(String(param['name'])))
  const { returns, throws } = callRoot(machine, { kind: 'closure', node: fn, env: lazyEnv(scope, envs, () => undefined) }, unknown('this'), args)
  return [
    ...returns.flatMap(({ value, state }) => settled(value, state)),
    ...throws.map(({ value, state }): Ending => ({ kind: 'throw', value: picture(value, state.store) })),
  ]
}

function settled(value: Value, state: State): Ending[] {
  return optionsOf(value).flatMap((option): Ending[] => {
    const sides = option.kind === 'object' ? state.store.object(option.address)?.promise : undefined
    if (!sides) return [{ kind: 'return', value: picture(option, state.store) }]
    return [
      ...(sides.fulfilled ? [{ kind: 'return' as const, value: picture(sides.fulfilled, state.store) }] : []),
      ...(sides.rejected ? [{ kind: 'throw' as const, value: picture(sides.rejected, state.store) }] : []),
    ]
  })
}
