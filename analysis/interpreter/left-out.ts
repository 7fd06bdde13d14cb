import { mayJump } from '../syntax/completions.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf, unwrap } from '../syntax/nodes.ts'
import { addressOf, holderOf, type Env } from './environment.ts'
import { carriedTogether, SUCCESS, valuesOf, type Hurry } from './hurry.ts'
import { derivedFrom } from './keys.ts'
import type { Machine } from './machine.ts'
import { Carries } from './values.ts'

/** A statement that is shorter than this, in characters, costs less than to leave it out. */
const SHORTEST = 200
const LEFT_OUT = /^(?:(?:If|For|ForOf|ForIn|While|DoWhile|Try|Switch|Expression)Statement|VariableDeclaration)$/
/** What a variable is given that may be left out: data, and no client or function. */
const MAKES_DATA = /^(?:Array|Object|Await)Expression$/

/**
 * Leaves out a statement that takes long and can't lead to the request, where it has nothing to do with the answer: what it changes
 * is then what code that is not seen would make of what it reads.
 *
 * @returns whether it did
 */
export function leaveOut(machine: Machine, hurry: Hurry, statement: Node, env: Env): boolean {
  const { lookAhead, state } = machine
  if (machine.steps.isBrief || !lookAhead || !mayBeLeftOut(statement) || lookAhead.within(statement)) return false
  const { isPlain, sends, reads, changes } = hurry.statement(statement)
  // Other requests, which go well, come before it; those that come after may be what is done about it.
  if (!isPlain || (sends && machine.scenario.others !== SUCCESS)) return false
  const read = valuesOf(machine, env, reads)
  if (state.sent > 0) {
    if (state.gate || carriedTogether(machine, read) !== Carries.nothing) return false
    machine.effect('code', [], 'call')
  }
  for (const binding of changes) {
    const holder = holderOf(env, binding)
    if (holder) machine.store.set(addressOf(holder, binding), derivedFrom(machine, `${binding.name}@${rangeOf(statement)[0]}`, read))
  }
  return true
}

const known = new WeakMap<Node, boolean>()

function mayBeLeftOut(statement: Node): boolean {
  let answer = known.get(statement)
  if (answer === undefined) known.set(statement, (answer = isLong(statement) && LEFT_OUT.test(statement.type) && makesData(statement) && !mayJump(statement)))
  return answer
}

function isLong(statement: Node): boolean {
  const [start, end] = rangeOf(statement)
  return end - start >= SHORTEST
}

function makesData(statement: Node): boolean {
  return statement.type !== 'VariableDeclaration' || (statement['declarations'] as Node[]).every(({ init }) => init && MAKES_DATA.test(unwrap(init as Node).type))
}
